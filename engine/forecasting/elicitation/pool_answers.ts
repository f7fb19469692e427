import type { ElicitationQuestion } from "../../domain/mod.ts";
import {
  type Disagreement,
  disagreementOf,
  type ExpertWeighting,
  mixDistributions,
  weightsOfExperts,
} from "../../evaluation/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { shortenDistribution } from "../pools/answer_of_distribution.ts";
import { earnedOdds, lastAnswers } from "./score_elicitations.ts";
import { tiltDistribution } from "./tilt_distribution.ts";

/** What model and experts say of a question, together and each. */
export interface PooledAnswer {
  /** The question. */
  question: string;
  /** Probability of at least one event by all together. */
  probability: number;
  /** Probability of 0, 1, 2, ... events by all together; the last is of that number or more. */
  distribution: number[];
  /** The model, then each expert who answered: weight, probability of at least one, expected number. */
  voices: { name: string; weight: number; probability: number; expected: number; reason: string }[];
  /** How far they are apart. */
  disagreement: Disagreement;
}

/**
 * Pools what was answered so far with what the model says, by weights earned before the window begins: by
 * windows that are over now, for of one that still runs nobody knows yet how many events come.
 */
export function poolAnswers(
  database: Database,
  question: ElicitationQuestion,
  { nowMs, weighting = {} }: { nowMs: number; weighting?: ExpertWeighting },
): PooledAnswer {
  const answers = lastAnswers(database.elicitations.answers(question.id));
  const odds = earnedOdds(database, { timeMs: Math.min(nowMs, question.startMs), weighting });
  const weights = weightsOfExperts(answers.map(({ author }) => author), odds, weighting);
  const experts = answers.map((answer) => ({
    ...{ name: answer.author, weight: weights.get(answer.author)!, reason: answer.reason },
    distribution: tiltDistribution(question.distribution, answer),
  }));
  const rest = experts.reduce((left, { weight }) => left - weight, 1);
  const model = { name: question.model, weight: rest, reason: "" };
  const voices = [{ ...model, distribution: [...question.distribution] }, ...experts];
  const distribution = mixDistributions(voices);
  return {
    question: question.id,
    probability: 1 - distribution[0],
    distribution: shortenDistribution(distribution),
    voices: voices.map(({ name, weight, reason, distribution: law }) => ({
      ...{ name, weight, reason, probability: 1 - law[0] },
      expected: law.reduce((sum, one, count) => sum + one * count, 0),
    })),
    disagreement: disagreementOf(voices),
  };
}
