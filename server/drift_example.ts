const [BEFORE_MS, FROM_MS, CHANGE_MS, END_MS] = [
  ...[1_785_000_000_000, 1_787_961_600_000, 1_793_145_600_000],
  1_795_823_400_000,
];

/** Answer of GET /v1/drift. */
export const DRIFT_EXAMPLE = {
  ...{ model: "etas", watchedFromMs: FROM_MS, watchedUntilMs: END_MS, falseAlarmRate: 0.05 },
  inputs: null,
  skill: {
    baseline: "past numbers and places",
    before: { nats: 2.1, low: 1.4, high: 2.9, windows: 90 },
    watched: { nats: 1.7, low: 0.9, high: 2.6, windows: 91 },
    ...{ probability: 0.24, level: 0.025 },
    rolling: {
      ...{ windows: 23, endMs: [BEFORE_MS, END_MS] },
      ...{ nats: [2, 1.5], low: [0.8, 0.4], high: [3.4, 2.7] },
    },
    ...{ sinceMs: null, isChanged: false },
  },
  calibration: {
    ...{ against: "own past", windowsBefore: 90, windows: 91, blockLength: 6, allowance: 0.5 },
    ...{ limit: 8.9, averageRunLength: 3594, largest: 12.4, probability: 0.002, level: 0.025 },
    endMs: [CHANGE_MS, END_MS],
    paths: {
      ...{ "more than forecast": [1.2, 12.4], "less than forecast": [0, 0] },
      ...{ "forecasts too narrow": [0.3, 2.2], "forecasts too wide": [0, 0.1] },
    },
    ...{ alarmMs: END_MS, sinceMs: CHANGE_MS, direction: "more than forecast", isChanged: true },
  },
  catalogue: null,
  verdict: "retrain",
  reasons: [
    "Calibration left its limits by 2026-11-27: more comes than is forecast, compared with the time " +
    "before (cumulative sum 12.4, limit 8.9).",
  ],
  sinceMs: CHANGE_MS,
};
