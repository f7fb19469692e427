import { z } from "@hono/zod-openapi";
import { Grid } from "./schema_parts.ts";

const perCell = (about: string) => z.array(z.number()).openapi({ description: about });

const Lognormal = z.strictObject({
  median: perCell("Median of each cell."),
  lnError: perCell("Standard deviation of the natural logarithm."),
}).openapi("LognormalCells");

const Colours = z.strictObject({
  green: z.number(),
  yellow: z.number(),
  orange: z.number(),
  red: z.number(),
});

const Loss = z.strictObject({
  unit: z.enum(["fatalities", "million USD"]),
  expected: z.number().openapi({ description: "Median." }),
  lnError: z.number(),
  ranges: z.array(z.strictObject({
    from: z.number(),
    to: z.number().nullable().openapi({ description: "null where the range has no end." }),
    probability: z.number(),
  })).openapi({ description: "Their probabilities add up to 1." }),
  colours: Colours,
  alert: z.enum(["green", "yellow", "orange", "red"]),
  byCountry: z.record(z.string(), z.number()),
}).openapi("LossEstimate", { description: "A loss as PAGER estimates it." });

const BuildingDamage = z.strictObject({
  building: z.strictObject({
    id: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    fragilityClass: z.string(),
    occupants: z.number().nullable(),
    vs30: z.number().nullable(),
  }),
  pgaG: z.number(),
  probabilities: z.strictObject({
    none: z.number(),
    slight: z.number(),
    moderate: z.number(),
    extensive: z.number(),
    complete: z.number(),
  }),
  rank: z.int().openapi({ description: "Place in the order of inspection." }),
  priority: z.number().openapi({
    description: "People expected in extensive or complete damage; 1 where occupants are unknown.",
  }),
}).openapi("BuildingDamage");

const Contour = z.strictObject({
  intensity: z.number(),
  coordinates: z.array(z.array(z.array(z.array(z.number()).length(2)))),
}).openapi("IntensityContour", {
  description: "Where the median intensity reaches a grade: coordinates of a MultiPolygon.",
});

/** Answer of POST /v1/impacts. */
export const ImpactDocumentSchema = z.strictObject({
  event: z.strictObject({
    magnitude: z.number(),
    latitude: z.number(),
    longitude: z.number(),
    depthKm: z.number(),
    isDepthAssumed: z.boolean().optional(),
    strikeDegrees: z.number().optional(),
    mechanism: z.string(),
  }),
  grid: Grid,
  cells: z.strictObject({
    intensity: z.strictObject({
      mean: perCell("Mean of the Modified Mercalli intensity."),
      error: perCell("Its standard deviation."),
    }),
    pgaG: Lognormal,
    pgvCmS: Lognormal,
    exceedance: z.record(z.string(), z.array(z.number())).openapi({
      description: "Probability of each cell that the intensity reaches a level, by the level.",
    }),
  }).openapi("ShakingCells"),
  contours: z.array(Contour),
  intensityModel: z.string(),
  observationCount: z.int(),
  population: z.strictObject({
    source: z.string(),
    isSynthetic: z.boolean(),
    people: z.number(),
  }).optional(),
  exposure: z.array(z.strictObject({
    intensity: z.int(),
    people: z.number(),
    expectedAtLeast: z.number(),
  })).optional(),
  losses: z.array(Loss).optional(),
  buildings: z.array(BuildingDamage).optional(),
  remarks: z.array(z.string()).openapi({ description: "What a reader must know." }),
}).openapi("ImpactDocument");
