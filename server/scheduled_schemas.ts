import { z } from "@hono/zod-openapi";
import { ReviewMarkSchema as review } from "./review_schemas.ts";

const timeMs = (about: string) =>
  z.number().openapi({ description: `${about}, UTC epoch milliseconds.` });

const probability = z.number().min(0).max(1);

const kind = z.enum(["daily", "aftershock"]);

const Interval = z.strictObject({ low: z.number(), high: z.number() });

const Gate = z.strictObject({
  passed: z.boolean(),
  restsOn: z.enum(["scored", "card", "nothing"]).openapi({
    description:
      "Forecasts that came to their end, or the tests of training before there are enough.",
  }),
  forecasts: z.int(),
  checks: z.array(z.strictObject({
    of: z.string(),
    expected: z.number(),
    observed: z.number(),
    probability,
  })),
  reasons: z.array(z.string()),
}).openapi("ForecastGate", {
  description: "Whether forecasts may be published: whether the last ones were calibrated.",
});

const Gain = {
  informationGain: z.number().nullable().openapi({ description: "Nats per event." }),
  interval: Interval.nullable().openapi({ description: "95 % interval." }),
  forecasts: z.int(),
  events: z.int(),
};

const Skill = z.strictObject({
  baseline: z.string(),
  ...Gain,
  tests: z.array(z.strictObject({ name: z.string(), valid: z.int(), passed: z.int() })),
}).openapi("ScheduledSkill");

const Test = {
  name: z.enum(["N", "M", "S", "PL"]).openapi({
    description: "Numbers, magnitudes, places, or numbers and places.",
  }),
  quantile: probability.nullable(),
  passed: z.boolean().nullable(),
};

const Outcome = z.strictObject({
  events: z.int(),
  largest: z.number().nullable(),
  table: z.array(z.strictObject({
    horizon: z.string(),
    magnitude: z.number(),
    observed: z.int(),
    isInside: z.boolean(),
    brier: z.number(),
  })),
  tests: z.array(z.strictObject(Test)),
  observed: z.array(z.strictObject({
    id: z.string(),
    timeMs: timeMs("Origin time"),
    magnitude: z.number(),
    latitude: z.number(),
    longitude: z.number(),
  })),
}).openapi("ScheduledOutcome", { description: "What came of a forecast, by its latest revision." });

const Times = {
  issuedMs: timeMs("When it was made"),
  startMs: timeMs("Beginning of the time it is of"),
  endMs: timeMs("End of its first horizon"),
};

/** Answer of GET /v1/scheduled-forecasts. */
export const ScheduledListSchema = z.strictObject({
  forecasts: z.array(z.strictObject({
    ...{ id: z.string(), kind, model: z.string() },
    ...Times,
    isPublished: z.boolean(),
    headline: z.string(),
    outcome: Outcome.optional(),
    review,
  })),
}).openapi("ScheduledForecastList");

/** Answer of GET /v1/scheduled-forecasts/latest and /v1/scheduled-forecasts/{id}. */
export const ScheduledForecastSchema = z.strictObject({
  ...{ kind, id: z.string(), model: z.string() },
  ...Times,
  isPublished: z.boolean().openapi({ description: "Whether it passed its gate." }),
  gate: Gate,
  region: z.array(z.array(z.number()).length(2)),
  minimumMagnitude: z.number(),
  headline: z.string(),
  sentence: z.string(),
  counts: z.strictObject({
    mean: z.number(),
    median: z.number(),
    intervals: z.array(z.strictObject({ probability, low: z.number(), high: z.number() })),
    distribution: z.array(probability).openapi({
      description: "Probability of 0, 1, 2, ... events; the last is of that number or more.",
    }),
  }),
  table: z.array(z.strictObject({
    horizon: z.string(),
    magnitude: z.number(),
    mean: z.number(),
    low95: z.number(),
    high95: z.number(),
    probabilityOfOneOrMore: probability,
  })),
  largest: z.strictObject({ median: z.number().nullable(), p90: z.number().nullable() }),
  map: z.strictObject({
    cellDegrees: z.number(),
    minimumMagnitude: z.number(),
    cells: z.array(z.array(z.number()).length(3)).openapi({
      description: "Western edge, southern edge, expected number.",
    }),
    total: z.number(),
  }),
  trigger: z.strictObject({
    eventId: z.string(),
    magnitude: z.number(),
    timeMs: timeMs("Origin time"),
    latitude: z.number(),
    longitude: z.number(),
  }).optional(),
  skill: z.array(Skill),
  card: z.strictObject({ name: z.string(), process: z.string(), sentence: z.string() }),
  missedMs: z.array(timeMs("Start of an earlier day that was not forecast in time")),
  remarks: z.array(z.string()),
  outcome: Outcome.optional(),
  review,
}).openapi("ScheduledForecast");

/** Answer of GET /v1/skill. */
export const SkillReportSchema = z.strictObject({
  model: z.string(),
  baseline: z.string(),
  baselines: z.array(z.string()),
  forecasts: z.int(),
  events: z.int(),
  points: z.array(z.strictObject({
    forecastId: z.string(),
    endMs: Times.endMs,
    events: z.int(),
    informationGainPerEvent: z.number().nullable(),
    cumulative: z.number().openapi({ description: "Nats so far." }),
  })),
  informationGain: z.strictObject(Gain),
  reliability: z.array(z.strictObject({
    ...{ low: probability, high: probability, forecastMean: probability },
    ...{ observedFrequency: probability, count: z.int(), interval: Interval },
  })),
  tests: z.array(z.strictObject({ ...Test, forecastId: z.string(), endMs: Times.endMs })),
  gate: Gate.nullable(),
  note: z.string(),
}).openapi("ScheduledSkillReport");
