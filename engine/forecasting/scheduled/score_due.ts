import type { ScheduledForecast, ScheduledOutcome } from "../../domain/mod.ts";
import type { Database, ForecastRecord } from "../../storage/mod.ts";
import { binEvents } from "./forecast_area.ts";
import { listScheduledEvents, observedEventsOf } from "./read_scheduled_events.ts";
import type { SchedulePlan } from "./schedule_options.ts";
import type { ScheduledEvidence, ScheduledRecord } from "./scheduled_record.ts";
import { type ObservedEvents, scoreScheduled } from "./score_scheduled.ts";

/** Whether forecasts of a schedule came to their end and settled, of which nothing is known yet. */
export function isScoringDue(
  database: Database,
  { plan, nowMs }: { plan: SchedulePlan; nowMs: number },
): boolean {
  const dueMs = nowMs - plan.settlingMs;
  return database.forecasts.query({ model: plan.model.name, dueMs }).length > 0;
}

/**
 * Scores the forecasts of a schedule whose first horizon ended and settled and of which nothing is known
 * yet; gives their identifiers.
 */
export function scoreDue(
  database: Database,
  { plan, nowMs }: { plan: SchedulePlan; nowMs: number },
): string[] {
  const untilMs = nowMs - plan.settlingMs;
  const due = database.forecasts.query({ model: plan.model.name, dueMs: untilMs });
  return recordOutcomes(database, { plan, nowMs, due });
}

/**
 * Looks again at forecasts that were scored: where a later horizon has ended, or the catalogue tells
 * otherwise by now, what came is written down as a further revision. Gives their identifiers.
 */
export function reviewScored(
  database: Database,
  { plan, nowMs }: { plan: SchedulePlan; nowMs: number },
): string[] {
  const [first, last] = [plan.horizons[0], plan.horizons.at(-1)!];
  const later = last.lengthMs - first.lengthMs;
  const endsAfterMs = nowMs - plan.settlingMs - later - plan.revisionsMs;
  const recent = database.forecasts.query({ model: plan.model.name, endsAfterMs });
  const scored = recent.filter(({ endMs }) => endMs <= nowMs - plan.settlingMs);
  return recordOutcomes(database, { plan, nowMs, due: scored });
}

function recordOutcomes(
  database: Database,
  { plan, nowMs, due: records }: {
    plan: SchedulePlan;
    nowMs: number;
    due: readonly ForecastRecord[];
  },
): string[] {
  const due = records.flatMap(({ id, document }) => {
    const evidence = database.scheduled.evidence<ScheduledEvidence>(id);
    if (evidence === undefined) return []; // somebody else's forecast, of the same name
    return [{ id, document: { ...document as ScheduledForecast, evidence } }];
  });
  if (due.length === 0) return [];
  const untilMs = nowMs - plan.settlingMs;
  const startMs = Math.min(...due.map(({ document }) => document.startMs));
  const list = listScheduledEvents(database, plan, { startMs, endMs: nowMs });
  const observed = observedEventsOf(list, plan.model);
  return due.filter(({ id, document }) => {
    const known = database.forecasts.outcomes(id).at(-1)?.document as ScheduledOutcome | undefined;
    if (known !== undefined && isUpToDate(known, { document, observed, untilMs })) return false;
    const { outcome, scores } = scoreScheduled(document, observed, { untilMs });
    database.forecasts.recordOutcome(id, { recordedMs: nowMs, document: outcome, scores });
    return true;
  }).map(({ id }) => id);
}

/** Whether what is known is what would be found: the same events, the same horizons at their end. */
function isUpToDate(
  known: ScheduledOutcome,
  { document, observed: { events, ids }, untilMs }: {
    document: ScheduledRecord;
    observed: ObservedEvents;
    untilMs: number;
  },
): boolean {
  const { startMs, endMs, evidence } = document;
  const ended = evidence.horizonsMs.filter((lengthMs) => startMs + lengthMs <= untilMs);
  if (new Set(known.table.map(({ horizon }) => horizon)).size !== ended.length) return false;
  const { rows } = binEvents(events, evidence.area, { startMs, endMs });
  const { places } = events;
  return rows.length === known.observed.length && places.kind === "geographic" &&
    rows.every((row, i) => {
      const one = known.observed[i];
      return one.id === ids[row] && one.timeMs === events.timeMs[row] &&
        one.magnitude === events.magnitude[row] && one.latitude === places.latitude[row] &&
        one.longitude === places.longitude[row];
    });
}
