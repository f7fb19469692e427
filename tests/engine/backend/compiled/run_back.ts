import type { Trainer } from "../../../../engine/backend/mod.ts";

/** Runs a batch forward, and back from the slope of its output: the slopes by all weights are written. */
export function runBack(
  trainer: Trainer,
  { examples, slope }: { examples: Float32Array; slope: Float32Array },
): void {
  trainer.slopes().fill(NaN); // all of them are written
  trainer.input().set(examples);
  trainer.forward();
  trainer.outputSlope().set(slope);
  trainer.backward();
}
