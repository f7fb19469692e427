import {
  type EventMagnitude,
  formatChannelCode,
  type LoggedReview,
  type Pick,
  preferredMagnitude,
  preferredOrigin,
  type Review,
  type ReviewItem,
  type ReviewKind,
  type ReviewQueueItem,
  type ScheduledForecast,
  type SeismicEvent,
  stationOf,
} from "../domain/mod.ts";
import { formatTable } from "./format_table.ts";

const timeOf = (timeMs: number | undefined) =>
  timeMs === undefined || !Number.isFinite(timeMs) ? "" : new Date(timeMs).toISOString();

const secondsOf = (timeMs: number) => timeOf(timeMs).slice(0, 19).replace("T", " ");

/** What needs a look, a row each, and the weightiest reasons. */
export function reviewQueueText(items: readonly ReviewQueueItem[]): string {
  if (items.length === 0) return "Nothing needs a look.";
  const rows = items.flatMap(({ score, kind, timeMs, itemId, summary, reasons }) => [
    [score.toFixed(2), kind, secondsOf(timeMs), summary],
    ["", "", "", itemId],
    ...reasons.slice(0, 3).map((reason) => ["", "", "", `- ${reason}`]),
  ]);
  const columns = [
    ...[{ title: "need", align: "right" as const }, { title: "kind" }, { title: "time (UTC)" }],
    { title: "what it is, its identifier, and why it needs a look" },
  ];
  return formatTable(rows, { columns });
}

/** The log of reviews, a row each. */
export function reviewLogText(reviews: readonly LoggedReview[]): string {
  if (reviews.length === 0) return "Nobody has reviewed anything.";
  const rows = reviews.flatMap((review) => [
    [String(review.sequence), secondsOf(review.reviewedMs), review.author, decisionOf(review)],
    ["", "", "", `${review.kind} ${review.itemId}, review ${review.number}`],
    ["", "", "", `- ${review.reason}`],
  ]);
  const columns = [
    ...[{ title: "#", align: "right" as const }, { title: "time (UTC)" }, { title: "author" }],
    { title: "decision, item, and reason" },
  ];
  return formatTable(rows, { columns });
}

/** An item as programs have it beside what stands, and its reviews. */
export function reviewItemText(shown: ReviewItem): string {
  const { kind, itemId, eventId, item, current, state, reviews } = shown;
  const of = eventId === undefined ? "" : ` of event ${eventId}`;
  const isAdded = state.added !== undefined;
  const found = factsOf(kind, item);
  const stands = new Map(factsOf(kind, current));
  const rows = found.map(([name, value]) => [name, isAdded ? "" : value, stands.get(name) ?? ""]);
  const columns = [{ title: "" }, { title: "automatic" }, { title: "what stands" }];
  const standing = reviews.find(({ number }) => number === state.standing);
  const said = standing === undefined
    ? "Automatic: no review stands."
    : `${capital(state.state)} by ${standing.author}: ${standing.reason}`;
  const opinion = kind === "forecast" && state.correction !== undefined
    ? [`Instead: ${describeCorrection(state.correction)}. The forecast itself is never changed.`]
    : [];
  return [
    `${kind} ${itemId}${of}`,
    said,
    ...opinion,
    ...(isAdded ? ["No program found it: a person added it."] : []),
    "",
    formatTable(rows, { columns }),
    ...(reviews.length === 0 ? [] : ["", reviewLogText(reviews)]),
  ].join("\n");
}

/** "revised: time 2026-01-01T00:00:00.000Z", "undone: 3" and the like. */
function decisionOf({ decision, correction, undoes, added }: Review): string {
  if (added !== undefined) {
    return `added: ${added.phase} at ${formatChannelCode(added.code)}, ${timeOf(added.timeMs)}`;
  }
  if (correction !== undefined) return `${decision}: ${describeCorrection(correction)}`;
  return undoes === undefined ? decision : `${decision}: takes back review ${undoes}`;
}

/** What a person found, in a line. */
export function describeCorrection(correction: object): string {
  return Object.entries(correction).map(([name, value]) => {
    const word = WORDS[name] ?? name;
    return `${word} ${name === "timeMs" ? timeOf(value as number) : value}`;
  }).join(", ");
}

const WORDS: Readonly<Record<string, string>> = {
  ...{ timeMs: "time", timeErrorSeconds: "± s", depthKm: "depth km", eventType: "kind" },
  ...{ magnitudeType: "type", error: "±" },
};

type Facts = (readonly [name: string, value: string])[];

function factsOf(kind: ReviewKind, item: unknown): Facts {
  if (kind === "pick") return pickFacts(item as Pick);
  if (kind === "event") return eventFacts(item as SeismicEvent);
  if (kind === "magnitude") return magnitudeFacts(item as EventMagnitude);
  return forecastFacts(item as Partial<ScheduledForecast>);
}

function pickFacts(pick: Pick): Facts {
  return [
    ["station", stationOf(pick.code)],
    ["phase", pick.phase],
    ["time (UTC)", timeOf(pick.timeMs)],
    ["± s", numberOf(pick.timeErrorSeconds, 3)],
    ["probability", numberOf(pick.probability, 3)],
    ["found by", pick.method ?? ""],
    ["evaluation", pick.evaluation ?? "automatic"],
  ];
}

function eventFacts(event: SeismicEvent): Facts {
  const origin = preferredOrigin(event);
  const magnitude = preferredMagnitude(event);
  return [
    ["kind", event.eventType],
    ["origin time (UTC)", timeOf(origin?.timeMs)],
    ["latitude", numberOf(origin?.latitude, 4)],
    ["longitude", numberOf(origin?.longitude, 4)],
    ["± km", numberOf(origin?.horizontalErrorKm, 1)],
    ["depth km", numberOf(origin?.depthKm, 1)],
    ["magnitude", magnitude === undefined ? "" : magnitudeText(magnitude)],
    ["picks", String(event.picks.length)],
    ["found by", origin?.method ?? ""],
    ["evaluation", origin?.evaluation ?? "automatic"],
  ];
}

function magnitudeFacts(magnitude: EventMagnitude): Facts {
  return [
    ["magnitude", magnitudeText(magnitude)],
    ["stations", numberOf(magnitude.stationCount, 0)],
    ["found by", magnitude.method ?? ""],
    ["evaluation", magnitude.evaluation ?? "automatic"],
  ];
}

function forecastFacts(
  { model, startMs, endMs, headline, counts }: Partial<ScheduledForecast>,
): Facts {
  return [
    ["model", model ?? ""],
    ["from (UTC)", timeOf(startMs)],
    ["to (UTC)", timeOf(endMs)],
    ["expected", numberOf(counts?.mean, 2)],
    ["headline", headline ?? ""],
  ];
}

function magnitudeText({ magnitudeType, magnitude, error }: EventMagnitude): string {
  const sigma = error === undefined ? "" : ` ± ${error.toFixed(2)}`;
  return `${magnitudeType || "M"} ${magnitude.toFixed(2)}${sigma}`;
}

function numberOf(value: number | undefined, digits: number): string {
  return value === undefined || !Number.isFinite(value) ? "" : value.toFixed(digits);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
