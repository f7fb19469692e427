import { InputError, InsufficientDataError, type PointEvents } from "../../domain/mod.ts";
import { preparePointHistory } from "../../preprocessing/mod.ts";
import { chooseIssueTime } from "../choose_issue_time.ts";
import type { PointModel } from "./point_model.ts";

/** The events that a forecast rests on. */
export interface PointHistory {
  /** Events up to the issue time, prepared as those that the model was fitted to. */
  history: PointEvents;
  /** The issue time, UTC epoch milliseconds. */
  issueTimeMs: number;
}

/**
 * Chooses the issue time and prepares the history up to it.
 *
 * Throws InputError for events without dates or degrees and for a time before all events,
 * InsufficientDataError where no event counts.
 */
export function preparePointIssue(
  { card: { setting } }: PointModel,
  events: PointEvents,
  issueTime: string | undefined,
): PointHistory {
  if (!events.isDated || events.places.kind === "plane" || setting.region === null) {
    throw new InputError(`Cannot forecast from ${events.name}`, {
      expected: "events with dates, latitudes and longitudes, and a model fitted to such",
    });
  }
  const timeMs = events.timeMs.toSorted();
  const issueTimeMs = chooseIssueTime({ ...events, timeMs }, issueTime);
  const { mc, magnitudeStep, referenceRounding, region, cutsRegion } = setting;
  const history = preparePointHistory(events, {
    ...{ mc, magnitudeStep, referenceRounding, untilMs: issueTimeMs },
    region: cutsRegion ? region : undefined,
  });
  if (history.size > 0) return { history, issueTimeMs };
  throw new InsufficientDataError(`Cannot forecast from ${events.name}`, {
    have: 0,
    need: 1,
    of: `events of magnitude ${mc} and more up to the issue time`,
  });
}
