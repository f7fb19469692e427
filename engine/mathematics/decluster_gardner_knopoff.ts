import { greatCircleKm } from "./geodesics.ts";
import { lowerBound } from "./lower_bound.ts";

const DAY_MS = 86_400_000;

/** How far and how long an event is taken to trigger others. */
export interface ClusterWindow {
  /** Kilometres from its epicentre. */
  distanceKm: number;
  /** Days after it. */
  days: number;
}

/** Events as columns. */
export interface ClusterColumns {
  /** Origin times, UTC epoch milliseconds, in any order. [event] */
  timeMs: ArrayLike<number>;
  /** Degrees north. [event] */
  latitude: ArrayLike<number>;
  /** Degrees east. [event] */
  longitude: ArrayLike<number>;
  /** Magnitudes; an event without one (NaN) triggers nothing. [event] */
  magnitude: ArrayLike<number>;
}

/** How a catalogue falls into clusters. */
export interface Declustering {
  /** Cluster of each event, from 0 in falling order of its mainshock; −1 for a lone event. [event] */
  cluster: Int32Array;
  /** 0 for a mainshock or lone event, 1 for an aftershock, −1 for a foreshock. [event] */
  kind: Int8Array;
  /** Number of mainshocks and lone events: what a declustered catalogue keeps. */
  independent: number;
}

/**
 * Gardner and Knopoff's window of an event.
 *
 * Source: Gardner & Knopoff 1974, BSSA 64, table 1, in the formula of van Stiphout, Zhuang & Marsan
 * 2012, CORSSA, equation 1.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { gardnerKnopoffWindow } from "@quakecast/quakecast/mathematics";
 * // The table has 40 km and 155 days for magnitude 5.
 * const { distanceKm, days } = gardnerKnopoffWindow(5);
 * assert(Math.abs(distanceKm - 40) < 1 && Math.abs(days - 155) < 14);
 * ```
 */
export function gardnerKnopoffWindow(magnitude: number): ClusterWindow {
  const exponent = magnitude >= 6.5 ? 0.032 * magnitude + 2.7389 : 0.5409 * magnitude - 0.547;
  return { distanceKm: 10 ** (0.1238 * magnitude + 0.983), days: 10 ** exponent };
}

/**
 * Tells mainshocks from their fore- and aftershocks by windows in space and time: from the largest
 * event down, each that is in no cluster yet takes those in its window that are in none either. Of
 * equal magnitudes the earlier comes first. Foreshocks are sought for `foreshockShare` of the time
 * (all of it unless given).
 *
 * Throws RangeError where the columns differ in length.
 * Source: Gardner & Knopoff 1974, BSSA 64 (windows of mainshocks, not linked).
 */
export function declusterGardnerKnopoff(
  events: ClusterColumns,
  options: { foreshockShare?: number; window?: (magnitude: number) => ClusterWindow } = {},
): Declustering {
  const { timeMs, latitude, longitude, magnitude } = events;
  const { foreshockShare = 1, window = gardnerKnopoffWindow } = options;
  const size = timeMs.length;
  if ([latitude, longitude, magnitude].some((column) => column.length !== size)) {
    throw new RangeError("Cannot decluster: the columns differ in length");
  }
  const byTime = Uint32Array.from({ length: size }, (_, row) => row)
    .sort((one, other) => timeMs[one] - timeMs[other]);
  const times = Float64Array.from(byTime, (row) => timeMs[row]);
  const bySize = byTime.slice().filter((row) => !Number.isNaN(magnitude[row]))
    .sort((one, other) => magnitude[other] - magnitude[one]);
  const cluster = new Int32Array(size).fill(-1);
  const kind = new Int8Array(size);
  const place = (row: number) => ({ latitude: latitude[row], longitude: longitude[row] });
  let [clusters, dependent] = [0, 0];
  for (const main of bySize) {
    if (cluster[main] >= 0) continue;
    const { distanceKm, days } = window(magnitude[main]);
    const end = timeMs[main] + days * DAY_MS;
    const before = dependent;
    let at = lowerBound(times, timeMs[main] - foreshockShare * days * DAY_MS);
    for (; at < size && times[at] <= end; at++) {
      const row = byTime[at];
      if (row === main || cluster[row] >= 0) continue;
      if (!(greatCircleKm(place(main), place(row)) <= distanceKm)) continue;
      cluster[row] = clusters;
      kind[row] = timeMs[row] < timeMs[main] ? -1 : 1;
      dependent++;
    }
    if (dependent > before) cluster[main] = clusters++;
  }
  return { cluster, kind, independent: size - dependent };
}
