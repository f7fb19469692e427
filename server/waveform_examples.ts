const RUN = { durationMs: 61, backend: "wasm", simd: true, relaxedSimd: true, threads: 1 };
const CODE = { network: "NC", station: "MEM", location: "", channel: "HHZ" };

const STATION = { network: "NC", station: "MEM", latitude: 37.16, longitude: -121.52 };

const PICK = {
  id: "NC.MEM..HH/P/170413931200",
  code: CODE,
  phase: "P",
  timeMs: 1_704_139_312_000,
  probability: 0.97,
  method: "phasenet",
};

const TRACE = {
  ...CODE,
  startTime: "2024-01-01T20:01:40Z",
  samplingRateHz: 100,
  samples: [12, 15, 11, 9],
};

/** Body of POST /v1/picks; a real one has minutes of samples. */
export const PICK_BODY = { model: "phasenet", thresholdP: 0.3, traces: [TRACE] };

/** Answer of POST /v1/picks. */
export const PICK_EXAMPLE = { picks: [PICK], notes: [], run: RUN };

const ORIGIN = {
  time: "2024-01-01T20:01:48.2Z",
  latitude: 37.1,
  longitude: -121.5,
  depthKm: 8.2,
};

/** Body of POST /v1/magnitudes; a real one has minutes of samples and the responses. */
export const MAGNITUDE_BODY = {
  methods: "local",
  unit: "m/s",
  traces: [{ ...TRACE, samples: [1.2e-7, 1.5e-7, 1.1e-7, 0.9e-7] }],
  stations: [STATION],
  event: { ...ORIGIN, picks: [PICK] },
};

/** Answer of POST /v1/magnitudes. */
export const MAGNITUDE_EXAMPLE = {
  magnitudes: [
    {
      id: "magnitude/local",
      magnitude: 3.4,
      magnitudeType: "ML",
      error: 0.2,
      stationCount: 1,
      originId: "origin",
      method: "local",
      remarks: [],
    },
  ],
  notes: [],
};

/** Body of POST /v1/locations; a real one has four picks of three stations or more. */
export const LOCATION_BODY = {
  picks: [{ station: "NC.MEM", phase: "P", time: "2024-01-01T20:01:52.000Z", time_error_s: 0.05 }],
  stations: [STATION],
  velocity: { name: "local", topsKm: [0, 5, 30], pKmPerSecond: [5.5, 6.3, 8], ratio: 1.73 },
  delays: { "NC.MEM": { P: 0.12, S: 0.2 } },
};

/** Answer of POST /v1/locations. */
export const LOCATION_EXAMPLE = {
  velocity: "local",
  events: [{
    id: "1",
    eventType: "",
    descriptions: [],
    origins: [{
      id: "1/quakecast",
      timeMs: 1_704_139_308_200,
      latitude: 37.1,
      longitude: -121.5,
      depthKm: 8.2,
      timeErrorSeconds: 0.06,
      horizontalErrorKm: 0.5,
      depthErrorKm: 0.9,
      azimuthalGapDegrees: 84,
      rootMeanSquareSeconds: 0.07,
      arrivals: [{
        pickId: "pick/1",
        phase: "P",
        distanceKm: 7,
        azimuthDegrees: 345,
        residualSeconds: 0.02,
        weight: 1,
      }],
      method: "quakecast local",
      remarks: [],
    }],
    preferredOriginId: "1/quakecast",
    magnitudes: [],
    picks: [{ ...PICK, id: "pick/1" }],
  }],
  failures: [],
};
