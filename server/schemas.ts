import { z } from "@hono/zod-openapi";
import { ItemStateSchema } from "./review_schemas.ts";
import { Calibrated, Grid, SkillSchema, time } from "./schema_parts.ts";
import { PointEvaluationSchema, PointForecastSchema } from "./point_schemas.ts";
import { PoolEvaluationSchema, poolForecastSchema } from "./pool_schemas.ts";

export { SkillSchema } from "./schema_parts.ts";

const numbers = (about: string) => z.record(z.string(), z.number()).openapi({ description: about });

const Quantiles = z.strictObject({
  p05: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
}).openapi("Quantiles", { description: "Quantiles at 5, 25, 50, 75 and 95 %." });

const Cells = z.strictObject({
  grid: Grid,
  expected: z.array(z.number()),
  probabilityOfAny: z.array(z.number()),
  quantiles: z.strictObject({
    p05: z.array(z.number()),
    p25: z.array(z.number()),
    p50: z.array(z.number()),
    p75: z.array(z.number()),
    p95: z.array(z.number()),
  }),
}).openapi("Cells", { description: "A forecast per cell, row by row from the south-west." });

const Answer = z.strictObject({
  source: z.string().openapi({ description: "What answers: a network or a baseline." }),
  expected: z.number().openapi({ description: "Mean of the distribution." }),
  quantiles: Quantiles,
  probabilities: numbers("Probabilities by what they are of."),
  distribution: z.record(z.string(), z.union([z.number(), z.string()])),
  cells: Cells.optional(),
  calibrated: Calibrated.optional(),
}).openapi("Answer", { description: "A predictive distribution." });

/** What tells of a run. */
export const RunSchema = z.strictObject({
  durationMs: z.number(),
  backend: z.string(),
  simd: z.boolean(),
  relaxedSimd: z.boolean(),
  threads: z.int(),
}).openapi("Run", { description: "What tells of the run and not of the answer." });

const Forecast = z.strictObject({
  headline: z.string().openapi({ description: "Which of the two answers to believe." }),
  task: z.enum(["rate", "alarm", "magnitude", "map"]),
  minMagnitude: z.number(),
  issuedAt: time("Everything up to this time was used."),
  from: time("Start of the time forecast for."),
  to: z.string().openapi({ description: 'Its end, or "next event".' }),
  horizon: z.string(),
  network: Answer,
  baseline: Answer,
  believe: z.enum(["network", "baseline"]),
  skill: SkillSchema,
  masked: z.array(z.string()).optional().openapi({
    description: "Groups of inputs that were missing and masked; the skill is that of the case.",
  }),
  model: z.strictObject({
    name: z.string(),
    network: z.string(),
    weightsSha256: z.string(),
    seed: z.int(),
  }),
  data: z.strictObject({
    fingerprint: z.string(),
    events: z.int(),
    eventsUsed: z.int(),
    from: time("First event."),
    to: time("Last event."),
    removed: z.record(z.string(), z.int()),
  }),
  warnings: z.array(z.string()),
}).openapi("Forecast", {
  description: "Probabilities, the baseline beside them, and the skill. Same input, same bytes.",
});

/** Answer of POST /v1/forecasts: that of a network, of a point process or of a pool of models. */
export const ForecastDocumentSchema = z.strictObject({
  forecast: z.union([Forecast, PointForecastSchema, poolForecastSchema(Answer)]),
  run: RunSchema,
}).openapi("ForecastDocument");

const Scores = z.record(z.string(), z.unknown()).openapi("Scores", {
  description: "Scores by name; null where a score is undefined.",
});

