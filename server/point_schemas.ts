import { z } from "@hono/zod-openapi";
import { Calibrated, Grid, SkillSchema, time } from "./schema_parts.ts";

const Numbers = {
  magnitude: z.number().openapi({ description: "Magnitude from which events count." }),
  expected: z.number().openapi({ description: "Expected number." }),
  p95minimum: z.number().openapi({ description: "Reached or exceeded with 97.5 %." }),
  p95maximum: z.number().openapi({ description: "Exceeded with no more than 2.5 %." }),
  median: z.number(),
  probability: z.number().openapi({ description: "Probability of at least one." }),
  calibrated: Calibrated.optional(),
};

const MagnitudeBin = z.strictObject({
  ...Numbers,
  probabilityFrom: z.enum(["catalogues", "magnitude law"]),
}).openapi("MagnitudeBin", {
  description: "The number of events of at least a magnitude, from simulated catalogues.",
});

/** A forecast of a point process. */
export const PointForecastSchema = z.strictObject({
  headline: z.string().openapi({ description: "Which of the two answers to believe." }),
  kind: z.literal("point-process"),
  minMagnitude: z.number(),
  issuedAt: time("Everything up to this time was used."),
  from: time("Start of the time forecast for."),
  to: time("Its end."),
  horizon: z.string(),
  magnitudes: z.array(MagnitudeBin),
  cells: z.strictObject({
    grid: Grid,
    expected: z.array(z.number()),
    probabilityOfAny: z.array(z.number()),
    outside: z.number().openapi({ description: "Expected number outside the grid." }),
  }),
  baseline: z.strictObject({ source: z.literal("poisson"), ...Numbers }),
  uncalibrated: z.string().optional().openapi({ description: "Why no number is calibrated." }),
  believe: z.enum(["model", "baseline"]),
  skill: SkillSchema,
  simulation: z.strictObject({
    catalogues: z.int(),
    seed: z.int(),
    expectedDirect: z.number().nullable().openapi({
      description: "Events expected straight from the background and the history.",
    }),
  }),
  model: z.strictObject({
    name: z.string(),
    process: z.string(),
    filesSha256: z.string(),
    seed: z.int(),
  }),
  data: z.strictObject({
    fingerprint: z.string(),
    events: z.int(),
    eventsUsed: z.int(),
    from: time("First event that counts."),
    to: time("Last event that counts."),
  }),
  warnings: z.array(z.string()),
}).openapi("PointForecast", {
  description: "Numbers by magnitude and place from simulated catalogues, and the skill.",
});

const Likelihoods = {
  tll: z.number().openapi({ description: "In time, nats per event." }),
  sll: z.number().openapi({ description: "In space." }),
  nll: z.number().openapi({ description: "Negative of both together." }),
  tllExact: z.number().openapi({ description: "In time, over the whole window." }),
};

const Gain = z.strictObject({ nats: z.number(), low: z.number(), high: z.number() });

/** An evaluation of a point process, what tells of the run aside. */
export const PointEvaluationSchema = z.strictObject({
  model: z.string().openapi({ description: "Which process." }),
  kind: z.literal("point-process"),
  name: z.string().openapi({ description: "Name in the model's card." }),
  scores: z.strictObject({
    from: z.string(),
    to: z.string(),
    events: z.int(),
    ...Likelihoods,
    poisson: z.strictObject(Likelihoods),
    gain: z.strictObject({ time: Gain, space: Gain, total: Gain }),
  }),
  skill: SkillSchema,
}).openapi("PointEvaluation", { description: "Scores on events that the model never saw." });
