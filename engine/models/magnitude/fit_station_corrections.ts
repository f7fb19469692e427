import { InsufficientDataError } from "../../domain/mod.ts";

/** A station's magnitude of an event, without correction. */
export interface StationObservation {
  /** The event. */
  readonly event: string;
  /** The station, "NET.STA". */
  readonly station: string;
  /** The magnitude. */
  readonly magnitude: number;
}

/** Variance of one magnitude about event and station over the variance of corrections: 0.25² / 0.2². */
const SHRINKAGE = 1.5;

/** Largest change of a correction at which rounds end, and rounds at most. */
const SMALLEST_CHANGE = 1e-9;
const MOST_ROUNDS = 1000;

/**
 * What is to be added to each station's magnitudes so that stations agree on every event: least squares of
 * magnitude = event − correction, over all events at once. Corrections have mean 0 over stations, and those
 * that rest on few events are drawn towards 0.
 *
 * Throws InsufficientDataError where no event was seen by two stations.
 */
export function fitStationCorrections(
  observations: readonly StationObservation[],
): Record<string, number> {
  const byEvent = groupBy(observations, ({ event }) => event);
  const shared = [...byEvent.values()].filter((seen) => seen.length > 1).flat();
  if (shared.length === 0) {
    const amounts = { have: 0, need: 1, of: "events seen by two stations" };
    throw new InsufficientDataError("Cannot fit station corrections", amounts);
  }
  const events = groupBy(shared, ({ event }) => event);
  const stations = groupBy(shared, ({ station }) => station);
  const corrections = new Map([...stations.keys()].map((station) => [station, 0]));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const sizes = new Map([...events].map(([event, seen]) => [
      event,
      seen.reduce((sum, it) => sum + it.magnitude + corrections.get(it.station)!, 0) / seen.length,
    ]));
    let change = 0;
    for (const [station, seen] of stations) {
      const sum = seen.reduce((sum, it) => sum + sizes.get(it.event)! - it.magnitude, 0);
      const next = sum / (seen.length + SHRINKAGE);
      change = Math.max(change, Math.abs(next - corrections.get(station)!));
      corrections.set(station, next);
    }
    const mean = [...corrections.values()].reduce((sum, it) => sum + it, 0) / corrections.size;
    for (const [station, correction] of corrections) corrections.set(station, correction - mean);
    if (change < SMALLEST_CHANGE) break;
  }
  return Object.fromEntries([...corrections].sort(([a], [b]) => a < b ? -1 : 1));
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  return groups;
}
