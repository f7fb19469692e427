import type {
  ScheduledForecast,
  ScheduledForecastKind,
  ScheduledSkill,
  ScheduledSkillReport,
  ScheduledTest,
} from "../../domain/mod.ts";
import { reliabilityOf } from "../../evaluation/mod.ts";
import { blockBootstrapMean, RandomStream } from "../../mathematics/mod.ts";
import type { Database, ForecastStore, SkillPoint } from "../../storage/mod.ts";
import { identifierPrefix } from "./forecast_identifier.ts";
import type { ScoredForecast } from "./gate_scored.ts";
import { SCORES, TEST_NAMES } from "./score_scheduled.ts";
import { SIMPLE } from "./simple_law.ts";

/** Whose scores are asked for. */
export interface ScoredQuery {
  /** Name of the model. */
  readonly model: string;
  /** Only forecasts of this very model; all of that name unless given. */
  readonly checksum?: string;
  /** Days, or times after large events. */
  readonly kind: ScheduledForecastKind;
}

/** Bins of a reliability diagram, and neighbouring days that may belong to one sequence. */
const BINS = 10;
const BLOCK = 7;

/** A score of every forecast that came to its end, by the end of its time. */
export function scoresOf(
  forecasts: ForecastStore,
  { kind, ...query }: ScoredQuery & { readonly score: string; readonly baseline?: string },
): SkillPoint[] {
  const prefix = identifierPrefix(query.model, kind);
  return forecasts.skill(query).filter(({ forecastId }) => forecastId.startsWith(prefix));
}

/** All forecasts of a model that came to their end, as a gate looks at them, the oldest first. */
export function scoredForecasts(forecasts: ForecastStore, query: ScoredQuery): ScoredForecast[] {
  const column = (score: string) => scoresOf(forecasts, { ...query, score });
  const probability = column(SCORES.probability);
  const happened = column(SCORES.happened);
  return column(SCORES.transform).map(({ value }, i) => ({
    transform: value,
    probability: probability[i].value,
    happened: happened[i].value === 1,
  }));
}

/** How a model has done against a baseline so far. */
export function summariseScheduled(
  forecasts: ForecastStore,
  { baseline, ...query }: ScoredQuery & { readonly baseline: string },
): ScheduledSkill {
  const gains = scoresOf(forecasts, { ...query, score: SCORES.gain, baseline });
  const events = countEvents(scoresOf(forecasts, { ...query, score: SCORES.events }), gains);
  return {
    baseline,
    ...gainPerEvent(gains.map(({ value }) => value), events),
    tests: TEST_NAMES.map(([name]) => {
      const passed = scoresOf(forecasts, { ...query, score: `${name} passed` });
      return {
        name,
        valid: passed.length,
        passed: passed.filter(({ value }) => value === 1).length,
      };
    }),
  };
}

/** Events of the forecasts that have a gain, by forecast. */
function countEvents(
  events: readonly SkillPoint[],
  gains: readonly SkillPoint[],
): Map<string, number> {
  const wanted = new Set(gains.map(({ forecastId }) => forecastId));
  return new Map(
    events.filter(({ forecastId }) => wanted.has(forecastId)).map((
      { forecastId, value },
    ) => [forecastId, value]),
  );
}

/** Information gain per event with its block-bootstrap interval. */
function gainPerEvent(
  gains: readonly number[],
  byForecast: ReadonlyMap<string, number>,
): Omit<ScheduledSkill, "tests" | "baseline"> {
  const events = [...byForecast.values()].reduce((sum, count) => sum + count, 0);
  const size = { forecasts: gains.length, events };
  if (events === 0) return { ...size, informationGain: null, interval: null };
  const scale = gains.length / events;
  const sum = gains.reduce((all, gain) => all + gain, 0);
  if (gains.length < 3) return { ...size, informationGain: sum / events, interval: null };
  const random = new RandomStream("gain per event");
  const { low, high } = blockBootstrapMean(gains, { blockLength: BLOCK, random });
  return {
    ...size,
    informationGain: sum / events,
    interval: { low: low * scale, high: high * scale },
  };
}

/**
 * How the daily forecasts of a model have done over time against a baseline, the simple one unless
 * given.
 */
export function reportScheduledSkill(
  database: Database,
  { model, baseline = SIMPLE }: { readonly model: string; readonly baseline?: string },
): ScheduledSkillReport {
  const { forecasts } = database;
  const query = { model, kind: "daily" } as const;
  const gains = scoresOf(forecasts, { ...query, score: SCORES.gain, baseline });
  const events = countEvents(scoresOf(forecasts, { ...query, score: SCORES.events }), gains);
  let cumulative = 0;
  const points = gains.map(({ forecastId, endMs, value }) => {
    cumulative += value;
    const count = events.get(forecastId) ?? 0;
    const informationGainPerEvent = count === 0 ? null : value / count;
    return { forecastId, endMs, events: count, informationGainPerEvent, cumulative };
  });
  const informationGain = gainPerEvent(gains.map(({ value }) => value), events);
  return {
    ...{ model, baseline, baselines: forecasts.baselines(model) },
    ...{ forecasts: informationGain.forecasts, events: informationGain.events, points },
    informationGain,
    reliability: reliabilityIn(scoredForecasts(forecasts, query)),
    tests: TEST_NAMES.flatMap(([name]) => testsOf(forecasts, { ...query, name }))
      .sort((one, other) => one.endMs - other.endMs),
    gate: newestGate(database, model),
    note:
      "Information gain above 0 means that the model gave what came a higher probability than the " +
      "baseline did. On a reliability diagram a right model lies on the diagonal; of its consistency " +
      "tests about one in twenty fails by chance.",
  };
}

function reliabilityIn(scored: readonly ScoredForecast[]): ScheduledSkillReport["reliability"] {
  const { table } = reliabilityOf(scored.map(({ probability }) => probability), {
    observed: scored.map(({ happened }) => happened ? 1 : 0),
    bins: BINS,
  });
  return table.filter(({ count }) => count > 0).map((bin) => ({
    ...{ low: bin.from, high: bin.to, forecastMean: bin.meanForecast! },
    ...{ observedFrequency: bin.observedFrequency!, count: bin.count },
    interval: { low: bin.low!, high: bin.high! },
  }));
}

function testsOf(
  forecasts: ForecastStore,
  { name, ...query }: ScoredQuery & { readonly name: string },
): (ScheduledTest & { forecastId: string; endMs: number })[] {
  const passed = scoresOf(forecasts, { ...query, score: `${name} passed` });
  return scoresOf(forecasts, { ...query, score: `${name} quantile` }).map((point, i) => ({
    ...{ name, quantile: point.value, passed: passed[i].value === 1 },
    ...{ forecastId: point.forecastId, endMs: point.endMs },
  }));
}

function newestGate(
  { forecasts, scheduled }: Database,
  model: string,
): ScheduledSkillReport["gate"] {
  const [newest] = scheduled.list({ model, kind: "daily", limit: 1 });
  if (newest === undefined) return null;
  return (forecasts.query({ id: newest.id })[0].document as ScheduledForecast).gate;
}
