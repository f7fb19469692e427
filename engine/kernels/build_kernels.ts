import { fileURLToPath } from "node:url";

/** The two builds of one source; the first that the runtime takes is used. */
export const KERNEL_BUILDS = [
  { file: "kernels_relaxed_simd.wasm", features: "simd,relaxed-simd,threads" },
  { file: "kernels_simd.wasm", features: "simd,threads" },
] as const;

/** Name of one of the builds. */
export type KernelBuildFile = (typeof KERNEL_BUILDS)[number]["file"];

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/**
 * Compiles the AssemblyScript of `assembly/` to one build; the same source gives the same bytes.
 *
 * The module imports its memory, shared, and has neither data nor globals: it lives on a heap that
 * belongs to somebody else. Throws Error with the compiler's words when the source is wrong.
 */
export async function buildKernels(
  { file, features }: { file: string; features: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: asc } = await import("assemblyscript/asc");
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main([
    "assembly/index.ts",
    ...["--baseDir", FOLDER, "--outFile", file, "--enable", features, "-O3", "--noAssert"],
    ...["--importMemory", "--noExportMemory", "--sharedMemory", "--initialMemory", "1"],
    ...["--maximumMemory", "65536", "--runtime", "stub", "--use", "abort="],
  ], {
    writeFile: (_name: string, contents: Uint8Array | string) => {
      if (typeof contents !== "string") binary = contents as Uint8Array<ArrayBuffer>;
    },
  });
  if (error || binary === undefined) {
    throw new Error(`Cannot build ${file}: ${stderr}`, { cause: error });
  }
  refuseOwnState(binary, file);
  return binary;
}

/** Sections of a module that would write into a heap that is not its own. */
const OWN_STATE: Readonly<Record<number, string>> = { 6: "globals", 8: "a start", 11: "data" };

function refuseOwnState(binary: Uint8Array, file: string): void {
  let place = 8; // behind "\0asm" and the version
  const readNumber = () => {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = binary[place++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (place < binary.length) {
    const section = binary[place++];
    const size = readNumber();
    const own = OWN_STATE[section];
    if (own !== undefined) throw new Error(`Cannot use ${file}: it has ${own}.`);
    place += size;
  }
}

/** Builds both and writes them beside the source. */
async function main(): Promise<void> {
  for (const build of KERNEL_BUILDS) {
    const binary = await buildKernels(build);
    const path = new URL(build.file, import.meta.url);
    await Deno.writeFile(new URL(`${build.file}.partial`, import.meta.url), binary);
    await Deno.rename(new URL(`${build.file}.partial`, import.meta.url), path);
    const line = `${build.file}: ${binary.length} bytes\n`;
    Deno.stdout.writeSync(new TextEncoder().encode(line));
  }
}

if (import.meta.main) await main();
