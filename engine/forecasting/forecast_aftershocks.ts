import type { AftershockForecast, Catalogue } from "../domain/mod.ts";
import { detectMagnitudeBinWidth } from "../mathematics/mod.ts";
import {
  AFTERSHOCK_REGIONS,
  aftershockBValue,
  aftershockParameters,
  type AftershockPosterior,
  bayesianAftershocks,
  countAftershocks,
  genericAftershocks,
  sequenceSpecificAftershocks,
} from "../models/mod.ts";
import { AFTERSHOCK_MAGNITUDES, describeWindows, WINDOW_DAYS } from "./aftershock_windows.ts";
import { type AftershockAnswer, answerAftershocks } from "./answer_aftershocks.ts";
import { type KnownSequence, knownSequence, type SequenceOptions } from "./known_sequence.ts";

/** Ways to know the parameters of a sequence; "auto" is generic at first, then Bayesian. */
export const AFTERSHOCK_FORMS = ["auto", "generic", "sequence-specific", "bayesian"] as const;

/** One of AFTERSHOCK_FORMS. */
export type AftershockForm = typeof AFTERSHOCK_FORMS[number];

/** How aftershocks are forecast. */
export interface AftershockOptions extends SequenceOptions {
  /** How the parameters are known; "auto" when left out. */
  form?: AftershockForm;
  /** The b-value, or "fit" for that of the aftershocks; 1 when left out, as the region's a was found. */
  b?: number | "fit";
}

/** Before, too little is complete for aftershocks to say more than the region does. */
const LEAST_DAYS = 3 / 24;

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
  const known = knownSequence(catalogue, options);
  const { sequence, issueTimeMs } = known;
  const posterior = posteriorOf(known, options);
  const magnitudes = [...AFTERSHOCK_MAGNITUDES, posterior.magnitude];
  const from = sequence.knownDays;
  return answerAftershocks(known, {
    forecast: describeWindows(
      ({ window, magnitude }) =>
        countAftershocks(posterior, {
          ...{ from, to: from + WINDOW_DAYS[window], magnitude: magnitudes[magnitude] },
        }),
      { issueTimeMs, magnitudes },
    ),
    model: describeModel(posterior),
    warnings: warnUnknown(posterior),
  });
}

function posteriorOf(
  { sequence, region: name }: KnownSequence,
  options: AftershockOptions,
): AftershockPosterior {
  const region = AFTERSHOCK_REGIONS[name];
  const binWidth = detectMagnitudeBinWidth(sequence.magnitudes);
  const b = options.b === "fit" ? aftershockBValue(sequence, { binWidth }) ?? 1 : options.b ?? 1;
  const { form = "auto" } = options;
  const chosen = form === "auto" ? sequence.knownDays < LEAST_DAYS ? "generic" : "bayesian" : form;
  return chosen === "generic"
    ? genericAftershocks(region, { magnitude: sequence.magnitude, b })
    : chosen === "bayesian"
    ? bayesianAftershocks(region, sequence, { b })
    : sequenceSpecificAftershocks(region, sequence, { b });
}

const NAMES = {
  generic: "Generic",
  "sequence-specific": "Sequence Specific",
  bayesian: "Bayesian Combination",
} as const;

function describeModel(posterior: AftershockPosterior): AftershockAnswer["model"] {
  const { mean, deviation } = aftershockParameters(posterior);
  return {
    name: `Reasenberg-Jones (1989, 1994) aftershock model (${NAMES[posterior.form]})`,
    reference: "Page et al. 2016, BSSA 106",
    parameters: {
      ...{ a: mean.a, b: posterior.b, magMain: posterior.magnitude, p: mean.p, c: mean.c },
      ...{ aSigma: deviation.a, pSigma: deviation.p, cSigma: deviation.c },
    },
    eventsUsed: posterior.events,
  };
}

function warnUnknown({ form, events }: AftershockPosterior): string[] {
  if (form !== "sequence-specific" || events >= 3) return [];
  return [
    `Only ${events} aftershocks are above completeness: their own parameters are next to unknown.`,
  ];
}
