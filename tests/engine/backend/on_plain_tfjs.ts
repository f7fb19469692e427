import { tf } from "../../../engine/backend/tensors.ts";

/** Runs a step on tfjs' own backend in plain JavaScript, which is slow and simple. */
export async function onPlainTfjs<Result>(step: () => Result | Promise<Result>): Promise<Result> {
  tf.env().set("IS_TEST", true); // no greeting
  await tf.setBackend("cpu");
  try {
    return await step();
  } finally {
    await tf.setBackend("wasm");
    tf.env().set("IS_TEST", false); // or what an operation keeps for its gradient counts as a leak
  }
}
