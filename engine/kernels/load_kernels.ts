import { EnvironmentError } from "../domain/mod.ts";
import type { KernelBuildFile } from "./build_kernels.ts";
import type { KernelExports } from "./kernel_exports.ts";
import { hasRelaxedSimd, hasSimd } from "./wasm_features.ts";

/** Which of the two builds of the kernels. */
export type KernelBuild = "relaxed-simd" | "simd";

const FILES: Readonly<Record<KernelBuild, KernelBuildFile>> = {
  "relaxed-simd": "kernels_relaxed_simd.wasm",
  "simd": "kernels_simd.wasm",
};

/** The kernels as compiled code, ready to be put on a heap; it can be sent to a worker. */
export interface KernelModule {
  /** Which build it is. */
  build: KernelBuild;
  /** Its code, for a heap that is shared or not. */
  module: WebAssembly.Module;
}

/** The build that this runtime takes; throws EnvironmentError where it has no SIMD at all. */
export function chooseKernelBuild(): KernelBuild {
  if (hasRelaxedSimd()) return "relaxed-simd";
  if (hasSimd()) return "simd";
  throw new EnvironmentError("Cannot start WebAssembly: no SIMD in this runtime.", "backend");
}

/**
 * Reads and compiles the kernels. Needs `--allow-read` of this room.
 *
 * Throws EnvironmentError with the flag that is missing.
 */
export async function loadKernels(
  { shared, build = chooseKernelBuild() }: { shared: boolean; build?: KernelBuild },
): Promise<KernelModule> {
  const url = new URL(FILES[build], import.meta.url);
  const binary = await readBinary(url);
  return { build, module: await WebAssembly.compile(shared ? binary : unshareMemory(binary)) };
}

/** Puts the kernels on a heap. */
export function instantiateKernels(
  { module }: KernelModule,
  memory: WebAssembly.Memory,
): KernelExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as KernelExports;
}

async function readBinary(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (url.protocol === "file:") return await Deno.readFile(url);
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotCapable)) throw cause;
    const folder = decodeURIComponent(new URL(".", url).pathname);
    throw new EnvironmentError(
      `Cannot start WebAssembly: no permission to read the kernels; add --allow-read=${folder}`,
      "permission",
      { cause },
    );
  }
}

const MEMORY_NAME = [6, ...new TextEncoder().encode("memory"), 2]; // its length, and "a memory"
const SHARED_WITH_MAXIMUM = 3;
const WITH_MAXIMUM = 1;

/**
 * The same code for a heap that is not shared: the flag of the imported memory is the only
 * difference, and the two kinds of heap do not take each other's code.
 *
 * Source: WebAssembly core specification, binary format of limits; threads proposal.
 */
function unshareMemory(binary: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const unshared = binary.slice();
  const place = unshared.findIndex((_, i) =>
    MEMORY_NAME.every((byte, j) => unshared[i + j] === byte)
  );
  const flag = place + MEMORY_NAME.length;
  if (place < 0 || unshared[flag] !== SHARED_WITH_MAXIMUM) {
    throw new EnvironmentError("Cannot start WebAssembly: the kernels import no heap.", "backend");
  }
  unshared[flag] = WITH_MAXIMUM;
  return unshared;
}
