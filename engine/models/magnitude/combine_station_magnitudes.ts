import { InsufficientDataError } from "../../domain/mod.ts";

/** One station's magnitude. */
export interface StationMagnitude {
  /** The magnitude, station correction applied. */
  readonly magnitude: number;
  /** Its standard deviation about the event's magnitude. */
  readonly sigma: number;
}

/** How stations are put together. */
export interface CombineOptions {
  /** The event's magnitude is the mean, each station weighted by its sigma, or the median; mean unless given. */
  readonly by?: "mean" | "median";
  /** What all stations of an event err by together, as a standard deviation. */
  readonly betweenEventSigma: number;
}

/** An event's magnitude. */
export interface CombinedMagnitude {
  /** The magnitude. */
  magnitude: number;
  /** Its standard deviation, which never falls below that between events. */
  sigma: number;
  /** Standard deviation of stations about it; NaN for one station. */
  scatter: number;
}

/** Standard error of a median of normal numbers over that of their mean: √(π / 2). */
const MEDIAN_LOSS = Math.sqrt(Math.PI / 2);

/**
 * Puts the magnitudes of an event's stations together. Stations share the event's own error (its stress
 * drop, the scale's bias), which does not shrink with their number: the variance is that of the mean plus
 * that between events. Where stations scatter more than they state, their variance grows with it.
 *
 * Throws InsufficientDataError without stations.
 */
export function combineStationMagnitudes(
  stations: readonly StationMagnitude[],
  { by = "mean", betweenEventSigma }: CombineOptions,
): CombinedMagnitude {
  if (stations.length === 0) {
    throw new InsufficientDataError("Cannot take an event's magnitude", {
      ...{ have: 0, need: 1, of: "stations" },
    });
  }
  const count = stations.length;
  const weights = stations.map(({ sigma }) => 1 / (sigma * sigma));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sum = stations.reduce((sum, { magnitude }, i) => sum + weights[i] * magnitude, 0);
  const magnitude = by === "mean" ? sum / total : medianOf(stations.map((it) => it.magnitude));
  const squares = stations.map((station) => (station.magnitude - magnitude) ** 2);
  const misfit = squares.reduce((sum, square, i) => sum + weights[i] * square, 0);
  const inflation = count > 1 ? Math.max(1, misfit / (count - 1)) : 1;
  const loss = by === "median" && count > 2 ? MEDIAN_LOSS : 1;
  const scatter = Math.sqrt(
    squares.reduce((sum, square) => sum + square, 0) / Math.max(1, count - 1),
  );
  const variance = loss * loss * inflation / total + betweenEventSigma ** 2;
  return { magnitude, sigma: Math.sqrt(variance), scatter: count > 1 ? scatter : NaN };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
