import { sortedQuantile } from "../mathematics/mod.ts";
import {
  type ConsistencyQuestion,
  type ConsistencyResult,
  type Tail,
  tailProbability,
} from "./consistency_result.ts";

/** What a simulated statistic may differ by through the order of a sum, relatively. */
const ROUNDING = 1e-11;

/** The statistic of what happened, and what it is to be called. */
export interface ObservedStatistic {
  /** What was looked at. */
  question: ConsistencyQuestion;
  /** The statistic; −Infinity where the forecast excludes what happened, NaN where there is none. */
  statistic: number;
  /** Which way it goes where the forecast is wrong. */
  tail: Tail;
  /** Events that happened. */
  events: number;
  /** Those left out as undersampled; 0 when left out. */
  eventsLeftOut?: number;
}

/** Sets the statistic of what happened beside those of simulated catalogues, NaN ones left out. */
export function compareWithSimulated(
  simulated: ArrayLike<number>,
  observed: ObservedStatistic,
): ConsistencyResult {
  const { question, statistic, tail, events, eventsLeftOut = 0 } = observed;
  const sorted = Float64Array.from(simulated).filter((value) => !Number.isNaN(value)).sort();
  const simulations = sorted.length;
  if (simulations === 0 || Number.isNaN(statistic)) {
    return invalidResult(question, { events, eventsLeftOut, simulations });
  }
  const slack = Number.isFinite(statistic) ? ROUNDING * Math.max(1, Math.abs(statistic)) : 0;
  let [below, equal] = [0, 0];
  for (const value of sorted) {
    if (value === statistic || Math.abs(value - statistic) <= slack) equal++;
    else if (value < statistic) below++;
  }
  const bounds = {
    atLeast: (simulations - below) / simulations,
    atMost: (below + equal) / simulations,
  };
  const part = (probability: number) => sortedQuantile(sorted, probability);
  return {
    question,
    status: statistic === -Infinity ? "impossible" : eventsLeftOut > 0 ? "undersampled" : "normal",
    statistic: Number.isFinite(statistic) ? statistic : null,
    ...bounds,
    equal: equal / simulations,
    probability: tailProbability(tail, bounds),
    simulations,
    expected: { low: part(0.025), median: part(0.5), high: part(0.975) },
    events,
    eventsLeftOut,
  };
}

/** The result where there is nothing to compare. */
export function invalidResult(
  question: ConsistencyQuestion,
  counts: { events: number; eventsLeftOut?: number; simulations?: number | null },
): ConsistencyResult {
  const { events, eventsLeftOut = 0, simulations = null } = counts;
  const none = { statistic: null, atLeast: null, atMost: null, equal: null, probability: null };
  return {
    ...{ question, status: "not-valid", ...none, simulations, expected: null },
    ...{ events, eventsLeftOut },
  };
}
