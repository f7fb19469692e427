import { ConfigurationError } from "../../domain/mod.ts";

/** How picks are joined to events. */
export interface AssociationOptions {
  /** Fewest picks of an event. */
  minimumPicks: number;
  /** Fewest P picks of an event. */
  minimumP: number;
  /** Fewest S picks of an event. */
  minimumS: number;
  /** Fewest stations of an event. */
  minimumStations: number;
  /** Fewest nats by which "an event" must explain picks and silent stations better than chance. */
  minimumScore: number;
  /** Standard deviation of a P pick, seconds. */
  errorPSeconds: number;
  /** Standard deviation of an S pick, seconds. */
  errorSSeconds: number;
  /** Error of the velocity model: standard deviation as a share of the travel time. */
  modelError: number;
  /** Share of P that are picked at stations an event reaches. */
  detectionP: number;
  /** Share of S that are picked at stations an event reaches. */
  detectionS: number;
  /** Share of phases that are picked at stations beyond its reach. */
  detectionBeyond: number;
  /** Distance between trial epicentres, kilometres. */
  gridKm: number;
  /** Trial depths, kilometres. */
  gridDepthsKm: readonly number[];
  /** How far outside the stations' box trial epicentres go, kilometres. */
  marginKm: number;
  /** Deepest hypocentre, kilometres. */
  largestDepthKm: number;
  /** Farthest station of an event, kilometres. */
  largestDistanceKm: number;
}

/** What is taken where nothing else is asked for: a local network of some dozen kilometres. */
export const ASSOCIATION_DEFAULTS: AssociationOptions = Object.freeze({
  minimumPicks: 6, // four unknowns, and two picks to check them
  minimumP: 3,
  minimumS: 1, // without any S the distance hangs on the pattern of P alone
  minimumStations: 4,
  minimumScore: 16, // beyond the log of the million and more of places and instants tried in a window
  errorPSeconds: 0.15, // pickers on local events: 0.05 to 0.1 s, and late picks
  errorSSeconds: 0.25,
  modelError: 0.015, // layers against a heterogeneous crust
  detectionP: 0.85,
  detectionS: 0.75,
  detectionBeyond: 0.05,
  gridKm: 6, // refining starts from a few kilometres away
  gridDepthsKm: Object.freeze([5, 13]),
  marginKm: 20,
  largestDepthKm: 30,
  largestDistanceKm: 150,
});

const POSITIVE = [
  ...["minimumPicks", "minimumStations", "errorPSeconds", "errorSSeconds", "gridKm"],
  ...["largestDepthKm", "largestDistanceKm", "detectionP", "detectionS", "detectionBeyond"],
] as const;
const SHARES = ["detectionP", "detectionS", "detectionBeyond"] as const;

/** The defaults with what is asked for. Throws ConfigurationError where that makes no sense. */
export function resolveAssociationOptions(
  asked: Partial<AssociationOptions> = {},
): AssociationOptions {
  const options = { ...ASSOCIATION_DEFAULTS, ...asked };
  for (const [key, value] of Object.entries(options)) {
    const numbers = Array.isArray(value) ? value : [value];
    if (!(key in ASSOCIATION_DEFAULTS) || !numbers.every((number) => number >= 0)) {
      throw new ConfigurationError(`Cannot associate picks with ${key} = ${value}`, key);
    }
  }
  for (const key of POSITIVE) {
    if (!(options[key as keyof AssociationOptions] as number > 0)) {
      throw new ConfigurationError(`Cannot associate picks with ${key} = 0`, key);
    }
  }
  for (const key of SHARES) {
    if (options[key] >= 1) {
      throw new ConfigurationError(`Cannot associate picks with ${key} = ${options[key]}`, key);
    }
  }
  if (options.gridDepthsKm.length === 0) {
    throw new ConfigurationError("Cannot associate picks without a trial depth", "gridDepthsKm");
  }
  return options;
}
