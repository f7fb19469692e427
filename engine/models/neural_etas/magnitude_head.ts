import type { ExampleRange, PointEvents } from "../../domain/mod.ts";
import { factorOf, factorSlopeOf } from "./rate_head.ts";

/** Numbers that the network says of how large: the logarithm of a factor of β. */
export const MAGNITUDE_OUTPUTS = 1;

/** What magnitudes are judged by. */
export interface MagnitudeLaw {
  /** β of all, per magnitude. */
  beta: number;
  /** Magnitudes above the smallest that can be drawn, half a step below the smallest there is. [event] */
  above: Float64Array;
}

/** ln of the density of an event's magnitude, exponential with β times the factor said. */
export function logMagnitudeAt({ beta, above }: MagnitudeLaw, event: number, said: number): number {
  const own = beta * factorOf(said);
  return Math.log(own) - own * above[event];
}

/** Loss in magnitude, nats: −ln of the exponential density. */
export function magnitudeLoss(
  law: MagnitudeLaw,
): (said: Float32Array, events: Int32Array) => { loss: Float64Array; slope: Float32Array } {
  return (said, events) => ({
    loss: Float64Array.from(events, (event, i) => -logMagnitudeAt(law, event, said[i])),
    slope: Float32Array.from(
      events,
      (event, i) => factorSlopeOf(said[i]) * (law.beta * law.above[event] - 1 / factorOf(said[i])),
    ),
  });
}

/** The exponential law of magnitudes by Aki and Utsu, of the events of a range. */
export function magnitudeLawOf(
  { magnitude }: PointEvents,
  { mc, magnitudeStep, range: { start, end } }: {
    mc: number;
    magnitudeStep: number;
    range: ExampleRange;
  },
): MagnitudeLaw {
  const above = magnitude.map((m) => m - mc + magnitudeStep / 2);
  const sum = above.subarray(start, end).reduce((total, excess) => total + excess, 0);
  return { beta: (end - start) / sum, above };
}
