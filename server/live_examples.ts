const PLACE = { latitude: 35.48, longitude: 27.2 };

/** Of what nobody has reviewed. */
export const AUTOMATIC = { state: "automatic", number: 0 };

const PICK = {
  id: "GE.KARP.20261126T103021.480Z.P",
  code: { network: "GE", station: "KARP", location: "", channel: "HHZ" },
  ...{ phase: "P", timeMs: 1_795_689_021_480, probability: 0.93, method: "classical" },
  review: AUTOMATIC,
};

const EVENT = {
  ...{ id: "quakecast/2026-11-26T10:30:17", revision: 2, status: "automatic" },
  ...{ timeMs: 1_795_689_017_000, ...PLACE, depthKm: 12 },
  ...{ magnitude: 4.4, magnitudeType: "ML", magnitudeSigma: 0.2, pickCount: 7 },
};

const ORIGIN = {
  ...{ id: "quakecast/origin/2", timeMs: EVENT.timeMs, ...PLACE, depthKm: 12 },
  ...{ timeErrorSeconds: 0.3, horizontalErrorKm: 2.5, depthErrorKm: 4 },
  method: "quakecast layered ak135",
};

const ARRIVAL = {
  ...{ pickId: PICK.id, phase: "P", distanceKm: 18, azimuthDegrees: 71 },
  ...{ residualSeconds: 0.08, weight: 1 },
};

const NOTICE = {
  ...{ level: "warning", kind: "clock drift" },
  message: "The clock of GE.KARP..HHZ is 1.4 s ahead.",
};

/** Answer of GET /v1/events. */
export const EVENTS_EXAMPLE = { events: [{ ...EVENT, review: AUTOMATIC }] };

/** Answer of GET /v1/picks. */
export const PICKS_EXAMPLE = { picks: [PICK] };

/** Answer of GET /v1/events/{id}. */
export const EVENT_EXAMPLE = {
  event: EVENT,
  review: AUTOMATIC,
  revisions: [
    { revision: 1, recordedMs: 1_795_689_023_000, status: "automatic", reason: "" },
    { revision: 2, recordedMs: 1_795_689_031_000, status: "automatic", reason: "3 more picks" },
  ],
  origin: ORIGIN,
  magnitudes: [{
    ...{ id: "quakecast/magnitude/2", magnitude: 4.4, magnitudeType: "ML", error: 0.2 },
    stationCount: 5,
  }],
  picks: [PICK],
  arrivals: [ARRIVAL],
  quakeml: "/fdsnws/event/1/query?eventid=quakecast%2F2026-11-26T10%3A30%3A17&includearrivals=true",
};

/** One message of an alert. */
export const ALERT_EXAMPLE = {
  ...{ eventId: EVENT.id, revision: 1, status: "alert", issuedMs: 1_795_689_022_900 },
  level: "information",
  origin: { ...ORIGIN, arrivals: [ARRIVAL] },
  magnitude: {
    ...{ magnitude: 4.6, sigma: 0.45, stationCount: 2, byDisplacement: 4.6, remarks: [] },
  },
  ...{ probabilityOfMagnitude: 0.91, blindZoneKm: 17 },
  sites: [{
    ...{ name: "Rhodes", latitude: 36.43, longitude: 28.22, distanceKm: 139 },
    ...{ intensity: 2.9, intensitySigma: 0.8, intensityInterval: [1.6, 4.2] },
    probabilities: { "4": 0.09, "5": 0.01, "6": 0, "7": 0, "8": 0 },
    ...{ sArrivalMs: 1_795_689_057_000, secondsUntilS: 34.1, level: "information" },
  }],
  reasons: ["2 stations saw P within 1.9 s"],
  evidence: [{
    ...{ station: "GE.KARP", pTimeMs: PICK.timeMs, knownMs: 1_795_689_022_500, distanceKm: 18 },
    ...{ residualSeconds: 0.08, displacementM: 0.0002, signalToNoise: 210, seconds: 1 },
  }],
  silentStations: [],
  intensityModel: "awd2007",
};

/** A message of an alert as a CAP document, shortened. */
export const CAP_EXAMPLE: string = '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n' +
  "  <identifier>quakecast/2026-11-26T10:30:17/1</identifier>\n" +
  "  <sender>quakecast@example.org</sender>\n  <status>Test</status>\n</alert>\n";

/** Answer of GET /v1/live/waveforms, shortened. */
export const WAVEFORM_EXAMPLE = {
  ...{ channel: "GE.KARP..HHZ", startMs: 1_795_689_020_000, binSeconds: 0.1 },
  least: [-210, -190, null],
  largest: [180, 240, null],
};

/** Answer of GET /v1/live/state. */
export const STATE_EXAMPLE = {
  ...{ nowMs: 1_795_689_031_500, newest: 41 },
  stations: [{
    ...{ station: "GE.KARP", latitude: 35.55, longitude: 27.16, state: "live" },
    ...{ latencySeconds: 1.2, newestMs: 1_795_689_030_300, channels: ["GE.KARP..HHZ"] },
  }],
  events: [EVENT],
  sites: [{ name: "Rhodes", latitude: 36.43, longitude: 28.22 }],
  alerts: [ALERT_EXAMPLE],
  impacts: [{
    ...{ eventId: EVENT.id, revision: 2, largestIntensity: 6.2 },
    ...{ fatalityAlert: "green", economicAlert: "yellow" },
  }],
  latency: {
    ...{ count: 812, medianMs: 0.1, p99Ms: 9 },
    alerts: { count: 12, medianMs: 21, p99Ms: 140 },
  },
  notices: [{ timeMs: 1_795_689_000_000, ...NOTICE }],
};

/** The beginning of GET /v1/live. */
export const LIVE_STREAM_EXAMPLE: string = ": live, newest message 41\nretry: 1000\n\n" +
  `id: 42\nevent: notice\ndata: ${
    JSON.stringify({ number: 42, kind: "notice", timeMs: 1_795_689_032_000, data: NOTICE })
  }\n\n`;
