import { tf } from "../../../engine/backend/tensors.ts";

/** Names of the kernels that a step runs, in order, of those that a pattern takes. */
export async function kernelsUsed(step: () => unknown, pattern: RegExp): Promise<string[]> {
  const { kernels } = await tf.profile(() => tf.tidy(() => void step()));
  return kernels.map(({ name }) => name).filter((name) => pattern.test(name));
}
