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
  const steps = stepsOf(picks);
  const total = steps.length;
  let lastBreath = performance.now();
  for (const [done, step] of steps.entries()) {
    signal?.throwIfAborted();
    events.push(...associator.advance(step * STEP_MS));
    onProgress?.({ stage: "Associating picks", done: done + 1, total });
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

/** The ends of the steps that have any picks, by time: silence between them costs nothing. */
function stepsOf(picks: readonly Pick[]): number[] {
  const steps = new Set(picks.map(({ timeMs }) => Math.floor(timeMs / STEP_MS) + 1));
  return [...steps].sort((a, b) => a - b);
}
