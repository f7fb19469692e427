import type { Evaluation, SeismicEvent } from "../../domain/mod.ts";

/** What is there of an event. */
export interface KnownEvent {
  /** It as it stands. */
  readonly standing: SeismicEvent;
  /** It as programs have it. */
  readonly automatic: SeismicEvent;
}

interface Evaluated {
  readonly id: string;
  readonly evaluation?: Evaluation;
}

/** Whether a person has said something of an event or its parts; what programs write never tells so. */
export function hasEvaluations({ origins, magnitudes, picks }: SeismicEvent): boolean {
  return [origins, magnitudes, picks].some((parts: readonly Evaluated[]) =>
    parts.some(({ evaluation }) => evaluation !== undefined)
  );
}

/**
 * An event that somebody writes down without what persons said of it here: so that one that was given to others
 * with its reviews, and comes back, does not pass for what a program found. Another one is given as it is.
 */
export function withoutReviews(event: SeismicEvent, known: KnownEvent): SeismicEvent {
  const { standing, automatic } = known;
  const isTheirKind = event.eventType === standing.eventType;
  const found: { -readonly [Key in keyof SeismicEvent]: SeismicEvent[Key] } = {
    ...event,
    eventType: isTheirKind ? automatic.eventType : event.eventType,
    origins: foundOnes(event.origins, standing.origins, automatic.origins),
    magnitudes: foundOnes(event.magnitudes, standing.magnitudes, automatic.magnitudes),
  };
  for (const key of ["preferredOriginId", "preferredMagnitudeId"] as const) {
    if (event[key] !== standing[key]) continue;
    if (automatic[key] === undefined) delete found[key];
    else found[key] = automatic[key];
  }
  return found;
}

/** The same of its picks: those that were reviewed here are as programs have them, those that were added here are left out. */
export function withoutReviewedPicks(
  event: SeismicEvent,
  automatic: SeismicEvent,
  { isReviewedHere, isAddedHere }: {
    readonly isReviewedHere: (pickId: string) => boolean;
    readonly isAddedHere: (pickId: string) => boolean;
  },
): SeismicEvent {
  if (!event.picks.some(({ evaluation }) => evaluation !== undefined)) return event;
  const known = new Map(automatic.picks.map((pick) => [pick.id, pick]));
  const picks = event.picks.filter(({ id, evaluation }) =>
    evaluation === undefined || !isAddedHere(id)
  ).map((pick) =>
    pick.evaluation !== undefined && isReviewedHere(pick.id) ? known.get(pick.id) ?? pick : pick
  );
  return { ...event, picks };
}

/** Without those that only a person has, and without marks that programs' own ones do not have. */
function foundOnes<One extends Evaluated>(
  given: readonly One[],
  standing: readonly One[],
  automatic: readonly One[],
): One[] {
  const known = new Map(automatic.map((one) => [one.id, one]));
  const theirs = new Set(standing.map(({ id }) => id).filter((id) => !known.has(id)));
  return given.filter(({ id }) => !theirs.has(id)).map((one) => {
    const before = known.get(one.id);
    if (before === undefined || before.evaluation === one.evaluation) return one;
    const { evaluation: _, ...found } = one;
    return (before.evaluation === undefined ? found : one) as One;
  });
}
