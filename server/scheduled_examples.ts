import { AUTOMATIC } from "./live_examples.ts";

const TIMES = {
  issuedMs: 1_795_736_400_000,
  startMs: 1_795_737_000_000,
  endMs: 1_795_823_400_000,
};

const CHECK = {
  ...{ of: "share inside the middle 90 %", expected: 0.9, observed: 0.917, probability: 1 },
};

const GATE = {
  ...{ passed: true, restsOn: "scored", forecasts: 60, checks: [CHECK] },
  reasons: ["The last 60 forecasts were calibrated."],
};

const GAIN = {
  ...{ informationGain: 0.61, interval: { low: 0.42, high: 0.83 }, forecasts: 212, events: 804 },
};

const OUTCOME = {
  ...{ events: 3, largest: 3.1 },
  table: [{ horizon: "1d", magnitude: 2.5, observed: 3, isInside: true, brier: 0.0009 }],
  tests: [
    { name: "N", quantile: 0.47, passed: true },
    { name: "M", quantile: 0.71, passed: true },
    { name: "S", quantile: 0.32, passed: true },
    { name: "PL", quantile: 0.44, passed: true },
  ],
  observed: [
    {
      ...{ id: "ci40000001", timeMs: 1_795_750_000_000, magnitude: 3.1 },
      ...{ latitude: 35.7, longitude: -117.5 },
    },
  ],
};

const ID = "etas.daily.2026-11-27T06Z";

/** Answer of GET /v1/scheduled-forecasts/latest and /v1/scheduled-forecasts/{id}. */
export const SCHEDULED_FORECAST_EXAMPLE = {
  ...{ kind: "daily", id: ID, model: "etas", ...TIMES, isPublished: true, gate: GATE },
  region: [[-125, 32], [-113, 32], [-113, 42], [-125, 42]],
  minimumMagnitude: 2.5,
  headline: "97 % for one earthquake of magnitude 2.5 or more within a day",
  sentence:
    "Within a day from 2026-11-27 06:00 UTC, 0 to 9 earthquakes of magnitude 2.5 or more are " +
    "expected in the region with a probability of 95 % (3.6 on average). One of magnitude 5 or more " +
    "has a probability of 0.9 %. These are probabilities, not a prediction.",
  counts: {
    ...{ mean: 3.6, median: 3 },
    intervals: [{ probability: 0.95, low: 0, high: 9 }],
    distribution: [0.03, 0.1, 0.18, 0.69],
  },
  table: [{
    ...{ horizon: "1d", magnitude: 2.5, mean: 3.6, low95: 0, high95: 9 },
    probabilityOfOneOrMore: 0.97,
  }],
  largest: { median: 2.9, p90: 3.9 },
  map: {
    ...{ cellDegrees: 0.2, minimumMagnitude: 2.5, total: 3.6 },
    cells: [[-117.6, 35.6, 0.41], [-116.8, 33.4, 0.12]],
  },
  skill: [{
    ...{ baseline: "past numbers and places", ...GAIN },
    tests: [{ name: "N", valid: 212, passed: 203 }],
  }],
  card: {
    ...{ name: "etas", process: "etas-background" },
    sentence: "Gains 2.1 nats per event over a Poisson process (95 % interval 1.8 to 2.5).",
  },
  ...{ missedMs: [], remarks: [], outcome: OUTCOME, review: AUTOMATIC },
};

/** Answer of GET /v1/scheduled-forecasts. */
export const SCHEDULED_LIST_EXAMPLE = {
  forecasts: [{
    ...{ id: ID, kind: "daily", model: "etas", ...TIMES, isPublished: true },
    headline: SCHEDULED_FORECAST_EXAMPLE.headline,
    ...{ outcome: OUTCOME, review: AUTOMATIC },
  }],
};

/** Answer of GET /v1/skill. */
export const SKILL_EXAMPLE = {
  ...{ model: "etas", baseline: "past numbers and places" },
  baselines: ["past numbers and places"],
  ...{ forecasts: 212, events: 804 },
  points: [{
    ...{ forecastId: ID, endMs: TIMES.endMs, events: 3 },
    ...{ informationGainPerEvent: 0.4, cumulative: 490.4 },
  }],
  informationGain: GAIN,
  reliability: [{
    ...{ low: 0.9, high: 1, forecastMean: 0.96, observedFrequency: 0.95, count: 180 },
    interval: { low: 0.91, high: 0.97 },
  }],
  tests: [{ name: "N", quantile: 0.47, passed: true, forecastId: ID, endMs: TIMES.endMs }],
  gate: GATE,
  note:
    "Information gain above 0 means that the model gave what came a higher probability than the " +
    "baseline did. On a reliability diagram a right model lies on the diagonal; of its consistency " +
    "tests about one in twenty fails by chance.",
};