/** Answer of POST /v1/evaluations of a network. */
export const NetworkEvaluationSchema = z.strictObject({
  model: z.string().openapi({ description: "Kind of network." }),
  task: z.string(),
  name: z.string().openapi({ description: "Name in the model's card." }),
  span: z.strictObject({ from: time("First."), to: time("Last."), windows: z.int() }),
  scores: Scores,
  logScore: z.number().openapi({ description: "Mean log score, nats per window." }),
  baselines: z.record(z.string(), z.strictObject({ logScore: z.number(), scores: Scores })),
  skill: SkillSchema,
  gains: z.array(z.strictObject({
    name: z.string(),
    nats: z.number(),
    low: z.number(),
    high: z.number(),
  })),
  calibration: z.record(z.string(), z.unknown()).optional().openapi({
    description: "Whether the calibrations kept with the model hold on these windows.",
  }),
  masked: z.record(z.string(), z.int()).optional().openapi({
    description: "Windows in which each group of inputs was missing and masked.",
  }),
  series: z.record(z.string(), z.array(z.number().nullable())).optional(),
  run: RunSchema,
}).openapi("NetworkEvaluation", { description: "Scores on windows that the model never saw." });

/** Answer of POST /v1/evaluations: that of a network, of a point process or of a pool of models. */
export const EvaluationDocumentSchema = z.union([
  NetworkEvaluationSchema,
  PointEvaluationSchema.extend({ run: RunSchema }),
  PoolEvaluationSchema.extend({ run: RunSchema }).openapi("PoolEvaluation"),
]).openapi("EvaluationDocument");

/** A model in the list of models. */
export const ModelSummarySchema = z.strictObject({
  name: z.string(),
  usable: z.boolean(),
  fault: z.string().optional().openapi({ description: "Why it cannot be used." }),
  network: z.string().optional(),
  task: z.string().optional(),
  minMagnitude: z.number().optional(),
  horizon: z.string().optional(),
  trainedOn: z.strictObject({ name: z.string(), from: z.string(), to: z.string() }).optional(),
  skill: SkillSchema.optional(),
}).openapi("ModelSummary");

/** Answer of GET /v1/models. */
export const ModelListSchema = z.strictObject({ models: z.array(ModelSummarySchema) })
  .openapi("ModelList");

/** Answer of GET /v1/models/{name}. */
export const ModelCardSchema = z.looseObject({
  format: z.literal(1),
  kind: z.enum(["point-process", "picker", "magnitude", "pool"]).optional().openapi({
    description: "Left out for a network that forecasts.",
  }),
  name: z.string(),
  about: z.array(z.string()),
  configuration: z.record(z.string(), z.unknown()).optional().openapi({
    description: "Of a network; a point process has a setting and a fit instead.",
  }),
  scores: Scores.optional(),
  baselines: z.record(z.string(), z.unknown()).optional(),
  skill: SkillSchema.optional().openapi({
    description: "Left out for a picker and a magnitude network.",
  }),
  versions: z.record(z.string(), z.string()),
  seed: z.int().optional(),
}).openapi("ModelCard", { description: "What was done to get a model, and how good it is." });

/** Answer of GET /healthz. */
export const HealthSchema = z.strictObject({ status: z.literal("alive") }).openapi("Health");

/** Answer of GET /readyz. */
export const ReadinessSchema = z.strictObject({
  status: z.enum(["ready", "not ready"]),
  reasons: z.array(z.string()).openapi({ description: "Why it is not ready." }),
  models: z.int().openapi({ description: "Models that can be used." }),
  backend: z.looseObject({ backend: z.string(), simd: z.boolean(), threads: z.int() }).nullable(),
}).openapi("Readiness");

/** A failure. Source: RFC 9457. */
export const ProblemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.strictObject({
    field: z.string().optional(),
    detail: z.string(),
    line: z.int().optional(),
    byte: z.int().optional(),
    value: z.string().optional(),
    expected: z.string().optional(),
  })).optional(),
  retryAfterSeconds: z.int().optional(),
  current: ItemStateSchema.optional().openapi({ description: "Of a conflict: what stands now." }),
}).openapi("Problem", { description: "Problem Details for HTTP APIs (RFC 9457)." });
