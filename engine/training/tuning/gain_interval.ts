import type { GainInterval } from "../../domain/mod.ts";
import { blockBootstrapMean, RandomStream } from "../../mathematics/mod.ts";
import { blockLengthOf } from "../measure_skill.ts";

/** Windows of one or more stretches, in order of time, with their gains. */
export interface StretchGains {
  /** Log score over that of the best baseline, nats. [window] */
  gains: readonly number[];
  /** Windows whose outcomes overlap. */
  overlap: number;
}

/** Mean gain over all windows with its block-bootstrap 95 % interval, as the skill of a model has it. */
export function gainInterval(stretches: readonly StretchGains[], seed: number): GainInterval {
  const gains = stretches.flatMap((stretch) => stretch.gains);
  const overlap = Math.max(...stretches.map((stretch) => stretch.overlap));
  const { mean, low, high } = blockBootstrapMean(gains, {
    blockLength: blockLengthOf(gains.length, overlap),
    random: new RandomStream(seed).fork("skill"),
  });
  return { nats: mean, low, high };
}
