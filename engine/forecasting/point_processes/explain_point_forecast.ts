import {
  ConfigurationError,
  formatTime,
  gridCellOf,
  parseDuration,
  type PointContribution,
  type PointEvents,
  type PointExplanation,
  type Polygon,
} from "../../domain/mod.ts";
import type { EtasContributions, ExplainedPlace } from "../../explanation/mod.ts";
import { gridOfRegion } from "./grid_of_region.ts";
import type { PointModel } from "./point_model.ts";
import { type PointHistory, preparePointIssue } from "./prepare_point_issue.ts";

/** What is to be explained. */
export interface PointExplanationRequest {
  /** Length of the forecast, such as "7d"; a day unless given. */
  horizon?: string;
  /** ISO 8601; the last event of the catalogue when left out, never the clock. */
  issueTime?: string;
  /** Degrees east and north: then the density there is explained. */
  at?: ExplainedPlace;
  /** Number of an event of the history, from 1: then its parents are told instead of a forecast. */
  event?: number;
  /** Largest contributions that are told one by one; 20 unless given. */
  most?: number;
}

/** What is explained, in words. */
type Question = Pick<PointExplanation, "question" | "unit" | "from" | "to">;

/**
 * Why a forecast is as it is: how much the background and each past event contribute to the direct
 * aftershocks of a window, to their density at a place, or to an event as its parents.
 *
 * Throws ConfigurationError for a process that cannot tell, a place or an event that is none, and what
 * `makePointForecast` throws.
 */
export function explainPointForecast(
  model: PointModel,
  events: PointEvents,
  request: PointExplanationRequest,
): PointExplanation {
  const { card, process, filesSha256 } = model;
  if (process.explain === undefined) {
    throw new ConfigurationError(
      `Cannot explain ${card.process}: it does not tell what past events contribute.`,
      "model",
    );
  }
  const issue = preparePointIssue(model, events, request.issueTime);
  const { event } = request;
  const isOfEvent = event !== undefined;
  if (isOfEvent) checkEvent(event, issue.history);
  if (request.at !== undefined) checkPlace(request.at);
  const endMs = issue.issueTimeMs + parseDuration(request.horizon ?? "1d", "horizon");
  const contributions = process.explain(
    issue.history,
    isOfEvent ? { event: event - 1 } : { startMs: issue.issueTimeMs, endMs, at: request.at },
  );
  return {
    ...isOfEvent ? askOfEvent(event, issue) : askOfWindow(request.at, { ...issue, endMs }),
    ...rank(contributions, { history: issue.history, most: request.most ?? 20 }),
    cells: layOnGrid(contributions, { history: issue.history, region: card.setting.region! }),
    model: { name: card.name, process: card.process, filesSha256 },
    warnings: card.warnings,
  };
}

function askOfEvent(event: number, { history }: PointHistory): Question {
  const time = formatTime(history.timeMs[event - 1]);
  const magnitude = history.magnitude[event - 1];
  return {
    question: `Which earlier event triggered event ${event}, of magnitude ${magnitude}?`,
    unit: "probability to be the parent",
    from: time,
    to: time,
  };
}

function askOfWindow(
  at: ExplainedPlace | undefined,
  { issueTimeMs, endMs }: PointHistory & { endMs: number },
): Question {
  const span = { from: formatTime(issueTimeMs), to: formatTime(endMs) };
  if (at === undefined) {
    const question = "Where do the events come from that are expected in the window?";
    return { question, unit: "expected events", ...span };
  }
  const question = `Where does the rate at longitude ${at[0]}, latitude ${at[1]} come from?`;
  return { question, unit: "expected events per square kilometre", ...span };
}

function rank(
  { background, events }: EtasContributions,
  { history, most }: { history: PointEvents; most: number },
): Pick<PointExplanation, "total" | "background" | "events" | "rest"> {
  const triggered = events.reduce((sum, amount) => sum + amount, 0);
  const total = background + triggered;
  const share = (amount: number) => total > 0 ? amount / total : 0;
  const order = Array.from(events.keys()).filter((row) => events[row] > 0)
    .sort((one, other) => events[other] - events[one] || one - other);
  const told = order.slice(0, most).map((row): PointContribution => ({
    event: row + 1,
    time: formatTime(history.timeMs[row]),
    magnitude: history.magnitude[row],
    ...placeOf(history, row),
    amount: events[row],
    share: share(events[row]),
  }));
  const others = order.slice(most).reduce((sum, row) => sum + events[row], 0);
  return {
    total,
    background: { amount: background, share: share(background) },
    events: told,
    rest: { events: Math.max(0, order.length - most), amount: others, share: share(others) },
  };
}

function layOnGrid(
  { events }: EtasContributions,
  { history: { places }, region }: { history: PointEvents; region: Polygon },
): PointExplanation["cells"] {
  if (places.kind === "plane") throw new RangeError("A plane has no degrees");
  const grid = gridOfRegion(region);
  const amount = new Array<number>(grid.rows * grid.columns).fill(0);
  events.forEach((one, row) => {
    const cell = gridCellOf(grid, places.latitude[row], places.longitude[row]);
    if (cell >= 0) amount[cell] += one;
  });
  return { grid, amount };
}

function placeOf(
  { places }: PointEvents,
  row: number,
): Pick<PointContribution, "longitude" | "latitude"> {
  if (places.kind === "plane") throw new RangeError("A plane has no degrees");
  return { longitude: places.longitude[row], latitude: places.latitude[row] };
}

function checkEvent(event: number, { size }: PointEvents): void {
  if (Number.isInteger(event) && event >= 1 && event <= size) return;
  throw new ConfigurationError(
    `Cannot explain event ${event}: the events that count are numbered from 1 to ${size}.`,
    "event",
  );
}

function checkPlace([longitude, latitude]: ExplainedPlace): void {
  if (Math.abs(longitude) <= 360 && Math.abs(latitude) <= 90) return;
  throw new ConfigurationError(
    `Cannot explain the place ${longitude},${latitude}: need degrees east and degrees north.`,
    "at",
  );
}
