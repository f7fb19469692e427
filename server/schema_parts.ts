import { z } from "@hono/zod-openapi";

/** A time, ISO 8601. */
export const time = (about: string): z.ZodString =>
  z.string().openapi({ description: about, format: "date-time" });

/** Cells of equal size. */
export const Grid = z.strictObject({
  box: z.strictObject({
    west: z.number(),
    south: z.number(),
    east: z.number(),
    north: z.number(),
  }),
  cellDegrees: z.number(),
  rows: z.int(),
  columns: z.int(),
}).openapi("Grid", { description: "Cells of equal size in degrees, from the south-west on." });

/** How much better than a baseline, on data the model never saw. */
export const SkillSchema = z.strictObject({
  baseline: z.string(),
  nats: z.number().openapi({
    description: "Information gain, nats per window; of a point process per event.",
  }),
  low: z.number().openapi({ description: "Lower end of the 95 % interval." }),
  high: z.number().openapi({ description: "Upper end of the 95 % interval." }),
  windows: z.int(),
  blockLength: z.int(),
  beatsBaseline: z.boolean(),
  sentence: z.string(),
}).openapi("Skill", { description: "Skill against the best baseline, on data never seen." });

/** An answer after calibration. */
export const Calibrated = z.strictObject({
  intervals: z.array(z.strictObject({
    level: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  })).openapi({ description: "Conformal intervals; null where too few windows tell." }),
  probabilities: z.record(z.string(), z.number()).openapi({
    description: "Corrected probabilities by what they are of.",
  }),
  probabilityOfAny: z.array(z.number()).optional(),
  passed: z.boolean().openapi({ description: "Whether the calibration held on later data." }),
  sentences: z.array(z.string()),
}).openapi("Calibrated", { description: "The answer after calibration on the validation part." });

/** Whether attributions sum to the difference that they share out. */
export const completeness = {
  sum: z.number(),
  difference: z.number(),
  error: z.number(),
  tolerance: z.number(),
  isAbsolute: z.boolean(),
  isComplete: z.boolean(),
  slopes: z.int(),
};
