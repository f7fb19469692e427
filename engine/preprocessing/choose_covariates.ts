import {
  ConfigurationError,
  type Covariate,
  type ForecastConfiguration,
  nearestWord,
} from "../domain/mod.ts";
import { sortedQuantile } from "../mathematics/mod.ts";
import { COVARIATE_RULES, type CovariateRule } from "./align_covariate.ts";

/** A covariate's rule, as configured. */
export interface ChosenRule {
  /** The covariate. */
  name: string;
  /** How its samples fill a step; forward unless configured. */
  rule: CovariateRule;
}

/**
 * Reads "name:rule" pairs for the covariates at hand; what has no rule is filled forward.
 *
 * Throws ConfigurationError for an unknown name or rule, or a covariate named twice or like a feature.
 */
export function chooseCovariateRules(
  configuration: Pick<ForecastConfiguration, "covariateRules">,
  covariates: readonly Covariate[],
  featureNames: readonly string[],
): ChosenRule[] {
  const names = covariates.map((covariate) => covariate.name);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index && !featureNames.includes(name)) continue;
    throw new ConfigurationError(
      `Cannot use covariate "${name}": another input has that name.`,
      "covariates",
    );
  }
  const rules = new Map<string, CovariateRule>();
  for (const text of configuration.covariateRules) {
    const [name, rule] = splitRule(text);
    if (!names.includes(name)) {
      throw new ConfigurationError(
        `Cannot set a rule for covariate "${name}": given are ${names.join(", ") || "none"}.`,
        "covariateRules",
        nearestWord(name, names),
      );
    }
    rules.set(name, rule);
  }
  return names.map((name) => ({ name, rule: rules.get(name) ?? "forward" }));
}

/**
 * The covariate of a name.
 *
 * Throws ConfigurationError where it is not among those given.
 */
export function findCovariate(covariates: readonly Covariate[], name: string): Covariate {
  const covariate = covariates.find((candidate) => candidate.name === name);
  if (covariate !== undefined) return covariate;
  throw new ConfigurationError(
    `Cannot prepare the inputs: covariate "${name}", with which the model was trained, is not given.`,
    "covariates",
    nearestWord(name, covariates.map((candidate) => candidate.name)),
  );
}

/** Twice the interval that one in twenty exceeds: a sample is held over usual gaps, not over an outage. */
const HELD_INTERVALS = 2;
const HELD_QUANTILE = 0.95;

/** How long a covariate's samples are held, by its intervals in the training part, milliseconds. */
export function chooseHold({ timeMs, values }: Covariate, trainEndMs: number): number | undefined {
  const known = timeMs.filter((time, i) => time < trainEndMs && Number.isFinite(values[i]));
  if (known.length < 2) return undefined;
  const intervals = known.subarray(1).map((time, i) => time - known[i]).sort();
  return HELD_INTERVALS * sortedQuantile(intervals, HELD_QUANTILE);
}

function splitRule(text: string): [string, CovariateRule] {
  const colon = text.lastIndexOf(":");
  const rule = COVARIATE_RULES.find((known) => known === text.slice(colon + 1).trim());
  if (colon > 0 && rule !== undefined) return [text.slice(0, colon).trim(), rule];
  throw new ConfigurationError(
    `Cannot read covariate rule "${text}": expected name:rule, the rule one of ` +
      `${COVARIATE_RULES.join(", ")}.`,
    "covariateRules",
    nearestWord(text.slice(colon + 1), COVARIATE_RULES),
  );
}
