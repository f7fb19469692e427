import type { ExampleRange } from "../../domain/mod.ts";
import type { PointProcessTask } from "./point_process_task.ts";

/** Part of the events that a catalogue without validation part is validated on. */
const VALIDATION_SHARE = 0.2;

/** What is explained in training, and what stops it. */
export function trainingPartsOf(
  { data: { events, trainingStartMs, validation }, span }: PointProcessTask,
): { train: ExampleRange; validation: ExampleRange } {
  const first = events.timeMs.findIndex((time) => time >= trainingStartMs);
  const start = first < 0 ? span.from : Math.min(first, span.from);
  const from = validation?.from ?? Math.floor(start + (1 - VALIDATION_SHARE) * (span.from - start));
  const to = validation?.to ?? span.from;
  return { train: { start, end: from }, validation: { start: from, end: to } };
}
