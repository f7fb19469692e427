import { z } from "@hono/zod-openapi";
import { completeness, time } from "./schema_parts.ts";
import { RunSchema } from "./schemas.ts";
import { WaveformNoteSchema } from "./waveform_schemas.ts";

const probability = z.number().min(0).max(1);

const Part = z.strictObject({
  part: z.string(),
  share: z.number().openapi({
    description: "Absolute attributions in it over those of the window.",
  }),
  net: z.number().openapi({ description: "What it adds, log-odds." }),
}).openapi("AttributionPart");

const Explanation = z.strictObject({
  question: z.string(),
  model: z.strictObject({ name: z.string(), picker: z.string() }),
  pick: z.strictObject({ phase: z.string(), time: time("Of the arrival."), probability }),
  window: z.strictObject({
    instrument: z.string(),
    from: time("Of the first sample."),
    to: time("Of the last sample."),
    components: z.array(z.string()),
  }),
  windowProbability: probability.openapi({
    description: "In this window alone, at the largest within 0.5 s of the pick.",
  }),
  logOdds: z.strictObject({ record: z.number(), baseline: z.number() }),
  completeness: z.strictObject(completeness).openapi({
    description: "Whether the attributions sum to the difference of the log-odds.",
  }),
  components: z.array(Part),
  times: z.array(Part),
  within2Seconds: probability.openapi({
    description: "Absolute attributions within 2 s of the pick over all.",
  }),
  silenced: z.array(z.strictObject({ part: z.string(), probability })),
  occlusion: z.strictObject({
    stepSeconds: z.number(),
    fromSeconds: z.number(),
    probability: z.array(probability),
  }).openapi({ description: "All components silent for a step, one step after the other." }),
  map: z.strictObject({
    stepSeconds: z.number(),
    fromSeconds: z.number(),
    components: z.record(z.string(), z.array(z.number())),
  }).openapi({ description: "What each component adds, step by step, log-odds." }),
  sentences: z.array(z.string()).length(2),
  notes: z.array(WaveformNoteSchema),
}).openapi("PickExplanation");

/** Answer of POST /v1/picks/explanations. */
export const PickExplanationDocumentSchema = z.strictObject({
  explanation: Explanation,
  run: RunSchema,
}).openapi("PickExplanationDocument");
