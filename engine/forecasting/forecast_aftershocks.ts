import {
  type AftershockForecast,
  type Catalogue,
  ConfigurationError,
  DAY_MS,
} from "../domain/mod.ts";
import {
  detectMagnitudeBinWidth,
  RECOVERY_CALIFORNIA,
  RECOVERY_WORLD,
} from "../mathematics/mod.ts";
import {
  AFTERSHOCK_REGIONS,
  aftershockBValue,
  aftershockParameters,
  type AftershockPosterior,
  type AftershockRegionName,
  type AftershockSequence,
  bayesianAftershocks,
  genericAftershocks,
  sequenceSpecificAftershocks,
} from "../models/mod.ts";
import { BAR_LABELS, forecastWindows, FRACTILES } from "./aftershock_windows.ts";
import { chooseMainshock } from "./choose_mainshock.ts";
import { findAftershocks, type FoundAftershocks } from "./find_aftershocks.ts";

/** Ways to know the parameters of a sequence; "auto" is generic at first, then Bayesian. */
export const AFTERSHOCK_FORMS = ["auto", "generic", "sequence-specific", "bayesian"] as const;

/** One of AFTERSHOCK_FORMS. */
export type AftershockForm = typeof AFTERSHOCK_FORMS[number];

/** Networks by how fast their catalogues are complete again: dense ones do as California's. */
export const AFTERSHOCK_RECOVERIES = ["world", "california"] as const;

/** One of AFTERSHOCK_RECOVERIES. */
export type AftershockRecovery = typeof AFTERSHOCK_RECOVERIES[number];

/** How aftershocks are forecast. */
export interface AftershockOptions {
  /** Identifier of the mainshock; the largest event when left out. */
  mainshock?: string;
  /** Events before it cannot be the mainshock, UTC epoch milliseconds. */
  afterMs?: number;
  /** Everything up to then is used, nothing after; the last event's time when left out. */
  issueTimeMs?: number;
  /** Region whose generic parameters are used; active shallow crust when left out. */
  region?: AftershockRegionName;
  /** How the parameters are known; "auto" when left out. */
  form?: AftershockForm;
  /** Completeness in quiet times; the region's when left out. */
  completeness?: number;
  /** How completeness recovers after the mainshock; as in the region when left out. */
  recovery?: AftershockRecovery;
  /** The b-value, or "fit" for that of the aftershocks; 1 when left out, as the region's a was found. */
  b?: number | "fit";
}

/** Before, too little is complete for aftershocks to say more than the region does. */
const LEAST_DAYS = 3 / 24;

/** Magnitudes from which aftershocks are counted. */
const MAGNITUDES = [3, 4, 5, 6, 7];

/**
 * Forecasts the aftershocks of a mainshock for a day, a week, a month and a year from the issue
 * time, in the shape in which the USGS publishes them. The catalogue must be clean.
 *
 * Throws ConfigurationError for a mainshock that is not there or an issue time before it, and
 * InsufficientDataError for a catalogue without magnitudes.
 * Source: Reasenberg & Jones 1989, Science 243; Page et al. 2016, BSSA 106; Michael et al. 2020, SRL 91.
 */
export function forecastAftershocks(
  catalogue: Catalogue,
  options: AftershockOptions = {},
): AftershockForecast {
  const issueTimeMs = options.issueTimeMs ??
    catalogue.timeMs.reduce((latest, time) => Math.max(latest, time), -Infinity);
  const { mainshock: id, afterMs } = options;
  const mainshock = chooseMainshock(catalogue, { id, afterMs, untilMs: issueTimeMs });
  const found = findAftershocks(catalogue, { mainshock, untilMs: issueTimeMs });
  const { posterior, sequence } = posteriorOf(catalogue, {
    mainshock,
    found,
    issueTimeMs,
    options,
  });
  const forecast = forecastWindows(posterior, {
    mainshockMs: catalogue.timeMs[mainshock],
    ...{ issueTimeMs, magnitudes: MAGNITUDES },
  });
  const days = sequence.knownDays;
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
    observations: MAGNITUDES.map((magnitude) => ({
      magnitude,
      count: found.rows.filter((row) => catalogue.magnitude[row] >= magnitude - 1e-9).length,
    })),
    model: describeModel(posterior, { sequence, found, region: regionOf(options) }),
    fractileProbabilities: [...FRACTILES],
    barLabels: [...BAR_LABELS],
    forecast,
    nextForecastTime: issueTimeMs + DAY_MS * (days < 1 ? 1 / 24 : days < 30 ? 1 : 7),
    warnings: listWarnings(sequence, posterior),
  };
}

