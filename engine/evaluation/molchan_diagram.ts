import { InputError } from "../domain/mod.ts";
import { standardNormalCumulative } from "../mathematics/mod.ts";

/** One threshold of an alarm. */
export interface MolchanPoint {
  /** Part of the reference measure that is under alarm, 0 to 1. */
  alarm: number;
  /** Part of the events that the alarm misses, 0 to 1. */
  missed: number;
}

/** How well a map ranks the places of events. */
export interface MolchanDiagram {
  /** From no alarm to alarm everywhere; equal forecasts come together. */
  points: MolchanPoint[];
  /** Area above the trajectory: 0.5 for the reference itself, 1 at best; null without events. */
  areaSkillScore: number | null;
  /** Chance of as high a score for the reference itself, in the normal limit; null without events. */
  probability: number | null;
  /** Number of events. */
  events: number;
}

/**
 * Molchan's diagram of a map: alarms are raised from the highest forecast down, and the part of
 * events they miss is set against the part they cover of a reference, such as area or mean rate.
 *
 * Throws InputError where the columns differ in length, for a negative number, or where the
 * reference is 0 throughout.
 * Source: Molchan 1991; Zechar & Jordan 2008, GJI 172 (area skill score and its normal limit).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { molchanDiagram } from "@quakecast/quakecast/evaluation";
 * const map = { counts: [3, 0, 0, 0], reference: [1, 1, 1, 1] };
 * assert(molchanDiagram([9, 1, 1, 1], map).areaSkillScore === 0.875);
 * ```
 */
export function molchanDiagram(
  forecast: ArrayLike<number>,
  { counts, reference }: { counts: ArrayLike<number>; reference: ArrayLike<number> },
): MolchanDiagram {
  const [events, total] = checkMap(forecast, { counts, reference });
  const order = Uint32Array.from({ length: forecast.length }, (_, cell) => cell)
    .sort((one, other) => forecast[other] - forecast[one]);
  const points: MolchanPoint[] = [{ alarm: 0, missed: 1 }];
  let [covered, hit, area] = [0, 0, 0];
  for (let at = 0; at < order.length; at++) {
    covered += reference[order[at]];
    hit += counts[order[at]];
    if (at + 1 < order.length && forecast[order[at + 1]] === forecast[order[at]]) continue;
    const last = points[points.length - 1];
    const point = {
      alarm: Math.min(1, covered / total),
      missed: events > 0 ? 1 - hit / events : 1,
    };
    area += (point.alarm - last.alarm) * (1 - (point.missed + last.missed) / 2);
    points.push(point);
  }
  if (events === 0) return { points, areaSkillScore: null, probability: null, events };
  const probability = standardNormalCumulative(-(area - 0.5) * Math.sqrt(12 * events));
  return { points, areaSkillScore: area, probability, events };
}

function checkMap(
  forecast: ArrayLike<number>,
  { counts, reference }: { counts: ArrayLike<number>; reference: ArrayLike<number> },
): [events: number, total: number] {
  if (counts.length !== forecast.length || reference.length !== forecast.length) {
    throw new InputError(
      `Cannot rank ${forecast.length} cells with ${counts.length} counts and ${reference.length} ` +
        "parts of a reference: need as many",
    );
  }
  let [events, total] = [0, 0];
  for (let cell = 0; cell < forecast.length; cell++) {
    if (!(forecast[cell] >= 0 && counts[cell] >= 0 && reference[cell] >= 0)) {
      throw new InputError(`Cannot rank cell ${cell}`, {
        value: `${forecast[cell]}, ${counts[cell]}, ${reference[cell]}`,
        expected: "a forecast, a count and a part of the reference, none negative",
      });
    }
    events += counts[cell];
    total += reference[cell];
  }
  if (!(total > 0)) throw new InputError("Cannot rank cells against a reference of 0 throughout");
  return [events, total];
}
