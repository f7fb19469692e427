import { z } from "@hono/zod-openapi";

const timeMs = (about: string) =>
  z.number().openapi({ description: `${about}, UTC epoch milliseconds.` });

const sinceMs = timeMs("When the change most probably began").nullable();

const chance = z.number().min(0).max(1).openapi({
  description: "Chance of as much where nothing has changed.",
});

const level = z.number().openapi({ description: "Chance below which something has changed." });

const times = z.array(z.number()).openapi({ description: "UTC epoch milliseconds." });

const MeanGain = z.strictObject({
  nats: z.number().openapi({ description: "Mean, nats per window." }),
  low: z.number().openapi({ description: "Lower end of the 95 % interval." }),
  high: z.number().openapi({ description: "Upper end of the 95 % interval." }),
  windows: z.int(),
});

const SkillDrift = z.strictObject({
  baseline: z.string(),
  before: MeanGain.nullable().openapi({ description: "Of earlier windows." }),
  watched: MeanGain,
  probability: chance,
  level,
  rolling: z.strictObject({
    windows: z.int().openapi({ description: "Windows in each span." }),
    endMs: times,
    nats: z.array(z.number()),
    low: z.array(z.number()),
    high: z.array(z.number()),
  }),
  sinceMs,
  isChanged: z.boolean(),
}).openapi("SkillDrift", { description: "The gain over the baseline." });

const DIRECTIONS = [
  "more than forecast",
  "less than forecast",
  "forecasts too narrow",
  "forecasts too wide",
] as const;

const sums = z.array(z.number()).openapi({ description: "Cumulative sums, by window." });

const CalibrationDrift = z.strictObject({
  against: z.enum(["own past", "uniform"]),
  windowsBefore: z.int(),
  windows: z.int(),
  blockLength: z.int().openapi({
    description: "Windows that are shuffled together for the limit.",
  }),
  allowance: z.number().openapi({ description: "Taken off each score, standard deviations." }),
  limit: z.number().openapi({ description: "Of the sums, standard deviations." }),
  averageRunLength: z.number().openapi({
    description: "Windows between two false alarms, on average.",
  }),
  largest: z.number(),
  probability: chance,
  level,
  endMs: times,
  paths: z.strictObject({
    "more than forecast": sums,
    "less than forecast": sums,
    "forecasts too narrow": sums,
    "forecasts too wide": sums,
  }),
  alarmMs: timeMs("First window over the limit").nullable(),
  sinceMs,
  direction: z.enum(DIRECTIONS).nullable(),
  isChanged: z.boolean(),
}).openapi("CalibrationDrift", {
  description: "Charts of cumulative sums of where in its forecast lay what came.",
});

/** Answer of GET /v1/drift. */
export const DriftReportSchema = z.strictObject({
  model: z.string(),
  watchedFromMs: timeMs("Beginning of the watched part"),
  watchedUntilMs: timeMs("Its end"),
  falseAlarmRate: z.number().openapi({
    description: "Chance of a verdict other than steady where nothing has changed.",
  }),
  inputs: z.null().openapi({ description: "Not told from outcomes alone." }),
  skill: SkillDrift,
  calibration: CalibrationDrift,
  catalogue: z.null().openapi({ description: "Not told from outcomes alone." }),
  verdict: z.enum(["steady", "watch", "retrain"]),
  reasons: z.array(z.string()),
  sinceMs,
}).openapi("DriftReport", { description: "Whether a model should be trained again." });
