import {
  InsufficientDataError,
  type Origin,
  type Pick,
  type StationDelays,
  stationOf,
  waveOf,
} from "../../domain/mod.ts";
import { median, type Place } from "../../mathematics/mod.ts";
import { type LocatorSetting, openLocator } from "./open_locator.ts";

/** An event to learn from. */
export interface DelayEvent {
  /** Its picks. */
  readonly picks: readonly Pick[];
  /** Where it was, if that is known better than these picks tell; located where left out. */
  readonly hypocentre?: Place & { readonly depthKm: number };
}

/** How delays are learned. */
export interface LearnDelaysOptions {
  /** Times that events are located, each with the delays found before; 4 where left out. */
  readonly rounds?: number;
  /** Is told how many events have been looked at, of how many. */
  readonly report?: (done: number, of: number) => void;
}

/** Arrivals that speak for no delay, against those of a station. */
const PRIOR_ARRIVALS = 2;

/** Delays sought without events of a known place need some that hold the whole in place. */
const FEWEST_EVENTS = 5;

/**
 * How much later than computed waves come to each station: medians of residuals of many events,
 * drawn to 0 where arrivals are few. Events are located anew with what was learned, so delays and
 * hypocentres settle together; a common shift of all remains free.
 * Throws InsufficientDataError for fewer than 5 events.
 *
 * Source: the method of static station corrections, Frohlich 1979, Bull. Seism. Soc. Am. 69.
 */
export function learnStationDelays(
  events: readonly DelayEvent[],
  setting: LocatorSetting,
  { rounds = 4, report = () => {} }: LearnDelaysOptions = {},
): StationDelays {
  if (events.length < FEWEST_EVENTS) {
    const amounts = { have: events.length, need: FEWEST_EVENTS, of: "events" };
    throw new InsufficientDataError("Cannot learn station delays", amounts);
  }
  let delays: StationDelays = setting.delays ?? {};
  for (let round = 0; round < rounds; round++) {
    // Errors are not needed here.
    const options = { ...setting.options, samples: 0 };
    const locator = openLocator({ ...setting, options, delays });
    const residuals = new Map<string, Map<string, number[]>>();
    events.forEach(({ picks, hypocentre }, i) => {
      const { arrivals } = hypocentre === undefined
        ? locator.locate(picks)
        : locator.misfitAt(picks, hypocentre);
      gather(residuals, picks, arrivals);
      report(round * events.length + i + 1, rounds * events.length);
    });
    delays = addMedians(delays, residuals);
  }
  return delays;
}

function gather(
  residuals: Map<string, Map<string, number[]>>,
  picks: readonly Pick[],
  arrivals: Origin["arrivals"],
): void {
  const byId = new Map(picks.map((pick) => [pick.id, pick]));
  for (const { pickId, residualSeconds } of arrivals) {
    const pick = byId.get(pickId);
    if (pick === undefined) continue;
    const station = stationOf(pick.code);
    const waves = residuals.get(station) ?? new Map<string, number[]>();
    residuals.set(station, waves);
    const wave = waveOf(pick.phase);
    const list = waves.get(wave);
    if (list === undefined) waves.set(wave, [residualSeconds]);
    else list.push(residualSeconds);
  }
}

function addMedians(
  delays: StationDelays,
  residuals: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>,
): StationDelays {
  const sums: Record<string, Record<string, number>> = {};
  for (const [station, waves] of Object.entries(delays)) sums[station] = { ...waves };
  for (const [station, waves] of residuals) {
    sums[station] ??= {};
    for (const [wave, values] of waves) {
      const share = values.length / (values.length + PRIOR_ARRIVALS);
      sums[station][wave] = (sums[station][wave] ?? 0) + share * median(values);
    }
  }
  return sums;
}
