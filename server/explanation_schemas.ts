import { z } from "@hono/zod-openapi";
import { completeness, Grid, SkillSchema, time } from "./schema_parts.ts";
import { RunSchema } from "./schemas.ts";

const amount = {
  amount: z.number().openapi({ description: "On the scale on which amounts add up." }),
  factor: z.number().optional().openapi({ description: "e^amount, of counts and odds." }),
};

const share = z.number().openapi({ description: "Its part, 0 to 1." });

const said = {
  scalar: z.number().openapi({ description: "On the scale on which amounts add up." }),
  expected: z.number().openapi({ description: "Events, a probability or a magnitude." }),
};

const Permutation = z.strictObject({ nats: z.number(), low: z.number(), high: z.number() }).openapi(
  {
    description: "Log score lost on the validation part, nats per window, with its 95 % interval.",
  },
);

const numberTable = z.array(z.array(z.number()));

const cells = (about: string) => ({ grid: Grid, [about]: z.array(z.number()) });

/** Why a network forecasts what it does. */
export const NetworkExplanationSchema = z.strictObject({
  headline: z.string().openapi({ description: "Whether the explained model has skill at all." }),
  sentences: z.array(z.string()).length(2),
  task: z.enum(["rate", "alarm", "magnitude", "map"]),
  minMagnitude: z.number(),
  issuedAt: time("Everything up to this time was used."),
  to: z.string().openapi({ description: 'End of the time forecast for, or "next event".' }),
  explained: z.strictObject({
    what: z.string(),
    scale: z.enum(["log", "log-odds", "linear"]),
    unit: z.string(),
    cell: z.int().optional(),
  }),
  answer: z.strictObject(said),
  average: z.strictObject({ ...said, window: z.string(), start: z.string() }),
  start: z.strictObject({ ...amount, baseline: z.string(), share }),
  window: z.strictObject({ ...amount, share }),
  completeness: z.strictObject(completeness).openapi({
    description: "Whether the attributions sum to the difference that they share out.",
  }),
  features: z.array(z.strictObject({
    ...{ name: z.string(), unit: z.string(), about: z.string() },
    ...amount,
    ...{ share, occlusion: z.number(), permutation: Permutation.optional() },
  })),
  steps: z.array(z.strictObject({
    from: time("Its start."),
    to: time("Its end."),
    ...amount,
    ...{ occlusion: z.number(), feature: z.string() },
  })),
  columns: z.array(z.string()),
  attributions: numberTable.openapi({ description: "[step][column]" }),
  inputs: numberTable.optional().openapi({ description: "In the features' units. [step][column]" }),
  cells: z.strictObject(cells("attribution")).optional(),
  permutation: z.union([
    z.strictObject({
      windows: z.int(),
      from: time("Issue time of the first window."),
      to: time("Issue time of the last window."),
      repeats: z.int(),
      blockLength: z.int(),
      logScore: z.number(),
    }),
    z.strictObject({ reason: z.string() }),
  ]),
  skill: SkillSchema,
  model: z.strictObject({ name: z.string(), network: z.string(), weightsSha256: z.string() }),
  data: z.strictObject({ fingerprint: z.string() }),
  warnings: z.array(z.string()),
}).openapi("NetworkExplanation", { description: "Why a network forecasts what it does." });

/** What past events contribute to the forecast of a point process. */
export const PointExplanationSchema = z.strictObject({
  question: z.string(),
  unit: z.string(),
  from: time("Start of the window, or the time of the event that is explained."),
  to: time("Its end."),
  total: z.number(),
  background: z.strictObject({ amount: z.number(), share }),
  events: z.array(z.strictObject({
    event: z.int().openapi({ description: "Its number among those that count, from 1." }),
    time: time("Its time."),
    magnitude: z.number(),
    longitude: z.number(),
    latitude: z.number(),
    amount: z.number(),
    share,
  })),
  rest: z.strictObject({ events: z.int(), amount: z.number(), share }),
  cells: z.strictObject(cells("amount")),
  model: z.strictObject({ name: z.string(), process: z.string(), filesSha256: z.string() }),
  warnings: z.array(z.string()),
}).openapi("PointExplanation", { description: "What past events contribute to a forecast." });

/** An explanation, what tells of the run aside. */
export const ExplanationDocumentSchema = z.strictObject({
  explanation: z.union([NetworkExplanationSchema, PointExplanationSchema]),
  run: RunSchema,
}).openapi("ExplanationDocument");
