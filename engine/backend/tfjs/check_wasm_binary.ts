import { EnvironmentError } from "../../domain/mod.ts";

/**
 * Looks whether tfjs' WebAssembly binary can be read, as tfjs itself only prints that it cannot.
 *
 * Throws EnvironmentError with the flag or the file that is missing.
 */
export async function checkWasmBinary({ threaded }: { threaded: boolean }): Promise<void> {
  const binary = threaded ? "tfjs-backend-wasm-threaded-simd.wasm" : "tfjs-backend-wasm-simd.wasm";
  const url = new URL(binary, import.meta.resolve("@tensorflow/tfjs-backend-wasm"));
  if (url.protocol !== "file:") return; // not installed in a folder: tfjs will find it or not
  try {
    (await Deno.open(url)).close();
  } catch (cause) {
    const folder = decodeURIComponent(new URL(".", url).pathname);
    if (cause instanceof Deno.errors.NotCapable) {
      throw new EnvironmentError(
        `Cannot start WebAssembly: no permission to read ${binary}; add --allow-read=${folder}`,
        "permission",
        { cause },
      );
    }
    throw new EnvironmentError(
      `Cannot start WebAssembly: ${folder}${binary} cannot be read; run "deno install".`,
      "backend",
      { cause },
    );
  }
}
