import {
  type ElicitationAnswer,
  type ElicitationQuestion,
  polygonContains,
  reachesMagnitude,
} from "../../domain/mod.ts";
import {
  earnOdds,
  type ExpertOdds,
  type ExpertRound,
  type ExpertWeighting,
  LOWEST_LOG_SCORE,
  poolExperts,
  weightsOfExperts,
} from "../../evaluation/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { EARTHQUAKES } from "./ask_question.ts";
import { logProbabilityIn, tiltDistribution } from "./tilt_distribution.ts";

/** How one forecaster did in one window. */
export interface ElicitedScore {
  /** Probability that was given to one event or more. */
  probability: number;
  /** Log score of the number that came, nats; larger is better. */
  logScore: number;
  /** Brier score of one event or more; smaller is better. */
  brier: number;
}

/** How all did in one window that is over. */
export interface ScoredQuestion {
  /** The question. */
  question: string;
  /** End of its window, UTC epoch milliseconds. */
  endMs: number;
  /** Events that came. */
  observed: number;
  /** The model. */
  model: ElicitedScore & { name: string };
  /** Model and experts together, by what had been earned before the window began. */
  pool: ElicitedScore;
  /** Each expert who answered, with the weight in the pool. */
  experts: (ElicitedScore & { author: string; weight: number })[];
}

/** What an expert has earned. */
export interface ExpertStanding {
  /** Name. */
  author: string;
  /** Windows scored. */
  scored: number;
  /** Odds against the model. */
  odds: number;
  /** Weight in a pool with this expert alone. */
  weight: number;
  /** Mean gain of the expert over the model, nats a window; null before anything is scored. */
  gain: number | null;
  /** Mean Brier score of the expert; null before anything is scored. */
  brier: number | null;
  /** Mean Brier score of the model in the same windows. */
  modelBrier: number | null;
}

/** All that is known of how experts do. */
export interface ElicitationScores {
  /** Windows that are over, by their end. */
  questions: ScoredQuestion[];
  /** The experts, by name. */
  experts: ExpertStanding[];
  /** Sum of the pool's log scores less that of the model's, nats. */
  poolGain: number;
}

/** The answers that count: of each expert the last. */
export function lastAnswers(answers: readonly ElicitationAnswer[]): ElicitationAnswer[] {
  return [...new Map(answers.map((answer) => [answer.author, answer])).values()]
    .sort((one, other) => one.author < other.author ? -1 : 1);
}

/**
 * Scores every question whose window is over by a time, by the events that the database has by now, and
 * tells what experts have earned. A pool hears each expert with the weight that was earned by windows
 * that had ended when its own began; answers given later than that were refused.
 */
export function scoreElicitations(
  database: Database,
  { nowMs, weighting = {} }: { nowMs: number; weighting?: ExpertWeighting },
): ElicitationScores {
  const over = database.elicitations.questions().filter(({ endMs }) => endMs <= nowMs)
    .sort((one, other) => one.endMs - other.endMs || (one.id < other.id ? -1 : 1));
  const rounds = over.map((question) => roundOf(database, question));
  const questions = rounds.map((round) => {
    const earned = oddsAt(rounds, { timeMs: round.question.startMs, weighting });
    return scoreRound(
      round,
      weightsOfExperts(Object.keys(round.scores.experts), earned, weighting),
    );
  });
  const odds = oddsAt(rounds, { timeMs: nowMs, weighting });
  const authors = new Set(database.elicitations.answers().map(({ author }) => author));
  return {
    questions,
    experts: [...authors].sort().map((author) =>
      standingOf(author, { questions, odds, weighting })
    ),
    poolGain: questions.reduce((sum, { pool, model }) => sum + pool.logScore - model.logScore, 0),
  };
}

