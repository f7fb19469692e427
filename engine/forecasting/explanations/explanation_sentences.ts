import type {
  FeatureExplanation,
  ForecastConfiguration,
  ModelCard,
  NetworkExplanation,
} from "../../domain/mod.ts";

/** An explanation's numbers, from which its sentences are made. */
export type ExplanationNumbers = Omit<
  NetworkExplanation,
  "headline" | "sentences" | "permutation" | "skill" | "model" | "data" | "warnings"
>;

/** Amounts below it are no more than rounding of what a reader sees: a hundredth of a per cent. */
const NOTHING = 1e-4;

/** Features as a sentence calls them, the "of the step" and their source left out. */
const WORDS: Readonly<Record<string, string>> = {
  log_count: "number of events",
  log_target_count: "number of target events",
  mean_magnitude: "mean magnitude",
  maximum_magnitude: "largest magnitude",
  log10_seismic_moment: "moment released",
  trailing_b_value: "b-value of the latest 100 magnitude differences",
  trailing_b_value_error: "uncertainty of the b-value",
  log10_days_since_target: "time since the last target event",
  spatial_spread_km: "spread of the epicentres",
  magnitude: "magnitude of the events",
  log10_inter_event_days: "time between events",
  log10_distance_km: "distance between events",
};

/** Says first whether the explained model has skill: without, it is the model that is explained. */
export function explanationHeadline({ skill }: Pick<ModelCard, "skill">): string {
  return skill.beatsBaseline
    ? `This explains a network with skill. ${skill.sentence}`
    : `This explains the model, not the Earth. ${skill.sentence}`;
}

/**
 * Two sentences: what the network says against an average window, and how much of it is its
 * baseline's; and what in the window raised and lowered it most, by what factor and when.
 */
export function explanationSentences(
  numbers: ExplanationNumbers,
  { model }: Pick<ForecastConfiguration, "model">,
): [whole: string, parts: string] {
  return [wholeSentence(numbers, model), partsSentence(numbers, model)];
}

function wholeSentence(numbers: ExplanationNumbers, model: string): string {
  const { answer, average, start, window } = numbers;
  const ownPart = Math.abs(window.amount) < NOTHING
    ? "and its own reading of the window changes nothing"
    : `and ${effectOf(window, numbers)} is its own reading of the window`;
  return `${sayOf(answer.expected, numbers, `the ${model} network`)}, ` +
    `${against(answer.scalar - average.scalar, numbers)} it says of an average window ` +
    `(${figureOf(average.expected, numbers)}): ${effectOf(start, numbers)} is the baseline ` +
    `"${start.baseline}", from which it starts, ${ownPart}.`;
}

function sayOf(expected: number, numbers: ExplanationNumbers, who: string): string {
  const { task, minMagnitude, explained, issuedAt } = numbers;
  const events = `of magnitude ${minMagnitude} or more`;
  const from = issuedAt.slice(0, 10);
  if (task === "magnitude") {
    return `For the next earthquake ${events} after ${from} ${who} expects magnitude ` +
      figureOf(expected, numbers);
  }
  const span = `from ${from} to ${numbers.to.slice(0, 10)}`;
  if (task === "alarm") {
    return `${capital(span)} ${who} gives at least one earthquake ${events} a probability of ` +
      figureOf(expected, numbers);
  }
  const where = task === "map" ? (explained.cell === undefined ? "" : " in this cell") : "";
  return `${capital(span)} ${who} expects ${
    figureOf(expected, numbers)
  } earthquakes ${events}${where}`;
}

function figureOf(expected: number, { task }: Pick<ExplanationNumbers, "task">): string {
  if (task === "alarm") return `${Number((100 * expected).toPrecision(3))} %`;
  if (task === "magnitude") return expected.toFixed(2);
  return String(Number(expected.toPrecision(3)));
}

