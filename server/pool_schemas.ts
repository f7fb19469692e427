import { z } from "@hono/zod-openapi";
import type { ForecastAnswer, PoolForecast } from "../engine/domain/mod.ts";
import { SkillSchema, time } from "./schema_parts.ts";

const Range = z.strictObject({ low: z.number(), high: z.number() });

const MissingMember = z.strictObject({
  name: z.string(),
  weight: z.number().openapi({ description: "Weight that it has when it is there." }),
  reason: z.string(),
}).openapi("MissingMember", { description: "A member that is not heard, and why." });

/** A forecast of a pool of models, of answers of a schema. */
export function poolForecastSchema(
  answer: z.ZodType<ForecastAnswer>,
): z.ZodType<PoolForecast> {
  return z.strictObject({
    headline: z.string().openapi({ description: "Whom to believe." }),
    kind: z.literal("pool"),
    task: z.enum(["rate", "alarm", "map"]),
    minMagnitude: z.number(),
    issuedAt: time("Everything up to this time was used."),
    from: time("Start of the time forecast for."),
    to: time("Its end."),
    horizon: z.string(),
    pool: answer,
    distribution: z.array(z.number()).openapi({
      description: "Probability of 0, 1, 2, ... events; the last is of that number or more.",
    }),
    baseline: answer,
    members: z.array(z.strictObject({
      name: z.string(),
      kind: z.enum(["network", "point-process", "baseline"]),
      weight: z.number(),
      answer,
    })),
    missing: z.array(MissingMember),
    disagreement: z.strictObject({
      jensenShannon: z.number().openapi({ description: "Jensen-Shannon divergence, nats." }),
      share: z.number().openapi({ description: "As a part of the most there can be." }),
      probability: Range,
      expected: Range,
      sentence: z.string(),
    }),
    believe: z.enum(["pool", "baseline"]),
    skill: SkillSchema,
    overBestMember: SkillSchema,
    model: z.strictObject({ name: z.string(), filesSha256: z.string(), seed: z.int() }),
    data: z.strictObject({
      fingerprint: z.string(),
      events: z.int(),
      from: time("First event."),
      to: time("Last event."),
    }),
    warnings: z.array(z.string()),
  }).openapi("PoolForecast", {
    description: "What several models say, each and together, and the skill.",
  });
}

/** An evaluation of a pool, what tells of the run aside. */
export const PoolEvaluationSchema = z.strictObject({
  kind: z.literal("pool"),
  name: z.string().openapi({ description: "Name in the pool's card." }),
  span: z.strictObject({ from: time("First."), to: time("Last."), windows: z.int() }),
  members: z.array(z.strictObject({ name: z.string(), weight: z.number(), logScore: z.number() })),
  missing: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  warnings: z.array(z.string()).openapi({ description: "Inputs of members that were missing." }),
  logScore: z.number().openapi({ description: "Mean log score, nats per window." }),
  baselineLogScore: z.number(),
  skill: SkillSchema,
  overBestMember: SkillSchema,
  overEqualWeights: SkillSchema,
});