function regionOf({ region = "ANSR-SHALCON" }: AftershockOptions): AftershockRegionName {
  if (Object.hasOwn(AFTERSHOCK_REGIONS, region)) return region;
  throw new ConfigurationError(
    `Cannot forecast for region "${region}": expected one of ${
      Object.keys(AFTERSHOCK_REGIONS).join(", ")
    }.`,
    "region",
  );
}

function posteriorOf(
  catalogue: Catalogue,
  known: {
    mainshock: number;
    found: FoundAftershocks;
    issueTimeMs: number;
    options: AftershockOptions;
  },
): { posterior: AftershockPosterior; sequence: AftershockSequence } {
  const { mainshock, found, issueTimeMs, options } = known;
  const region = AFTERSHOCK_REGIONS[regionOf(options)];
  const { timeMs, magnitude } = catalogue;
  const startMs = timeMs[mainshock];
  const sequence: AftershockSequence = {
    magnitude: magnitude[mainshock],
    days: found.rows.map((row) => (timeMs[row] - startMs) / DAY_MS),
    magnitudes: found.rows.map((row) => magnitude[row]),
    knownDays: (issueTimeMs - startMs) / DAY_MS,
    catalogue: options.completeness ?? region.catalogue,
    recovery: options.recovery === undefined ? region.recovery : RECOVERIES[options.recovery],
  };
  const binWidth = detectMagnitudeBinWidth(sequence.magnitudes);
  const b = options.b === "fit" ? aftershockBValue(sequence, { binWidth }) ?? 1 : options.b ?? 1;
  const { form = "auto" } = options;
  const chosen = form === "auto" ? sequence.knownDays < LEAST_DAYS ? "generic" : "bayesian" : form;
  const posterior = chosen === "generic"
    ? genericAftershocks(region, { magnitude: sequence.magnitude, b })
    : chosen === "bayesian"
    ? bayesianAftershocks(region, sequence, { b })
    : sequenceSpecificAftershocks(region, sequence, { b });
  return { posterior, sequence };
}

const RECOVERIES = { world: RECOVERY_WORLD, california: RECOVERY_CALIFORNIA } as const;

const NAMES = {
  generic: "Generic",
  "sequence-specific": "Sequence Specific",
  bayesian: "Bayesian Combination",
} as const;

function describeModel(
  posterior: AftershockPosterior,
  { sequence, found, region }: {
    sequence: AftershockSequence;
    found: FoundAftershocks;
    region: AftershockRegionName;
  },
): AftershockForecast["model"] {
  const { mean, deviation } = aftershockParameters(posterior);
  const { factor, offset, slope } = sequence.recovery;
  return {
    name: `Reasenberg-Jones (1989, 1994) aftershock model (${NAMES[posterior.form]})`,
    reference: "Page et al. 2016, BSSA 106",
    region,
    parameters: {
      ...{ a: mean.a, b: posterior.b, magMain: posterior.magnitude, p: mean.p, c: mean.c },
      ...{ aSigma: deviation.a, pSigma: deviation.p, cSigma: deviation.c },
      ...{ Mcat: sequence.catalogue, F: factor, G: offset, H: slope, regionType: "circle" },
      ...{ regionCenterLat: found.centre.latitude, regionCenterLon: found.centre.longitude },
      regionRadius: found.radiusKm,
    },
    eventsUsed: posterior.events,
  };
}

function listWarnings(sequence: AftershockSequence, posterior: AftershockPosterior): string[] {
  const warnings = [
    "This forecast has not been scored against a baseline; the probabilities are those of the model.",
  ];
  if (sequence.magnitudes.length > 0) {
    const largest = Array.from(sequence.magnitudes).reduce((most, value) => Math.max(most, value));
    if (largest > sequence.magnitude) {
      warnings.push(
        `An event of magnitude ${largest} is larger than the mainshock of magnitude ` +
          `${sequence.magnitude} and may have aftershocks of its own.`,
      );
    }
  }
  if (posterior.form === "sequence-specific" && posterior.events < 3) {
    warnings.push(
      `Only ${posterior.events} aftershocks are above completeness: their own parameters are ` +
        "next to unknown.",
    );
  }
  return warnings;
}
