import {
  ConfigurationError,
  type Option,
  type OptionTable,
  type OptionValues,
  resolveOptions,
} from "../engine/domain/mod.ts";
import type { WaveformJobKind } from "./forecast_job.ts";

const text = (about: string): Option<string | undefined> => ({
  kind: "text",
  default: undefined,
  about,
});

const number = (
  about: string,
  range: { minimum?: number; maximum?: number } = {},
): Option<number | undefined> => ({ kind: "number", default: undefined, about, ...range });

const word = (
  about: string,
  choices: readonly [string, ...string[]],
): Option<string | undefined> => ({ kind: "choice", default: undefined, choices, about });

const DEPTHS = { minimum: -10, maximum: 800 };
const PROBABILITY = { minimum: 0, maximum: 1 };

/** The options of a request with waveforms: in the query string, in a form, or in JSON. */
export const WAVEFORM_OPTIONS = Object.freeze({
  pick: {
    model: text("name of a picker; GET /v1/models lists the models"),
    picker: word("a classical picker instead", ["sta-lta", "ar"]),
    thresholdP: number("least probability of a P; the picker's own if left out", PROBABILITY),
    thresholdS: number("least probability of an S; the picker's own if left out", PROBABILITY),
    step: number("seconds between two windows of the picker; 7.5 if left out"),
  },
  pickExplanation: {
    model: text("name of a picker that is a network; GET /v1/models lists the models"),
    phase: text("P or S; the likeliest pick of either if left out"),
    time: text("about when the pick is, to 2 s, ISO 8601; the likeliest if left out"),
    thresholdP: number("least probability of a P; the picker's own if left out", PROBABILITY),
    thresholdS: number("least probability of an S; the picker's own if left out", PROBABILITY),
    step: number("seconds between two windows of the picker; 7.5 if left out"),
  },
  location: {
    shallowest: number("shallowest hypocentre, km below sea level; -5 if left out", DEPTHS),
    deepest: number("deepest hypocentre, km; what the velocities allow if left out", DEPTHS),
  },
  magnitude: {
    model: text("name of a magnitude network; without it no magnitude comes from a network"),
    eventId: text("which event is meant, where several were sent"),
    distanceKm: number("epicentral distance, in place of an event", { minimum: 0.1 }),
    depthKm: number("depth, where the event knows none", DEPTHS),
    pTime: text("P arrival of the only station, ISO 8601, in place of picks"),
    unit: word("unit of the samples, where they are ground motion and not counts", [
      ...["m", "m/s", "m/s**2"] as const,
    ]),
    methods: {
      ...{ kind: "names", default: [] as readonly string[] },
      choices: ["local", "displacement", "period", "network"],
      about: "ways to a magnitude, with commas; all that can be if left out",
    } satisfies Option<readonly string[]>,
    scale: word("how amplitude falls off with distance", ["iaspei", "hutton-boore"]),
    combine: word("how stations are put together", ["mean", "median"]),
    regionOffset: number("added to displacement magnitudes: 0.3 in Italy, 0.5 in Japan"),
  },
  impact: {
    eventId: text("which event is meant, where several were sent"),
    magnitude: number("moment magnitude, in place of the event's", { minimum: 0, maximum: 10 }),
    latitude: number("of the epicentre, degrees north", { minimum: -90, maximum: 90 }),
    longitude: number("of the epicentre, degrees east", { minimum: -180, maximum: 360 }),
    depthKm: number("of the hypocentre; 10 where nobody knows", DEPTHS),
    strike: number("direction of the rupture, degrees; the mean over all if left out"),
    mechanism: word("how the fault slips", [
      ...["unspecified", "strike-slip", "normal", "reverse"] as const,
    ]),
    intensityModel: word("how intensity is predicted; motion if left out", [
      ...["motion", "allen2012", "atkinson-wald-2007"] as const,
    ]),
    vs30: number("ground, m/s; 760 if left out", { minimum: 50, maximum: 5000 }),
    country: text("country of the people, two letters; XF is California"),
    syntheticPopulation: {
      kind: "boolean",
      default: false as boolean,
      about: "people made up around the epicentre, to try it out",
    } satisfies Option<boolean>,
    seed: { ...number("of people made up; 1 if left out", { minimum: 0 }), kind: "integer" },
    radiusKm: number("half the width of the map; to intensity 4 if left out", {
      ...{ minimum: 1, maximum: 1000 },
    }),
    cellDegrees: number("edge of a cell of the map", { minimum: 0.0001, maximum: 5 }),
  },
}) satisfies Readonly<Record<WaveformJobKind, OptionTable>>;

/** The checked options of a kind of request. */
export type WaveformOptions<Kind extends WaveformJobKind> = OptionValues<
  typeof WAVEFORM_OPTIONS[Kind]
>;

/** Checks the options of a request. Throws ConfigurationError for an unknown one and a wrong value. */
export function resolveWaveformOptions<Kind extends WaveformJobKind>(
  kind: Kind,
  given: Record<string, unknown>,
): WaveformOptions<Kind> {
  return resolveOptions(WAVEFORM_OPTIONS[kind], given) as WaveformOptions<Kind>;
}

/** The name of a model that must be there. Throws ConfigurationError where it is not. */
export function needModel(model: string | undefined): string {
  if (model !== undefined && model !== "") return model;
  throw new ConfigurationError(
    "Cannot go on without a model: name one of those that GET /v1/models lists.",
    "model",
  );
}
