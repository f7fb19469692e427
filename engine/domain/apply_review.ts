import type { Pick } from "./pick.ts";
import {
  type AddedPick,
  evaluationOf,
  type EventCorrection,
  type ItemState,
  type MagnitudeCorrection,
  type PickCorrection,
} from "./review.ts";
import {
  type EventMagnitude,
  type Origin,
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
} from "./seismic_event.ts";

/** What a person looked at: of an event its origin and kind, of a magnitude the magnitude, of an added pick it. */
export interface ReviewBasis {
  /** The origin. */
  readonly origin?: Origin;
  /** Kind of event. */
  readonly eventType?: string;
  /** What it was without reviews. */
  readonly status?: "automatic" | "reviewed" | "deleted";
  /** The magnitude. */
  readonly magnitude?: EventMagnitude;
  /** The pick that a person added. */
  readonly added?: AddedPick;
}

/** The state of an event or magnitude with what its author looked at. */
export interface GroundedState extends ItemState {
  /** What was accepted, or what the correction changes; left out where nothing stands. */
  readonly basis?: ReviewBasis;
  /** What a program had found by then; it may find something else later. */
  readonly seen?: ReviewBasis;
}

/** A pick as a reader sees it; what a person found is "manual", and without the picker's probability. */
export function reviewedPick(original: Pick, { state, correction }: ItemState): Pick {
  const evaluation = evaluationOf(state);
  if (evaluation === undefined) return original;
  if (correction === undefined) return { ...original, evaluation };
  const found = correction as PickCorrection;
  const { probability: _, timeErrorSeconds, ...rest } = original;
  return {
    ...rest,
    ...(found.timeMs === undefined && timeErrorSeconds !== undefined && { timeErrorSeconds }),
    ...found,
    method: "manual",
    evaluation,
  };
}

/**
 * A magnitude as a reader sees it, whatever a program has found since: one that was accepted as it was then, a
 * corrected one as "manual" with an identifier of its own.
 */
export function reviewedMagnitude(original: EventMagnitude, state: GroundedState): EventMagnitude {
  const evaluation = evaluationOf(state.state);
  if (evaluation === undefined) return original;
  const base = state.basis?.magnitude ?? original;
  if (state.correction === undefined) return { ...base, evaluation };
  const found = state.correction as MagnitudeCorrection;
  return {
    id: ownId(base.id, state),
    magnitude: found.magnitude,
    magnitudeType: found.magnitudeType ?? base.magnitudeType,
    ...(found.error !== undefined && { error: found.error }),
    ...(base.station !== undefined && { station: base.station }),
    ...(base.originId !== undefined && { originId: base.originId }),
    method: "manual",
    evaluation,
  };
}

/**
 * An event as a reader sees it: all that a program found, and what a person found beside it, preferred. The
 * magnitude whose review is the latest comes last in `magnitudes`.
 */
export function reviewedEvent(
  original: SeismicEvent,
  state: GroundedState,
  magnitudes: readonly GroundedState[] = [],
): SeismicEvent {
  return magnitudes.reduce(withMagnitude, withOrigin(original, state));
}

/** The preferred origin of an event after the review of the event. */
function withOrigin(event: SeismicEvent, state: GroundedState): SeismicEvent {
  const evaluation = evaluationOf(state.state);
  if (evaluation === undefined) return event;
  const found = (state.correction ?? {}) as EventCorrection;
  const base = state.basis?.origin ?? preferredOrigin(event);
  const eventType = found.eventType ?? state.basis?.eventType ?? event.eventType;
  if (base === undefined) return { ...event, eventType };
  if (evaluation === "rejected") {
    const { id } = preferredOrigin(event) ?? base;
    const mark = (one: Origin): Origin => one.id === id ? { ...one, evaluation } : one;
    return { ...event, origins: event.origins.map(mark) };
  }
  const meant: Origin = { ...movedOrigin(base, found, state), evaluation };
  const { values: origins, id } = place(event.origins, base, meant, state);
  return { ...event, eventType, origins, preferredOriginId: id };
}

function movedOrigin(base: Origin, found: EventCorrection, state: ItemState): Origin {
  const { timeMs, latitude, longitude, depthKm } = found;
  const isMoved = latitude !== undefined || longitude !== undefined;
  const isDeeper = depthKm !== undefined;
  if (!isMoved && !isDeeper && timeMs === undefined) return base;
  const { timeErrorSeconds, horizontalErrorKm, depthErrorKm, covarianceKm2, ellipsoid } = base;
  return {
    id: ownId(base.id, state),
    timeMs: timeMs ?? base.timeMs,
    latitude: latitude ?? base.latitude,
    longitude: longitude ?? base.longitude,
    depthKm: depthKm ?? base.depthKm,
    ...(timeMs === undefined && timeErrorSeconds !== undefined && { timeErrorSeconds }),
    ...(!isMoved && horizontalErrorKm !== undefined && { horizontalErrorKm }),
    ...(!isDeeper && depthErrorKm !== undefined && { depthErrorKm }),
    ...(!isMoved && !isDeeper && covarianceKm2 !== undefined && { covarianceKm2 }),
    ...(!isMoved && !isDeeper && ellipsoid !== undefined && { ellipsoid }),
    arrivals: [],
    method: "manual",
  };
}

/** One magnitude of an event after its review. */
function withMagnitude(event: SeismicEvent, state: GroundedState): SeismicEvent {
  const evaluation = evaluationOf(state.state);
  const current = event.magnitudes.find(({ id }) => id === state.itemId);
  const base = state.basis?.magnitude ?? current;
  if (evaluation === undefined || base === undefined) return event;
  if (evaluation === "rejected") return withoutMagnitude(event, state.itemId);
  const meant = reviewedMagnitude(base, state);
  const { values: magnitudes, id } = place(event.magnitudes, base, meant, state);
  const isOfEvent = base.station === undefined;
  return { ...event, magnitudes, ...(isOfEvent && { preferredMagnitudeId: id }) };
}

/** A rejected magnitude stays, and is not meant any more. */
function withoutMagnitude(event: SeismicEvent, itemId: string): SeismicEvent {
  const magnitudes = event.magnitudes.map((one): EventMagnitude =>
    one.id === itemId ? { ...one, evaluation: "rejected" } : one
  );
  const { preferredMagnitudeId: preferred, ...rest } = event;
  if (preferred !== itemId) return { ...event, magnitudes };
  const next = preferredMagnitude({ ...rest, magnitudes });
  return { ...rest, magnitudes, ...(next !== undefined && { preferredMagnitudeId: next.id }) };
}

/**
 * Puts what a person means among what a program found: in the place of the same value where the program finds
 * it still, else as a further one at the end.
 */
function place<One extends { readonly id: string }>(
  found: readonly One[],
  base: One,
  meant: One,
  state: ItemState,
): { values: One[]; id: string } {
  const isStill = (one: One) => JSON.stringify(one) === JSON.stringify(base);
  if (meant.id === base.id && found.some(isStill)) {
    return { values: found.map((one) => isStill(one) ? meant : one), id: meant.id };
  }
  const id = meant.id === base.id ? ownId(base.id, state) : meant.id;
  return { values: [...found, { ...meant, id }], id };
}

/** The identifier of what a person found: that of what was reviewed, and the number of the review. */
function ownId(id: string, { standing }: ItemState): string {
  return `${id}/review/${standing}`;
}
