import "@tensorflow/tfjs-backend-wasm"; // registers the kernels that are kept here
import { tf } from "../tensors.ts";

const STOCK: ReadonlyMap<string, tf.KernelConfig> = new Map(
  tf.getKernelsForBackend("wasm").map((kernel) => [kernel.kernelName, kernel]),
);

/** tfjs' own WebAssembly kernel of this name, also once another is registered in its place. */
export function stockKernel(kernelName: string): tf.KernelConfig {
  const kernel = STOCK.get(kernelName);
  if (kernel === undefined) throw new RangeError(`Cannot find ${kernelName}: tfjs has none.`);
  return kernel;
}
