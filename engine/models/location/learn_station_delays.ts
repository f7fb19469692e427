import {
  InsufficientDataError,
  type Origin,
  type Pick,
  type StationDelays,
} from "../../domain/mod.ts";
import type { Place } from "../../mathematics/mod.ts";
import { addResiduals } from "./add_residuals.ts";
import { type Locator, type LocatorSetting, openLocator } from "./open_locator.ts";

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

/** Delays sought without events of a known place need some that hold the whole in place. */
const FEWEST_EVENTS = 5;

/**
 * How much later than computed waves come to each station: medians of residuals of many events,
 * drawn to 0 where arrivals are few. Events are located anew with what was learned, so delays and
 * hypocentres settle together; a common shift of all remains free.
 * Events with too few picks teach nothing. Throws InsufficientDataError for fewer than 5 events.
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
    const located = events.map(({ picks, hypocentre }, i) => {
      const arrivals = arrivalsOf(locator, { picks, hypocentre });
      report(round * events.length + i + 1, rounds * events.length);
      return { picks, arrivals };
    });
    delays = addResiduals(delays, located);
  }
  return delays;
}

/** None for an event with too few picks. */
function arrivalsOf(locator: Locator, { picks, hypocentre }: DelayEvent): Origin["arrivals"] {
  if (hypocentre !== undefined) return locator.misfitAt(picks, hypocentre).arrivals;
  try {
    return locator.locate(picks).arrivals;
  } catch (error) {
    if (error instanceof InsufficientDataError) return [];
    throw error;
  }
}
