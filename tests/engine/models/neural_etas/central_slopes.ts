import { assertAlmostEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";

/** Numbers that a network may say, as 32-bit numbers have them. */
export function randomSaid(size: number, seed: string): Float32Array {
  const stream = new RandomStream(seed);
  return Float32Array.from({ length: size }, () => stream.normal());
}

/** Holds slopes against central differences of a loss in 64-bit numbers. */
export function holdSlopes(
  slope: ArrayLike<number>,
  { said, lossOf }: { said: Float32Array; lossOf: (said: Float64Array) => number },
): void {
  const step = 1e-5;
  for (let k = 0; k < said.length; k++) {
    const [more, less] = [step, -step].map((move) => {
      const moved = Float64Array.from(said);
      moved[k] += move;
      return lossOf(moved);
    });
    const size = Math.max(1, Math.abs(slope[k]));
    assertAlmostEquals(slope[k], (more - less) / (2 * step), 1e-6 * size, `slope ${k}`);
  }
}