/** "1.6 times what", "0.02 above what", or "as much as". */
function against(amount: number, { explained: { scale } }: ExplanationNumbers): string {
  if (Math.abs(amount) < NOTHING) return "just what";
  if (scale === "linear") {
    return `${Math.abs(amount).toFixed(3)} ${amount > 0 ? "above" : "below"} what`;
  }
  const factor = factorOf(amount);
  return scale === "log-odds" ? `${factor} times the odds that` : `${factor} times what`;
}

/** "a factor of 1.30" or "+0.012 magnitudes". */
function effectOf(
  { amount }: { amount: number },
  { explained: { scale } }: ExplanationNumbers,
): string {
  if (scale === "linear") return `${signed(amount)} magnitudes`;
  return `a factor of ${factorOf(amount)}`;
}

function partsSentence(numbers: ExplanationNumbers, model: string): string {
  const { features, window } = numbers;
  const [raised, lowered] = [1, -1].map((sign) => strongest(features, sign));
  if (raised === undefined && lowered === undefined) {
    return Math.abs(window.amount) < NOTHING
      ? `The ${model} network answers as its baseline does, so that no part of the window raised or ` +
        "lowered the forecast."
      : "No single input stands out: what some raised others lowered.";
  }
  const say = (feature: FeatureExplanation) => describe(feature, numbers);
  if (raised === undefined) {
    return `It was lowered most by ${say(lowered!)}, and no input raised it on the whole${
      worthOf([lowered!])
    }.`;
  }
  if (lowered === undefined) {
    return `It was raised most by ${say(raised)}, and no input lowered it on the whole${
      worthOf([raised])
    }.`;
  }
  return `In the window it was raised most by ${say(raised)}, and lowered most by ${say(lowered)}${
    worthOf([raised, lowered])
  }.`;
}

/** That features are worth nothing that can be told, where that is so. */
function worthOf(features: readonly FeatureExplanation[]): string {
  const isWorthless = ({ permutation }: FeatureExplanation) =>
    permutation !== undefined && permutation.low <= 0;
  if (!features.every(isWorthless)) return "";
  const which = features.length === 1 ? "it is not" : "neither is";
  return `; on the validation part ${which} worth a gain that can be told from 0`;
}

function strongest(
  features: readonly FeatureExplanation[],
  sign: number,
): FeatureExplanation | undefined {
  const best = features.reduce((best, one) => sign * one.amount > sign * best.amount ? one : best);
  return sign * best.amount >= NOTHING ? best : undefined;
}

/** A feature with its effect, and the stretch of steps in which half of it lies. */
function describe(feature: FeatureExplanation, numbers: ExplanationNumbers): string {
  const { steps, columns, attributions } = numbers;
  const column = columns.indexOf(feature.name);
  const sign = Math.sign(feature.amount);
  const parts = attributions.map((row) => Math.max(0, sign * row[column]));
  const { first, last } = shortestHalf(parts);
  const [from, to] = [steps[first].from.slice(0, 10), steps[last].to.slice(0, 10)];
  const when = from === to ? `on ${from}` : `from ${from} to ${to}`;
  return `the ${wordsOf(feature.name)} (${effectOf(feature, numbers)}, half of it ${when})`;
}

/** The shortest stretch that holds half of a sum. */
export function shortestHalf(parts: readonly number[]): { first: number; last: number } {
  const half = parts.reduce((sum, part) => sum + part, 0) / 2;
  let best = { first: 0, last: parts.length - 1 };
  let [first, sum] = [0, 0];
  for (let last = 0; last < parts.length; last++) {
    sum += parts[last];
    while (sum - parts[first] >= half && first < last) sum -= parts[first++];
    if (sum >= half && last - first < best.last - best.first) best = { first, last };
  }
  return best;
}

/** A feature in words. */
function wordsOf(name: string): string {
  const days = /^log_rate_(\d+)d$/.exec(name)?.[1];
  if (days !== undefined) return `rate over about the last ${days} days`;
  return WORDS[name] ?? `covariate "${name}"`;
}

function factorOf(amount: number): string {
  const factor = Math.exp(amount);
  return Math.abs(amount) < 0.005 ? factor.toFixed(4) : String(Number(factor.toPrecision(3)));
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
