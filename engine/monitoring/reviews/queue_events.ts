import {
  type Evaluation,
  type GroundedState,
  type Origin,
  preferredMagnitude,
  preferredOrigin,
  type ReviewBasis,
  type ReviewQueueItem,
  type SeismicEvent,
} from "../../domain/mod.ts";
import type { CandidateEvent, Database, EventStatus } from "../../storage/mod.ts";
import { changedSince } from "./changed_since.ts";
import { impactFindings, magnitudeFindings, originFindings } from "./event_findings.ts";
import { type NeedFinding, weighFindings } from "./review_need.ts";

/** Weight of a solution that has changed since a person looked. */
const CHANGED_WEIGHT = 0.9;

/** An event that is not rejected, and how much rests on it. */
export interface StandingEvent {
  /** The event as programs have it. */
  readonly event: SeismicEvent;
  /** The weightiest of what rests on it; left out where nothing does. */
  readonly impact?: NeedFinding;
}

/** Events and their magnitudes that need a look, and those events that are not rejected. */
export function queueEvents(
  database: Database,
  candidates: readonly CandidateEvent[],
): { items: ReviewQueueItem[]; standing: StandingEvent[] } {
  const { reviews } = database;
  const events = reviews.groundedStates("event", candidates.map(({ event }) => event.id));
  const meant = candidates.flatMap(({ event }) => preferredMagnitude(event)?.id ?? []);
  const magnitudes = reviews.groundedStates("magnitude", meant);
  const items: ReviewQueueItem[] = [];
  const standing: StandingEvent[] = [];
  for (const candidate of candidates) {
    const { event, status } = candidate;
    const state = events.get(event.id);
    const impact = impactFindings(candidate);
    const isRejected = state?.state === "rejected" || (state === undefined && status === "deleted");
    if (!isRejected) {
      const [most] = impact.toSorted((a, b) => b.weight - a.weight);
      standing.push({ event, ...(most !== undefined && { impact: most }) });
    }
    const own = eventItem(candidate, impact, state);
    if (own !== undefined) items.push(own);
    const magnitude = isRejected ? undefined : magnitudeItem(candidate, impact, magnitudes);
    if (magnitude !== undefined) items.push(magnitude);
  }
  return { items, standing };
}

function eventItem(
  { event, status }: CandidateEvent,
  impact: readonly NeedFinding[],
  state: GroundedState | undefined,
): ReviewQueueItem | undefined {
  const origin = preferredOrigin(event);
  const changed = changedFindings(state, { status, ...(origin !== undefined && { origin }) });
  if (isDone(state, status, origin?.evaluation) && changed.length === 0) return undefined;
  return {
    kind: "event",
    itemId: event.id,
    ...weighFindings([...changed, ...originFindings(event), ...impact]),
    summary: summaryOf(event),
    timeMs: origin?.timeMs ?? 0,
  };
}

function magnitudeItem(
  { event, status }: CandidateEvent,
  impact: readonly NeedFinding[],
  states: ReadonlyMap<string, GroundedState>,
): ReviewQueueItem | undefined {
  const magnitude = preferredMagnitude(event);
  if (magnitude === undefined) return undefined;
  const state = states.get(magnitude.id);
  const changed = changedFindings(state, { magnitude });
  if (isDone(state, status, magnitude.evaluation) && changed.length === 0) return undefined;
  return {
    kind: "magnitude",
    itemId: magnitude.id,
    eventId: event.id,
    ...weighFindings([...changed, ...magnitudeFindings(event, magnitude), ...impact]),
    summary: summaryOf(event),
    timeMs: preferredOrigin(event)?.timeMs ?? 0,
  };
}

/** Whether a person has looked, here or where it came from. */
function isDone(
  state: GroundedState | undefined,
  status: EventStatus,
  evaluation: Evaluation | undefined,
): boolean {
  if (state !== undefined && state.state !== "automatic") return true;
  return status !== "automatic" || evaluation !== undefined;
}

/** What a program says otherwise than when a person looked. */
function changedFindings(state: GroundedState | undefined, now: ReviewBasis): NeedFinding[] {
  if (state?.seen === undefined) return [];
  const seen = state.kind === "event" ? state.seen : { magnitude: state.seen.magnitude };
  return changedSince(seen, now).map((change) => ({
    part: "disagreement",
    weight: CHANGED_WEIGHT,
    text: `${change}, when ${state.newest?.author ?? "somebody"} had ${state.state} it`,
  }));
}

function summaryOf(event: SeismicEvent): string {
  const origin = preferredOrigin(event);
  const magnitude = preferredMagnitude(event);
  if (magnitude === undefined) return placeOf(origin);
  const { magnitudeType, magnitude: value } = magnitude;
  return `${magnitudeType || "M"} ${value.toFixed(1)}, ${placeOf(origin)}`;
}

function placeOf(origin: Origin | undefined): string {
  if (origin === undefined) return "no origin";
  const { latitude, longitude, depthKm } = origin;
  const north = `${Math.abs(latitude).toFixed(2)}° ${latitude < 0 ? "S" : "N"}`;
  const east = `${Math.abs(longitude).toFixed(2)}° ${longitude < 0 ? "W" : "E"}`;
  const deep = Number.isFinite(depthKm) ? `, ${depthKm.toFixed(0)} km deep` : "";
  return `${north} ${east}${deep}`;
}
