import { EVALUATION_EXAMPLE } from "./openapi_examples.ts";

const { skill, run } = EVALUATION_EXAMPLE;

/** Answer of POST /v1/explanations for a network; the numbers only show the form. */
export const EXPLANATION_EXAMPLE = {
  explanation: {
    headline: "This explains the model, not the Earth. The lstm network does not beat the best " +
      "baseline (negative-binomial climatology): use the baseline.",
    sentences: [
      "From 2025-09-30 to 2025-10-07 the lstm network expects 2.97 earthquakes of magnitude 6 or " +
      "more, 1.1 times what it says of an average window (2.7): a factor of 1 is the baseline " +
      '"negative-binomial climatology", from which it starts, and a factor of 1.1 is its own ' +
      "reading of the window.",
      "It was raised most by the number of events (a factor of 1.1, half of it from 2025-09-29 to " +
      "2025-09-30), and no input lowered it on the whole.",
    ],
    task: "rate",
    minMagnitude: 6,
    issuedAt: "2025-09-30T13:59:43.000Z",
    to: "2025-10-07T13:59:43.000Z",
    explained: {
      what: "natural logarithm of the expected number of events of magnitude 6 or more in 7d",
      unit: "nats",
      scale: "log",
    },
    answer: { scalar: 1.0886, expected: 2.97 },
    average: {
      ...{ scalar: 0.9933, expected: 2.7 },
      window: "every input at its training mean in every step",
      start: "negative-binomial climatology",
    },
    start: { baseline: "negative-binomial climatology", amount: 0, factor: 1, share: 0 },
    window: { amount: 0.0953, factor: 1.1, share: 1 },
    completeness: {
      ...{ sum: 0.0953, difference: 0.0953, error: 0.0004, tolerance: 0.01 },
      ...{ isAbsolute: false, isComplete: true, slopes: 16 },
    },
    features: [{
      name: "log_count",
      unit: "ln(1 + events)",
      about: "number of events in the bin",
      ...{ amount: 0.0953, factor: 1.1, share: 1, occlusion: 0.09 },
      permutation: { nats: 0.004, low: -0.001, high: 0.009 },
    }],
    steps: [{
      from: "2025-09-29T13:59:43.001Z",
      to: "2025-09-30T13:59:43.001Z",
      ...{ amount: 0.0953, factor: 1.1, occlusion: 0.09, feature: "log_count" },
    }],
    columns: ["log_count"],
    attributions: [[0.0953]],
    inputs: [[2.48]],
    permutation: {
      windows: 696,
      from: "2021-11-26T00:00:00.000Z",
      to: "2023-10-22T00:00:00.000Z",
      ...{ repeats: 10, blockLength: 21, logScore: -1.93 },
    },
    skill,
    model: { name: "m6", network: "lstm", weightsSha256: "9f2c…" },
    data: { fingerprint: "b0d1…" },
    warnings: [],
  },
  run,
};

/** Answer of POST /v1/explanations for a point process; the numbers only show the form. */
export const POINT_EXPLANATION_EXAMPLE = {
  explanation: {
    question: "Where do the events come from that are expected in the window?",
    unit: "expected events",
    from: "2025-09-30T13:59:43.000Z",
    to: "2025-10-01T13:59:43.000Z",
    total: 3,
    background: { amount: 1, share: 0.3333 },
    events: [{
      event: 1200,
      time: "2025-09-30T13:59:43.000Z",
      ...{ magnitude: 6.9, longitude: 124.13, latitude: 11.15, amount: 1.5, share: 0.5 },
    }],
    rest: { events: 1199, amount: 0.5, share: 0.1667 },
    cells: {
      grid: {
        box: { west: 124, south: 11, east: 125, north: 12 },
        ...{ cellDegrees: 1, rows: 1, columns: 1 },
      },
      amount: [2],
    },
    model: { name: "etas", process: "etas", filesSha256: "9f2c…" },
    warnings: [],
  },
  run,
};
