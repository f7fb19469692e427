import type { SeismicEvent } from "../domain/mod.ts";
import { greatCircleKm } from "../mathematics/mod.ts";

/** An event that is known to have happened, and its picks. */
export interface KnownEvent {
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Identifiers of its picks. */
  readonly pickIds: readonly string[];
  /** Whether it must be found: false where it has too few picks for any event. */
  readonly mustBeFound: boolean;
}

/** How near an event must be to be the one that is known. */
export interface MatchingLimits {
  /** Most seconds between origin times. */
  withinSeconds: number;
  /** Most kilometres between epicentres. */
  withinKm: number;
}

/** How well picks were joined to events. */
export interface AssociationScore {
  /** Events that must be found. */
  readonly known: number;
  /** Those of them that were. */
  readonly foundKnown: number;
  /** Events told. */
  readonly told: number;
  /** Those of them that never were. */
  readonly toldFalse: number;
  /** Share of events that must be found and were. */
  readonly recall: number;
  /** Share of told events that are true. */
  readonly precision: number;
  /** Harmonic mean of recall and precision. */
  readonly f1: number;
  /** Share of associated picks that belong to the event that they were given to. */
  readonly pickPurity: number;
  /** Share of the picks of events that must be found, given to the right event. */
  readonly pickRecall: number;
  /** Median distance of matched epicentres, kilometres; NaN where there is none. */
  readonly medianKm: number;
}

/**
 * Matches each told event to the nearest known one that no other has (time counts as kilometres, 5 a
 * second), nearest pairs first, and counts events and picks that were right. A told event that is an event
 * of too few picks is neither false nor counted as found.
 */
export function scoreAssociation(
  told: readonly SeismicEvent[],
  { known, withinSeconds, withinKm }: MatchingLimits & { known: readonly KnownEvent[] },
): AssociationScore {
  const matches = matchEvents(told, { known, withinSeconds, withinKm });
  const must = known.filter(({ mustBeFound }) => mustBeFound);
  const foundKnown = [...matches.values()].filter(({ event }) => event.mustBeFound).length;
  let [right, given, rightOfKnown] = [0, 0, 0];
  told.forEach((event, i) => {
    const match = matches.get(i)?.event;
    const ids = new Set(match?.pickIds);
    const own = event.picks.filter(({ id }) => ids.has(id)).length;
    right += own;
    given += event.picks.length;
    if (match?.mustBeFound) rightOfKnown += own;
  });
  const distances = [...matches.values()].map(({ km }) => km).sort((a, b) => a - b);
  const recall = foundKnown / must.length;
  const precision = matches.size / told.length;
  return {
    known: must.length,
    foundKnown,
    told: told.length,
    toldFalse: told.length - matches.size,
    recall,
    precision,
    f1: 2 * recall * precision / (recall + precision),
    pickPurity: right / given,
    pickRecall: rightOfKnown / must.reduce((sum, { pickIds }) => sum + pickIds.length, 0),
    medianKm: distances[distances.length >> 1] ?? NaN,
  };
}

/** Kilometres that a second of origin time counts for in matching. */
const KM_OF_SECOND = 5;

function matchEvents(
  told: readonly SeismicEvent[],
  { known, withinSeconds, withinKm }: MatchingLimits & { known: readonly KnownEvent[] },
): Map<number, { event: KnownEvent; km: number }> {
  const pairs = told.flatMap(({ origins: [origin] }, i) =>
    known.flatMap((event) => {
      const seconds = Math.abs(event.timeMs - origin.timeMs) / 1_000;
      if (seconds > withinSeconds) return [];
      const km = greatCircleKm(event, origin);
      return km > withinKm ? [] : [{ i, event, km, far: km + KM_OF_SECOND * seconds }];
    })
  ).sort((a, b) => a.far - b.far);
  const matches = new Map<number, { event: KnownEvent; km: number }>();
  const taken = new Set<KnownEvent>();
  for (const { i, event, km } of pairs) {
    if (matches.has(i) || taken.has(event)) continue;
    matches.set(i, { event, km });
    taken.add(event);
  }
  return matches;
}
