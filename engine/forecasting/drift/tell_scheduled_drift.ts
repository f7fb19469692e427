import { type DriftReport, InputError, InsufficientDataError } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { watchScheduledDrift } from "./watch_drift.ts";

/** Chance of a false alarm in one look: a schedule looks every day. */
const FALSE_ALARM_RATE = 0.01;

/**
 * Does what writes outcomes down, and gives the sentence that tells where by them the verdict on a model's
 * drift has become another one. It compares what the database says before and after, so that a schedule
 * that was started again, or runs by cron, tells each change once.
 */
export function tellScheduledDrift(
  database: Database,
  { model, score }: { model: string; score: () => readonly string[] },
): { scored: readonly string[]; message?: string } {
  const before = reportOf(database, model);
  const scored = score();
  const after = scored.length === 0 ? before : reportOf(database, model);
  const was = before?.verdict ?? "steady";
  if (after === undefined || after.verdict === was) return { scored };
  const message = `Model "${model}" was "${was}" and is "${after.verdict}" now. ` +
    after.reasons.join(" ");
  return { scored, message };
}

/** The report; undefined while too few forecasts have come to their end. */
function reportOf(database: Database, model: string): DriftReport | undefined {
  try {
    return watchScheduledDrift(database, { model, falseAlarmRate: FALSE_ALARM_RATE });
  } catch (error) {
    if (error instanceof InsufficientDataError || error instanceof InputError) return undefined;
    throw error;
  }
}
