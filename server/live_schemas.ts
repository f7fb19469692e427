import { z } from "@hono/zod-openapi";
import { ALERT_LEVELS } from "../engine/domain/mod.ts";
import { ReviewMarkSchema as review } from "./review_schemas.ts";

const timeMs = (about: string) =>
  z.number().openapi({ description: `${about}, UTC epoch milliseconds.` });

const place = { latitude: z.number(), longitude: z.number() };

/** JSON knows no NaN: null stands for what is unknown. */
const maybe = z.number().nullable();

const texts = z.array(z.string());

const evaluation = z.enum(["reviewed", "rejected"]).optional().openapi({
  description: "What a person said of it; left out where nobody did.",
});

const EventStatusSchema = z.enum(["automatic", "reviewed", "deleted"]);

const LiveEventSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  status: EventStatusSchema,
  timeMs: timeMs("Origin time"),
  ...place,
  depthKm: z.number().optional(),
  magnitude: z.number().optional(),
  magnitudeSigma: z.number().optional(),
  magnitudeType: z.string().optional(),
  horizontalErrorKm: z.number().optional(),
  pickCount: z.int(),
}).openapi("LiveEvent", { description: "An event as a list or a map shows it." });

const ListedEventSchema = LiveEventSchema.extend({ review }).openapi("ListedEvent");

/** Events of the database. */
export const EventListSchema = z.strictObject({ events: z.array(ListedEventSchema) })
  .openapi("EventList");

const PickSchema = z.strictObject({
  id: z.string(),
  code: z.strictObject({
    network: z.string(),
    station: z.string(),
    location: z.string(),
    channel: z.string(),
  }),
  phase: z.string(),
  timeMs: timeMs("Arrival"),
  probability: maybe.optional(),
  timeErrorSeconds: maybe.optional(),
  weight: maybe.optional(),
  amplitude: maybe.optional(),
  amplitudeUnit: z.string().optional(),
  method: z.string().optional(),
  ...{ evaluation, review },
}).openapi("Pick", { description: "The arrival of a phase at a station." });

/** Picks of the database. */
export const PickListSchema = z.strictObject({ picks: z.array(PickSchema) }).openapi("PickList");

const ArrivalSchema = z.strictObject({
  id: z.string().optional(),
  pickId: z.string(),
  phase: z.string(),
  distanceKm: maybe,
  azimuthDegrees: maybe,
  residualSeconds: maybe,
  weight: maybe,
}).openapi("Arrival", { description: "How a pick fits the hypocentre." });

const origin = {
  id: z.string(),
  timeMs: timeMs("Origin time"),
  ...place,
  depthKm: maybe,
  timeErrorSeconds: maybe.optional(),
  horizontalErrorKm: maybe.optional(),
  depthErrorKm: maybe.optional(),
  covarianceKm2: z.array(maybe).optional(),
  ellipsoid: z.looseObject({}).optional(),
  azimuthalGapDegrees: maybe.optional(),
  rootMeanSquareSeconds: maybe.optional(),
  method: z.string().optional(),
  evaluation,
  remarks: texts.optional(),
};

const MagnitudeSchema = z.strictObject({
  id: z.string(),
  magnitude: z.number(),
  magnitudeType: z.string(),
  error: maybe.optional(),
  stationCount: z.int().optional(),
  station: z.string().optional(),
  originId: z.string().optional(),
  method: z.string().optional(),
  evaluation,
  remarks: texts.optional(),
}).openapi("EventMagnitude", { description: "A magnitude, of the event or as a station sees it." });

/** All that is known of an event. */
export const EventDetailSchema = z.strictObject({
  event: LiveEventSchema.nullable(),
  review,
  revisions: z.array(z.strictObject({
    revision: z.int(),
    recordedMs: timeMs("When it was written down"),
    status: EventStatusSchema,
    reason: z.string(),
  })),
  origin: z.strictObject(origin).nullable(),
  magnitudes: z.array(MagnitudeSchema),
  picks: z.array(PickSchema),
  arrivals: z.array(ArrivalSchema),
  quakeml: z.string().openapi({ description: "Address of the same as QuakeML." }),
}).openapi("EventDetail");

const SiteSchema = z.strictObject({ name: z.string(), ...place });

const level = z.enum(ALERT_LEVELS);

