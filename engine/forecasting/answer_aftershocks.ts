import { type AftershockForecast, type AftershockWindow, DAY_MS } from "../domain/mod.ts";
import { AFTERSHOCK_MAGNITUDES, BAR_LABELS, FRACTILES } from "./aftershock_windows.ts";
import type { KnownSequence } from "./known_sequence.ts";

/** What a model says of a sequence. */
export interface AftershockAnswer {
  /** Day, week, month and year. */
  forecast: AftershockWindow[];
  /** What made it. */
  model: Pick<AftershockForecast["model"], "name" | "reference" | "eventsUsed"> & {
    parameters: Record<string, number | string>;
  };
  /** What a reader must know of the model. */
  warnings?: string[];
}

/** Part of a magnitude by which rounding may miss an edge. */
const EDGE = 1e-9;

/** A forecast in the shape in which the USGS publishes them, from what a model says of a sequence. */
export function answerAftershocks(
  known: KnownSequence,
  { forecast, model, warnings = [] }: AftershockAnswer,
): AftershockForecast {
  const { catalogue, mainshock, issueTimeMs, sequence, found, region } = known;
  const days = sequence.knownDays;
  const { factor, offset, slope } = sequence.recovery;
  return {
    creationTime: issueTimeMs,
    expireTime: forecast[forecast.length - 1].timeEnd,
    advisoryTimeFrame: days < 1 ? "1 Day" : days < 30 ? "1 Week" : "1 Month",
    mainshock: {
      id: catalogue.id.at(mainshock),
      time: catalogue.timeMs[mainshock],
      magnitude: catalogue.magnitude[mainshock],
      latitude: catalogue.latitude[mainshock],
      longitude: catalogue.longitude[mainshock],
    },
    observations: countObserved(known),
    model: {
      name: model.name,
      reference: model.reference,
      region,
      parameters: {
        ...model.parameters,
        ...{ Mcat: sequence.catalogue, F: factor, G: offset, H: slope, regionType: "circle" },
        ...{ regionCenterLat: found.centre.latitude, regionCenterLon: found.centre.longitude },
        regionRadius: found.radiusKm,
      },
      eventsUsed: model.eventsUsed,
    },
    fractileProbabilities: [...FRACTILES],
    barLabels: [...BAR_LABELS],
    forecast,
    nextForecastTime: issueTimeMs + DAY_MS * (days < 1 ? 1 / 24 : days < 30 ? 1 : 7),
    warnings: [
      "This forecast has not been scored against a baseline; the probabilities are those of the model.",
      ...warnLarger(known),
      ...warnings,
    ],
  };
}

/** Aftershocks so far; below the smallest magnitude of the catalogue their number is not known. */
function countObserved({ catalogue, found }: KnownSequence): AftershockForecast["observations"] {
  const { magnitude } = catalogue;
  const smallest = magnitude.reduce((least, m) => m < least ? m : least, Infinity);
  return AFTERSHOCK_MAGNITUDES.map((least) => ({
    magnitude: least,
    count: found.rows.filter((row) => magnitude[row] >= least - EDGE).length,
    isKnown: least >= smallest - EDGE,
  }));
}

function warnLarger({ sequence }: KnownSequence): string[] {
  const largest = Array.from(sequence.magnitudes).reduce(
    (most, value) => Math.max(most, value),
    -Infinity,
  );
  if (!(largest > sequence.magnitude)) return [];
  return [
    `An event of magnitude ${largest} is larger than the mainshock of magnitude ` +
    `${sequence.magnitude} and may have aftershocks of its own.`,
  ];
}
