import { type PointEvents, type Polygon, reachesMagnitude, selectEvents } from "../domain/mod.ts";
import { isInside, orderOf, roundMagnitudes } from "./prepare_point_events.ts";

/** How the history of a forecast is prepared: as the events that its model was fitted to. */
export interface PointHistoryOptions {
  /** Smallest magnitude. */
  mc: number;
  /** Step to which magnitudes are rounded. */
  magnitudeStep: number;
  /** Whether magnitudes are rounded as the published scores do. */
  referenceRounding?: boolean;
  /** Events outside are left out. */
  region?: Polygon;
  /** Later events are left out, milliseconds as in the events. */
  untilMs: number;
}

/**
 * The events up to and including a time, in order of time, magnitudes rounded, without those below
 * completeness and outside the region; a row without a magnitude is below.
 *
 * Throws ConfigurationError for a step that is none, or a region where there are no degrees.
 */
export function preparePointHistory(
  source: PointEvents,
  { mc, magnitudeStep, referenceRounding, region, untilMs }: PointHistoryOptions,
): PointEvents {
  const sorted = selectEvents(source, orderOf(source.timeMs));
  const magnitude = roundMagnitudes(sorted.magnitude, { magnitudeStep, referenceRounding });
  const events = { ...sorted, magnitude };
  const kept: number[] = [];
  for (let row = 0; row < events.size && events.timeMs[row] <= untilMs; row++) {
    if (reachesMagnitude(magnitude[row], mc) && isInside(events, { row, region })) kept.push(row);
  }
  return selectEvents(events, Uint32Array.from(kept));
}
