import { RandomStream, standardNormalCumulative } from "../../../../engine/mathematics/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);

/** Days before a model that drifts does so. */
export const STEADY_DAYS = 120;

/** When it begins to. */
export const DRIFT_MS: number = START_MS + STEADY_DAYS * DAY_MS;

/** Scores of a day's forecast. */
export type DayScores = { readonly transform: number; readonly gain: number };

/** Days of a model whose forecasts are right, and of one that gives too little from a day on. */
export function scoresOfDays(days: number, { drifts = false } = {}): DayScores[] {
  const random = new RandomStream("drifting forecasts");
  return Array.from({ length: days }, (_, day) => {
    const isWrong = drifts && day >= STEADY_DAYS;
    return {
      transform: standardNormalCumulative(random.normal() + (isWrong ? 1.3 : 0)),
      gain: 0.5 * random.normal() + (isWrong ? -0.5 : 0.8),
    };
  });
}

/** Keeps daily forecasts of a model, and what came of them, as a schedule does. */
export function keepForecasts(
  database: Database,
  { model, scores, from = 0 }: { model: string; scores: readonly DayScores[]; from?: number },
): string[] {
  return scores.map(({ transform, gain }, i) => {
    const startMs = START_MS + (from + i) * DAY_MS;
    const id = `${model}.daily.${new Date(startMs).toISOString().slice(0, 13)}Z`;
    const times = { issuedMs: startMs - 600_000, startMs, endMs: startMs + DAY_MS };
    database.scheduled.add(
      { id, model, ...times, isPublished: true, document: {} },
      { kind: "daily", headline: "", evidence: {} },
    );
    database.forecasts.recordOutcome(id, {
      recordedMs: times.endMs + DAY_MS,
      document: {},
      scores: [
        { name: "transform", baseline: "", value: transform },
        { name: "information gain", baseline: "past numbers and places", value: gain },
      ],
    });
    return id;
  });
}
