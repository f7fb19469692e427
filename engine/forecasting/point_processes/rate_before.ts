import { DAY_MS, type ScoredSpan } from "../../domain/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";

/** Rate of all events from the start of the history to a span, events a day. */
export function rateBefore({ startMs }: PointBenchmark, span: ScoredSpan): number {
  return span.from / ((span.startMs - startMs) / DAY_MS);
}
