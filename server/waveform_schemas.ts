import { z } from "@hono/zod-openapi";
import { RunSchema } from "./schemas.ts";

const epochMs = (about: string) => z.number().openapi({ description: `${about}, UTC epoch ms.` });
const maybe = (about: string) =>
  z.number().nullable().openapi({ description: `${about}; null where unknown.` });

const Code = z.strictObject({
  network: z.string(),
  station: z.string(),
  location: z.string(),
  channel: z.string(),
}).openapi("ChannelCode");

const Pick = z.strictObject({
  id: z.string(),
  code: Code,
  phase: z.string().openapi({ description: "P, S, or the name a source gives." }),
  timeMs: epochMs("Arrival"),
  probability: z.number().optional(),
  timeErrorSeconds: z.number().optional(),
  weight: z.number().optional(),
  amplitude: z.number().optional(),
  amplitudeUnit: z.string().optional(),
  method: z.string().optional(),
}).openapi("Pick", { description: "The arrival of a phase at a station." });

/** What was noted of waveforms. */
export const WaveformNoteSchema = z.strictObject({
  kind: z.string(),
  message: z.string(),
  channel: z.string().optional(),
  byte: z.int().optional(),
  timeMs: z.number().optional(),
}).openapi("WaveformNote", {
  description: "What was wrong with a piece of the waveforms, or was done to it.",
});

/** Answer of POST /v1/picks. */
export const PickDocumentSchema = z.strictObject({
  picks: z.array(Pick),
  notes: z.array(WaveformNoteSchema),
  run: RunSchema,
}).openapi("PickDocument");

const Magnitude = z.strictObject({
  id: z.string(),
  magnitude: z.number(),
  magnitudeType: z.string(),
  error: z.number().optional().openapi({ description: "Standard deviation." }),
  stationCount: z.int().optional(),
  station: z.string().optional().openapi({ description: "Left out for that of the event." }),
  originId: z.string().optional(),
  method: z.string().optional(),
  remarks: z.array(z.string()).optional().openapi({
    description: "Saturation, and what is out of range.",
  }),
}).openapi("EventMagnitude");

/** Answer of POST /v1/magnitudes. */
export const MagnitudeDocumentSchema = z.strictObject({
  magnitudes: z.array(Magnitude).openapi({ description: "Those of the event first." }),
  notes: z.array(WaveformNoteSchema),
}).openapi("MagnitudeDocument");

const Arrival = z.strictObject({
  id: z.string().optional(),
  pickId: z.string(),
  phase: z.string(),
  distanceKm: maybe("Distance of the epicentre"),
  azimuthDegrees: maybe("Direction from epicentre to station, clockwise from north"),
  residualSeconds: maybe("Observed less computed time"),
  weight: maybe("Weight it had, 0 to 1"),
}).openapi("Arrival", { description: "How one pick fits a hypocentre." });

const Ellipsoid = z.strictObject({
  probability: z.number(),
  halfAxesKm: z.array(z.number()).length(3),
  directions: z.array(z.array(z.number()).length(3)).length(3),
}).openapi("ConfidenceEllipsoid", {
  description: "Half axes from longest to shortest, each with its direction (east, north, down).",
});

/** Where and when an event began. */
export const OriginSchema = z.strictObject({
  id: z.string(),
  timeMs: epochMs("Origin time"),
  latitude: z.number(),
  longitude: z.number(),
  depthKm: maybe("Depth below sea level"),
  timeErrorSeconds: z.number().optional(),
  horizontalErrorKm: z.number().optional(),
  depthErrorKm: z.number().optional(),
  covarianceKm2: z.array(z.number()).optional().openapi({
    description: "Of east, north and down, rows first.",
  }),
  ellipsoid: Ellipsoid.optional(),
  azimuthalGapDegrees: z.number().optional(),
  rootMeanSquareSeconds: z.number().optional(),
  arrivals: z.array(Arrival),
  method: z.string().optional(),
  remarks: z.array(z.string()).optional().openapi({
    description: "What a reader must know, such as that the depth is not constrained.",
  }),
}).openapi("Origin");

const Event = z.strictObject({
  id: z.string(),
  eventType: z.string(),
  agency: z.string().optional(),
  updatedMs: z.number().optional(),
  descriptions: z.array(z.string()),
  origins: z.array(OriginSchema).openapi({ description: "The new one first." }),
  preferredOriginId: z.string().optional(),
  magnitudes: z.array(Magnitude),
  preferredMagnitudeId: z.string().optional(),
  picks: z.array(Pick),
}).openapi("SeismicEvent");

/** Answer of POST /v1/locations. */
export const LocationDocumentSchema = z.strictObject({
  velocity: z.string().openapi({ description: "Velocity model." }),
  events: z.array(Event),
  failures: z.array(z.strictObject({ id: z.string(), reason: z.string() })).openapi({
    description: "Events that could not be located.",
  }),
}).openapi("LocationDocument");