/** One message of an early warning. */
export const AlertMessageSchema = z.strictObject({
  eventId: z.string(),
  revision: z.int(),
  status: z.enum(["alert", "update", "cancel", "final"]),
  issuedMs: timeMs("When it was made"),
  level,
  origin: z.strictObject({ ...origin, arrivals: z.array(ArrivalSchema) }),
  magnitude: z.strictObject({
    magnitude: z.number(),
    sigma: z.number(),
    stationCount: z.int(),
    byDisplacement: maybe.optional(),
    byPeriod: maybe.optional(),
    remarks: texts,
  }),
  probabilityOfMagnitude: z.number(),
  blindZoneKm: z.number(),
  sites: z.array(SiteSchema.extend({
    distanceKm: z.number(),
    intensity: z.number(),
    intensitySigma: z.number(),
    intensityInterval: z.array(z.number()).length(2),
    probabilities: z.record(z.string(), z.number()),
    sArrivalMs: timeMs("When S is expected"),
    secondsUntilS: z.number(),
    level,
  })),
  reasons: texts,
  evidence: z.array(z.looseObject({ station: z.string(), pTimeMs: timeMs("Arrival of P") })),
  silentStations: texts,
  intensityModel: z.string(),
  review: review.optional().openapi({ description: "Of its event; left out in live messages." }),
}).openapi("AlertMessage", {
  description: "It tells probabilities; it is no order and no forecast.",
});

/** Alerts of the database. */
export const AlertListSchema = z.strictObject({ alerts: z.array(AlertMessageSchema) })
  .openapi("AlertList");

/** One alert with all its messages. */
export const AlertRevisionsSchema = z.strictObject({
  id: z.string(),
  revisions: z.array(AlertMessageSchema),
}).openapi("AlertRevisions");

/** The last seconds of a channel. */
export const WaveformEnvelopeSchema = z.strictObject({
  channel: z.string(),
  startMs: timeMs("Beginning of the first bin"),
  binSeconds: z.number(),
  least: z.array(maybe).openapi({ description: "Least samples, counts; null where are none." }),
  largest: z.array(maybe).openapi({ description: "Largest samples, counts." }),
}).openapi("WaveformEnvelope");

const LiveStationSchema = z.strictObject({
  station: z.string(),
  ...place,
  state: z.enum(["live", "late", "silent", "faulty"]),
  latencySeconds: z.number().optional(),
  newestMs: timeMs("Time of the newest sample").optional(),
  channels: texts,
}).openapi("LiveStation", { description: "How a station's data come." });

const ImpactNoticeSchema = z.strictObject({
  eventId: z.string().openapi({ description: "The event, or the alert that told of it." }),
  revision: z.int(),
  largestIntensity: z.number().openapi({ description: "Modified Mercalli." }),
  fatalityAlert: z.string().optional().openapi({ description: "PAGER's colour for lives." }),
  economicAlert: z.string().optional().openapi({ description: "PAGER's colour for losses." }),
}).openapi("ImpactNotice", { description: "Shaking and damage of an event, in short." });

const LatencySchema = z.strictObject({
  count: z.int(),
  medianMs: z.number().optional(),
  p99Ms: z.number().optional(),
});

/** How a live system stands. */
export const LiveStateSchema = z.strictObject({
  nowMs: z.number().nullable().openapi({
    description: "The time it lives in, UTC epoch milliseconds; null before the first packet.",
  }),
  newest: z.int().openapi({ description: "Number of the newest message: follow after it." }),
  stations: z.array(LiveStationSchema),
  events: z.array(LiveEventSchema),
  sites: z.array(SiteSchema),
  alerts: z.array(AlertMessageSchema).openapi({
    description: "The last messages of the alerts of the last hour, the newest first.",
  }),
  impacts: z.array(ImpactNoticeSchema).openapi({
    description: "The newest estimate of each event of the last day, the newest first.",
  }),
  latency: LatencySchema.extend({
    alerts: LatencySchema.optional().openapi({
      description: "Of those packets alone that led to an alert, until it was told.",
    }),
  }).openapi({ description: "Milliseconds from the arrival of a packet until it was looked at." }),
  notices: z.array(z.strictObject({
    timeMs: timeMs("When it was told"),
    level: z.enum(["information", "warning", "error"]),
    kind: z.string(),
    message: z.string(),
  })),
}).openapi("LiveState");
