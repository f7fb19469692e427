import { RandomStream } from "../../mathematics/mod.ts";
import type { JudgedTrace } from "./label_reviewed_traces.ts";

/** Records whose first marks are no further apart are taken to be of one event, milliseconds. */
const ONE_EVENT_MS = 60_000;

/** Records in parts, those of one event in one part and side by side. */
export interface DealtRecords {
  /** The parts. [part][record] */
  readonly parts: JudgedTrace[][];
  /** Records of an event as a record sees it, itself among them: how many are no news of their own. */
  readonly recordsOfOne: number;
}

/**
 * Deals records out into parts, in a random order. What several stations recorded of one event is alike: it
 * comes into one part, or a network would be judged by an event that it has learned. Records without a
 * time, of labelled sets, stand alone.
 */
export function dealRecords(
  records: readonly JudgedTrace[],
  { folds, seed }: { folds: number; seed: number },
): DealtRecords {
  const events = groupByEvent(records);
  const order = Int32Array.from(events, (_, i) => i);
  new RandomStream(seed).fork("parts of reviewed records").shuffle(order);
  const parts: JudgedTrace[][] = Array.from({ length: folds }, () => []);
  order.forEach((index, place) => parts[place % folds].push(...events[index]));
  const squares = events.reduce((sum, { length }) => sum + length ** 2, 0);
  return { parts, recordsOfOne: Math.round(squares / records.length) };
}

/** Records by event: those within a minute of the first one of it. */
function groupByEvent(records: readonly JudgedTrace[]): JudgedTrace[][] {
  const events: JudgedTrace[][] = [];
  let untilMs = -Infinity;
  const timed = records.filter(({ timeMs }) => timeMs !== undefined);
  for (const record of timed.sort((a, b) => a.timeMs! - b.timeMs!)) {
    if (record.timeMs! <= untilMs) {
      events.at(-1)!.push(record);
      continue;
    }
    events.push([record]);
    untilMs = record.timeMs! + ONE_EVENT_MS;
  }
  return [...events, ...records.filter(({ timeMs }) => timeMs === undefined).map((one) => [one])];
}
