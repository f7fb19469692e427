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
