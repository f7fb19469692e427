import { z } from "@hono/zod-openapi";
import { OriginSchema } from "./waveform_schemas.ts";

const timeMs = (about: string) =>
  z.number().openapi({ description: `${about}, UTC epoch milliseconds.` });

/** Answer of GET /v1/reviews/event/{id}/arrivals. */
export const ExpectedArrivalsSchema = z.strictObject({
  stations: z.array(z.strictObject({
    station: z.string(),
    distanceKm: z.number().openapi({ description: "Distance of the epicentre, kilometres." }),
    pMs: timeMs("First P, by where the event is now").optional(),
    sMs: timeMs("First S, by where the event is now").optional(),
  })),
}).openapi("ExpectedArrivals");

const count = z.int().min(0);

/** Answer of GET /v1/reviews/event/{id}/relocation. */
export const RelocationSchema = z.strictObject({
  eventId: z.string(),
  velocity: z.string().openapi({ description: "Name of the velocity model." }),
  origin: OriginSchema,
  movedKm: z.number().optional().openapi({ description: "Epicentre to epicentre, kilometres." }),
  reviewed: z.strictObject({ accepted: count, revised: count, rejected: count }).openapi({
    description: "Picks of the event that persons accepted, revised and rejected.",
  }),
  unplaced: z.array(z.string()).openapi({
    description: "Stations whose place is not known: their picks are of no use.",
  }),
  correction: z.strictObject({
    timeMs: timeMs("Origin time"),
    latitude: z.number(),
    longitude: z.number(),
    depthKm: z.number().optional(),
  }).openapi({ description: "What a review of the event would say that takes it over." }),
}).openapi("Relocation");
