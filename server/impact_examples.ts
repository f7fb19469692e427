/** Body of POST /v1/impacts. */
export const IMPACT_BODY = {
  magnitude: 6.7,
  latitude: 34.21,
  longitude: -118.54,
  depthKm: 18,
  country: "XF",
  radiusKm: 5,
  cellDegrees: 0.1,
  population: [{ latitude: 34.2, longitude: -118.5, population: 50_000 }],
  buildings: [{ id: "hall", latitude: 34.2, longitude: -118.5, class: "URML-pre", occupants: 80 }],
  observations: [{ latitude: 34.25, longitude: -118.6, intensity: 8.5, intensity_error: 0.3 }],
};

const RANGES = [
  { from: 0, to: 1, probability: 0.5 },
  { from: 1, to: null, probability: 0.5 },
];

/** Answer of POST /v1/impacts, shortened: a real one has more cells, ranges and contours. */
export const IMPACT_EXAMPLE = {
  event: {
    ...{ magnitude: 6.7, latitude: 34.21, longitude: -118.54, depthKm: 18 },
    mechanism: "unspecified",
  },
  grid: {
    box: { west: -118.6, south: 34.2, east: -118.5, north: 34.3 },
    cellDegrees: 0.1,
    rows: 1,
    columns: 1,
  },
  cells: {
    intensity: { mean: [8.1], error: [0.52] },
    pgaG: { median: [0.48], lnError: [0.45] },
    pgvCmS: { median: [41.2], lnError: [0.4] },
    exceedance: { "7": [0.98], "8": [0.57] },
  },
  contours: [{
    intensity: 8,
    coordinates: [[[[-118.6, 34.2], [-118.5, 34.2], [-118.5, 34.3], [-118.6, 34.2]]]],
  }],
  intensityModel: "motion",
  observationCount: 1,
  population: { source: "population", isSynthetic: false, people: 50_000 },
  exposure: [{ intensity: 8, people: 50_000, expectedAtLeast: 38_000 }],
  losses: [{
    unit: "fatalities",
    expected: 0.9,
    lnError: 1,
    ranges: RANGES,
    colours: { green: 0.5, yellow: 0.49, orange: 0.01, red: 0 },
    alert: "green",
    byCountry: { XF: 0.9 },
  }],
  buildings: [{
    building: {
      ...{ id: "hall", latitude: 34.2, longitude: -118.5, fragilityClass: "URML-pre" },
      ...{ occupants: 80, vs30: null },
    },
    pgaG: 0.5,
    probabilities: { none: 0.05, slight: 0.05, moderate: 0.12, extensive: 0.16, complete: 0.62 },
    priority: 62.4,
    rank: 1,
  }],
  remarks: ["An estimate from a magnitude and a place: no warning."],
};
