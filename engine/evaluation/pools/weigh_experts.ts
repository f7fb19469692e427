import { ConfigurationError, InputError } from "../../domain/mod.ts";

/** What a model and experts said of one window that is over. */
export interface ExpertRound {
  /** Log probability that the model gave to what happened, nats. */
  model: number;
  /** The same of each expert who answered, by name. */
  experts: Readonly<Record<string, number>>;
}

/** How weights are earned. */
export interface ExpertWeighting {
  /** Odds of a new expert against the model, 0.05 unless given: nobody has to be believed at once. */
  priorOdds?: number;
  /** Largest weight of all experts together, 0.5 unless given. */
  cap?: number;
  /** Part of each score that counts, above 0 to 1; 1 unless given, which is Bayes' rule. */
  learningRate?: number;
}

/** The odds of experts against the model, as earned so far. */
export type ExpertOdds = ReadonlyMap<string, number>;

/** How pooled forecasts have done. */
export interface WeighedExperts {
  /** Odds after all rounds. */
  odds: ExpertOdds;
  /** Log score of the pool in each round, by what was earned before it. [round] */
  pooled: number[];
  /** At most so much can the pool's sum of scores be below the model's, nats, whatever comes. */
  regretBound: number;
}

/** Every value of how weights are earned. Throws ConfigurationError for one out of its range. */
export function checkWeighting(
  { priorOdds = 0.05, cap = 0.5, learningRate = 1 }: ExpertWeighting,
): Required<ExpertWeighting> {
  const isRight = priorOdds > 0 && priorOdds <= 1 && cap > 0 && cap < 1 &&
    learningRate > 0 && learningRate <= 1;
  if (isRight) return { priorOdds, cap, learningRate };
  throw new ConfigurationError(
    `Cannot weigh experts with prior odds ${priorOdds}, cap ${cap} and learning rate ` +
      `${learningRate}: need odds above 0 to 1, a cap between 0 and 1, a rate above 0 to 1.`,
    "priorOdds",
  );
}

/**
 * Weights of the experts who answer, by what they have earned: their sum never reaches the cap, the rest
 * is the model's. An expert who was never scored has the prior odds.
 */
export function weightsOfExperts(
  names: readonly string[],
  odds: ExpertOdds,
  weighting: ExpertWeighting = {},
): Map<string, number> {
  const { priorOdds, cap } = checkWeighting(weighting);
  const strangers = names.filter((name) => !odds.has(name)).length;
  const total = [...odds.values()].reduce((sum, one) => sum + one, 1 + strangers * priorOdds);
  return new Map(names.map((name) => [name, cap * (odds.get(name) ?? priorOdds) / total]));
}

/** Odds after one more round: each expert's by what the hedged expert gained over the model. */
export function earnOdds(
  odds: ExpertOdds,
  { model, experts }: ExpertRound,
  weighting: ExpertWeighting = {},
): Map<string, number> {
  const { priorOdds, cap, learningRate } = checkWeighting(weighting);
  const next = new Map(odds);
  for (const [name, score] of Object.entries(experts)) {
    const gain = Math.log1p(cap * Math.expm1(score - model));
    next.set(name, (odds.get(name) ?? priorOdds) * Math.exp(learningRate * gain));
  }
  return next;
}

/** Log probability of a pool of model and experts, nats, by weights of the experts. */
export function poolExperts(
  { model, experts }: ExpertRound,
  weights: ReadonlyMap<string, number>,
): number {
  let ratio = 1;
  for (const [name, score] of Object.entries(experts)) {
    ratio += (weights.get(name) ?? 0) * Math.expm1(score - model);
  }
  return model + Math.log(ratio);
}

/**
 * Experts in a pool with a model, round after round: weights are earned by past scores alone.
 *
 * The rivals of the model are not the experts but hedged experts, h = (1 − cap) model + cap expert; the
 * pool is the Bayesian mixture (exponential weights, where the learning rate is below 1) of the model
 * and these. So nobody's weight ever exceeds the cap, one who says the impossible costs no more than
 * ln 1/(1 − cap) at a time, and yet the bound of the mixture holds exactly: with all N experts there
 * from the first round the pool's sum of scores is at least the model's less ln(1 / prior weight of the
 * model) = ln(1 + N odds), over the learning rate. One who does not answer says what the model says:
 * silence neither earns nor costs anything.
 *
 * Throws InputError for a model that held impossible what happened, ConfigurationError as checkWeighting.
 * Source: Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, section 9.2 (mixture, log loss);
 * Freund et al. 1997, STOC (specialists who may abstain).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { weighExperts } from "@quakecast/quakecast/evaluation";
 * const rounds = Array.from({ length: 20 }, () => ({ model: -1, experts: { ann: -0.5, bob: -2 } }));
 * const { odds } = weighExperts(rounds);
 * assert(odds.get("ann")! > 1 && odds.get("bob")! < 0.01);
 * ```
 */
export function weighExperts(
  rounds: readonly ExpertRound[],
  weighting: ExpertWeighting = {},
): WeighedExperts {
  const { priorOdds, learningRate } = checkWeighting(weighting);
  let odds: ExpertOdds = new Map();
  let bound = 0;
  const pooled = rounds.map((round, i) => {
    if (!Number.isFinite(round.model)) {
      throw new InputError(`Cannot weigh experts: the model's score of round ${i}`, {
        ...{ value: String(round.model), expected: "a finite number of nats" },
      });
    }
    const names = Object.keys(round.experts);
    const strangers = names.filter((name) => !odds.has(name)).length;
    const known = [...odds.values()].reduce((sum, one) => sum + one, 1);
    bound += Math.log1p(strangers * priorOdds / known);
    const score = poolExperts(round, weightsOfExperts(names, odds, weighting));
    odds = earnOdds(odds, round, weighting);
    return score;
  });
  return { odds, pooled, regretBound: bound / learningRate };
}
