import type { Pick, ReportProgress, SeismicEvent, Station, StationDelays } from "../domain/mod.ts";
import type { AssociationOptions, PhaseTimes } from "../models/mod.ts";
import { PickAssociator } from "./pick_associator.ts";

/** Milliseconds of work between two looks at signals and timers. */
const BREATH_MS = 50;

/** Milliseconds of data between two reports of progress. */
const STEP_MS = 300_000;

/** What picks are joined by. */
export interface AssociatePicksOptions {
  /** Stations; picks of others are told apart and left out. */
  stations: readonly Station[];
  /** Travel times of first P and S. */
  times: PhaseTimes;
  /** Seconds by which phases come late at stations. */
  delays?: StationDelays;
  /** How it is done, where that differs from ASSOCIATION_DEFAULTS. */
  options?: Partial<AssociationOptions>;
  /** Stops it between two windows. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Picks joined to events. */
export interface Association {
  /** Events by origin time, each with its picks and first hypocentre. */
  readonly events: readonly SeismicEvent[];
  /** Picks at known stations that belong to no event, by time. */
  readonly unassociated: readonly Pick[];
  /** Picks that could not be used, by time: of stations without a place, of phases other than P and S. */
  readonly unusable: readonly Pick[];
}

/**
 * Joins picks to events and gives each a first hypocentre. Work goes by windows that stand on an
 * absolute grid of time and overlap, so that an event is the same wherever the picks begin or end, as long
 * as that is more than two windows away.
 *
 * Throws InsufficientDataError for too few stations, InputError where no pick is of a known station,
 * and the signal's reason when stopped.
 */
export async function associatePicks(
  picks: readonly Pick[],
  { signal, onProgress, ...settings }: AssociatePicksOptions,
): Promise<Association> {
  const associator = new PickAssociator(settings);
  associator.add(picks);
  const events: SeismicEvent[] = [];
  const { firstMs, lastMs } = spanOf(picks);
  const total = Math.ceil((lastMs - firstMs) / STEP_MS);
  let lastBreath = performance.now();
  for (let done = 1; done <= total; done++) {
    signal?.throwIfAborted();
    events.push(...associator.advance(firstMs + done * STEP_MS));
    onProgress?.({ stage: "Associating picks", done, total });
    if (performance.now() - lastBreath > BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      lastBreath = performance.now();
    }
  }
  events.push(...associator.finish());
  const used = new Set(events.flatMap((event) => event.picks));
  const byTime = (a: Pick, b: Pick) => a.timeMs - b.timeMs;
  const unusable = picks.filter((pick) => !associator.canUse(pick)).sort(byTime);
  const unassociated = picks.filter((pick) => !used.has(pick) && associator.canUse(pick))
    .sort(byTime);
  return { events, unassociated, unusable };
}

function spanOf(picks: readonly Pick[]): { firstMs: number; lastMs: number } {
  let [firstMs, lastMs] = [Infinity, -Infinity];
  for (const { timeMs } of picks) {
    firstMs = Math.min(firstMs, timeMs);
    lastMs = Math.max(lastMs, timeMs);
  }
  return picks.length === 0 ? { firstMs: 0, lastMs: 0 } : { firstMs, lastMs };
}
