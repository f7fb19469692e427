/** Namespace of what QuakeML 1.2 calls its basic event description. */
export const EVENT_NAMESPACE = "http://quakeml.org/xmlns/bed/1.2";

/** Namespace of the root of QuakeML 1.2. */
export const ROOT_NAMESPACE = "http://quakeml.org/xmlns/quakeml/1.2";

const QUAKEML_NAMESPACE = /^http:\/\/quakeml\.org\/xmlns\/(bed|bed-rt|quakeml|quakeml-rt)\/1\.\d$/;

/** Whether a namespace is one of QuakeML, of any version. */
export function isQuakemlNamespace(namespace: string): boolean {
  return QUAKEML_NAMESPACE.test(namespace);
}

/** Kinds of event, in the schema of 2011 and in the specification of 2013. */
export const EVENT_TYPES: readonly string[] = [
  "earthquake",
  "induced earthquake",
  "induced or triggered event",
  "anthropogenic event",
  "collapse",
  "cavity collapse",
  "mine collapse",
  "building collapse",
  "explosion",
  "accidental explosion",
  "chemical explosion",
  "controlled explosion",
  "experimental explosion",
  "industrial explosion",
  "mining explosion",
  "nuclear explosion",
  "quarry blast",
  "road cut",
  "blasting levee",
  "rock burst",
  "reservoir loading",
  "fluid injection",
  "fluid extraction",
  "crash",
  "plane crash",
  "train crash",
  "boat crash",
  "atmospheric event",
  "sonic boom",
  "sonic blast",
  "acoustic noise",
  "thunder",
  "avalanche",
  "snow avalanche",
  "debris avalanche",
  "hydroacoustic event",
  "ice quake",
  "slide",
  "landslide",
  "rockslide",
  "meteorite",
  "meteor impact",
  "volcanic eruption",
  "not existing",
  "not reported",
  "other",
  "other event",
  "null",
];

/** The words allowed in elements of these names, besides kinds of event. */
export const ALLOWED_WORDS: Readonly<Record<string, readonly string[]>> = {
  depthType: [
    "from location",
    "from moment tensor inversion",
    "from modeling of broad-band P waveforms",
    "constrained by depth phases",
    "constrained by direct phases",
    "constrained by depth and direct phases",
    "operator assigned",
    "other",
  ],
  evaluationMode: ["manual", "automatic"],
  evaluationStatus: ["preliminary", "confirmed", "reviewed", "final", "rejected", "reported"],
  onset: ["emergent", "impulsive", "questionable"],
  polarity: ["positive", "negative", "undecidable"],
  preferredDescription: [
    "horizontal uncertainty",
    "uncertainty ellipse",
    "confidence ellipsoid",
    "probability density function",
  ],
  typeCertainty: ["known", "suspected"],
  unit: ["m", "s", "m/s", "m/(s*s)", "m*s", "dimensionless", "other"],
};

/** Unit of an amplitude as Quakecast writes it, by the word of QuakeML. */
export const AMPLITUDE_UNITS: readonly (readonly [string, string])[] = [
  ["m", "m"],
  ["s", "s"],
  ["m/s", "m/s"],
  ["m/(s*s)", "m/s**2"],
  ["m*s", "m*s"],
  ["dimensionless", "dimensionless"],
];
