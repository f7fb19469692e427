/** Values of options that the documentation shows. */
export const OPTION_EXAMPLES: Readonly<Record<string, string>> = { model: "m6", horizon: "7d" };

/** A catalogue as CSV. */
export const CSV_BODY: string = "time,latitude,longitude,depth,mag,magType,id\n" +
  "2025-09-30T13:59:43.000Z,11.15,124.13,10,6.9,mww,us7000qzze\n";

/** Options and catalogue as JSON. */
export const JSON_BODY = {
  ...OPTION_EXAMPLES,
  catalogue: [{
    time: "2025-09-30T13:59:43.000Z",
    latitude: 11.15,
    longitude: 124.13,
    depth: 10,
    magnitude: 6.9,
    magnitudeType: "mww",
    id: "us7000qzze",
  }],
};

/** A catalogue as GeoJSON. */
export const GEOJSON_BODY = {
  type: "FeatureCollection",
  features: [{
    type: "Feature",
    id: "us7000qzze",
    properties: { mag: 6.9, magType: "mww", time: 1_759_240_783_000, type: "earthquake" },
    geometry: { type: "Point", coordinates: [124.13, 11.15, 10] },
  }],
};

/** A catalogue as QuakeML. */
export const QUAKEML_BODY: string = '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<q:quakeml xmlns="http://quakeml.org/xmlns/bed/1.2"' +
  ' xmlns:q="http://quakeml.org/xmlns/quakeml/1.2">\n' +
  '<eventParameters publicID="smi:local/catalogue"><event publicID="smi:local/us7000qzze">\n' +
  '<type>earthquake</type><origin publicID="smi:local/us7000qzze/origin">\n' +
  "<time><value>2025-09-30T13:59:43.000Z</value></time><latitude><value>11.15</value></latitude>\n" +
  "<longitude><value>124.13</value></longitude><depth><value>10000</value></depth></origin>\n" +
  '<magnitude publicID="smi:local/us7000qzze/magnitude"><mag><value>6.9</value></mag>\n' +
  "<type>mww</type></magnitude></event></eventParameters></q:quakeml>\n";

const SKILL = {
  baseline: "negative-binomial-climatology",
  nats: -0.01,
  low: -0.03,
  high: 0.01,
  windows: 727,
  blockLength: 37,
  beatsBaseline: false,
  sentence: "The lstm network gains -0.010 nats per window over the best baseline.",
};

const ANSWER = {
  expected: 2.7,
  quantiles: { p05: 0, p25: 1, p50: 2, p75: 4, p95: 7 },
  probabilities: { "at least 1 event": 0.9 },
  distribution: { family: "negative-binomial", mean: 2.7, dispersion: 0.2 },
  calibrated: {
    intervals: [{ level: 0.9, low: 0, high: 8 }],
    probabilities: { "at least 1 event": 0.88 },
    passed: true,
    sentences: ["Calibration held on 727 later windows (103 without common outcomes)."],
  },
};

const RUN = { durationMs: 61.5, backend: "wasm", simd: true, relaxedSimd: true, threads: 1 };

/** Answer of POST /v1/forecasts; the numbers only show the form. */
export const FORECAST_EXAMPLE = {
  forecast: {
    headline: "The lstm network does NOT beat the best baseline: believe the baseline.",
    task: "rate",
    minMagnitude: 6,
    issuedAt: "2025-09-30T13:59:43.000Z",
    from: "2025-09-30T13:59:43.000Z",
    to: "2025-10-07T13:59:43.000Z",
    horizon: "7d",
    network: { source: "lstm", ...ANSWER },
    baseline: { source: SKILL.baseline, ...ANSWER },
    believe: "baseline",
    skill: SKILL,
    model: { name: "m6", network: "lstm", weightsSha256: "9f2c…", seed: 1 },
    data: {
      fingerprint: "b0d1…",
      events: 17_000,
      eventsUsed: 16_950,
      from: "2015-10-01T00:10:12.000Z",
      to: "2025-09-30T13:59:43.000Z",
      removed: { duplicateId: 3 },
    },
    warnings: [],
  },
  run: RUN,
};

/** Answer of POST /v1/evaluations; the numbers only show the form. */
export const EVALUATION_EXAMPLE = {
  model: "lstm",
  task: "rate",
  name: "m6",
  span: { from: "2023-10-10T00:00:00.000Z", to: "2025-09-23T00:00:00.000Z", windows: 727 },
  scores: { logScore: -2.1, crps: 0.9 },
  logScore: -2.1,
  baselines: { [SKILL.baseline]: { logScore: -2.09, scores: { crps: 0.9 } } },
  skill: SKILL,
  gains: [{ name: "lstm", nats: -0.01, low: -0.03, high: 0.01 }],
  run: RUN,
};

/** Answer of GET /v1/models. */
export const MODEL_LIST_EXAMPLE = {
  models: [{
    name: "m6",
    usable: true,
    network: "lstm",
    task: "rate",
    minMagnitude: 6,
    horizon: "7d",
    trainedOn: { name: "m5.csv", from: "2015-10-01T00:10:12Z", to: "2025-09-30T13:59:43Z" },
    skill: SKILL,
  }],
};

/** Answer of GET /v1/models/{name}, shortened. */
export const MODEL_CARD_EXAMPLE = {
  format: 1,
  name: "m6",
  about: ["Answers the number of events of magnitude 6 and more in 7d."],
  configuration: { model: "lstm", task: "rate", horizon: "7d" },
  scores: { logScore: -2.1 },
  baselines: { [SKILL.baseline]: { validationLogScore: -2.0, testLogScore: -2.09 } },
  skill: SKILL,
  versions: { quakecast: "0.1.0" },
  seed: 1,
};

/** Answer of GET /readyz. */
export const READINESS_EXAMPLE = {
  status: "ready",
  reasons: [],
  models: 1,
  backend: { backend: "wasm", simd: true, relaxedSimd: true, threads: 1 },
};