/** What experts have earned by a time. */
export function earnedOdds(
  database: Database,
  { timeMs, weighting = {} }: { timeMs: number; weighting?: ExpertWeighting },
): ExpertOdds {
  const over = database.elicitations.questions().filter(({ endMs }) => endMs <= timeMs)
    .sort((one, other) => one.endMs - other.endMs || (one.id < other.id ? -1 : 1));
  return oddsAt(over.map((question) => roundOf(database, question)), { timeMs, weighting });
}

interface Round {
  question: ElicitationQuestion;
  observed: number;
  scores: ExpertRound;
  distributions: Map<string, number[]>;
}

function roundOf(database: Database, question: ElicitationQuestion): Round {
  const observed = countEvents(database, question);
  const distributions = new Map(
    lastAnswers(database.elicitations.answers(question.id))
      .map((answer) => [answer.author, tiltDistribution(question.distribution, answer)]),
  );
  const score = (law: readonly number[]) =>
    Math.max(LOWEST_LOG_SCORE, logProbabilityIn(law, observed));
  const experts = Object.fromEntries(
    [...distributions].map(([author, law]) => [author, score(law)]),
  );
  const scores = { model: score(question.distribution), experts };
  return { question, observed, scores, distributions };
}

function oddsAt(
  rounds: readonly Round[],
  { timeMs, weighting }: { timeMs: number; weighting: ExpertWeighting },
): ExpertOdds {
  return rounds.filter(({ question }) => question.endMs <= timeMs)
    .reduce<ExpertOdds>((odds, { scores }) => earnOdds(odds, scores, weighting), new Map());
}

function scoreRound(
  { question, observed, scores, distributions }: Round,
  weights: ReadonlyMap<string, number>,
): ScoredQuestion {
  const brier = (probability: number) => (probability - (observed > 0 ? 1 : 0)) ** 2;
  const scored = (logScore: number, probability: number): ElicitedScore => ({
    ...{ probability, logScore, brier: brier(probability) },
  });
  const own = 1 - question.distribution[0];
  const experts = [...distributions].map(([author, law]) => ({
    ...{ author, weight: weights.get(author)! },
    ...scored(scores.experts[author], 1 - law[0]),
  }));
  const pooled = experts.reduce(
    (sum, { weight, probability }) => sum + weight * (probability - own),
    own,
  );
  return {
    ...{ question: question.id, endMs: question.endMs, observed },
    model: { name: question.model, ...scored(scores.model, own) },
    pool: scored(poolExperts(scores, weights), pooled),
    experts,
  };
}

function standingOf(
  author: string,
  { questions, odds, weighting }: {
    questions: readonly ScoredQuestion[];
    odds: ExpertOdds;
    weighting: ExpertWeighting;
  },
): ExpertStanding {
  const rows = questions.flatMap(({ experts, model }) =>
    experts.filter((expert) => expert.author === author).map((expert) => ({ expert, model }))
  );
  const mean = (values: number[]) =>
    values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
  const own = new Map([...odds].filter(([name]) => name === author));
  const weight = weightsOfExperts([author], own, weighting).get(author)!;
  const { priorOdds = 0.05 } = weighting;
  return {
    ...{ author, scored: rows.length, odds: odds.get(author) ?? priorOdds, weight },
    gain: mean(rows.map(({ expert, model }) => expert.logScore - model.logScore)),
    brier: mean(rows.map(({ expert }) => expert.brier)),
    modelBrier: mean(rows.map(({ model }) => model.brier)),
  };
}

/** Earthquakes that came in a window, as the database knows them by now. */
function countEvents(
  database: Database,
  { startMs, endMs, minimumMagnitude, region, within }: ElicitationQuestion,
): number {
  const events = database.events.list({
    ...{ startMs, endMs, eventTypes: EARTHQUAKES },
    minimumMagnitude: minimumMagnitude - 0.001,
  });
  return events.filter(({ timeMs, magnitude, latitude, longitude }) =>
    timeMs >= startMs && timeMs < endMs && reachesMagnitude(magnitude, minimumMagnitude) &&
    [region, within].every((one) =>
      one === null || one === undefined || polygonContains(one, latitude, longitude)
    )
  ).length;
}
