import type { PoolMemberNote, Skill } from "../../domain/mod.ts";
import { informationGain, poolLogScores } from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { logScoresOf, type PoolPart, sumOverCells } from "./pool_scores.ts";

/** Horizons that make up one block of the bootstrap: of less, a block hides its dependence. */
const HORIZONS_PER_BLOCK = 3;

/** Fewest horizons that do not overlap from which anything can be told. */
const FEWEST_HORIZONS = 10;

/** Differences of log scores below it are rounding, nats. */
const ROUNDING = 1e-9;

/** Half of the last digit that is shown, nats: a smaller loss is none. */
const SHOWN = 5e-4;

/** What a pool is measured against. */
export interface PoolRival {
  /** Name of the rival. */
  name: string;
  /** What it is, in the sentence: "the best baseline". */
  role: string;
  /** Its log scores. [window] */
  logScores: ArrayLike<number>;
  /** What pools, in the sentence: "The pool", "The pool without etas". */
  subject: string;
  /** What follows where the pool is not better, such as "use the baseline". */
  advice: string;
}

/**
 * Information gain of a pool over a rival on the same windows, nats per window, with a paired
 * block-bootstrap interval: blocks of three horizons, and no verdict from fewer than ten.
 */
export function measurePoolSkill(
  logScores: ArrayLike<number>,
  rival: PoolRival,
  { overlap, seed }: { overlap: number; seed: number },
): Skill {
  const windows = logScores.length;
  const theirs = rival.logScores;
  const ours = Float64Array.from(
    logScores,
    (score, i) => Math.abs(score - theirs[i]) < ROUNDING ? theirs[i] : score,
  );
  const { nats, low, high, blockLength } = informationGain(ours, theirs, {
    blockLength: Math.max(HORIZONS_PER_BLOCK * overlap, Math.ceil(Math.cbrt(windows))),
    random: new RandomStream(seed).fork(`pool against ${rival.role}`),
  }) as Record<"nats" | "low" | "high" | "blockLength", number>; // a part has at least 8 windows
  const canTell = windows / overlap >= FEWEST_HORIZONS;
  const beatsBaseline = canTell && low > 0;
  const figures = { nats, low, high, windows, beatsBaseline };
  const sentence = describe(rival, { ...figures, canTell });
  return { baseline: rival.name, ...figures, blockLength, sentence };
}

function describe(
  { name, role, subject, advice }: PoolRival,
  { nats, low, high, windows, beatsBaseline, canTell }:
    & Pick<Skill, "nats" | "low" | "high" | "windows" | "beatsBaseline">
    & { canTell: boolean },
): string {
  const rival = name === role ? role : `${role} (${name})`;
  const verdict = !canTell
    ? `Too little test time to tell whether ${lower(subject)} beats ${rival}${advice}`
    : beatsBaseline
    ? `${subject} beats ${rival}`
    : high < -SHOWN
    ? `${subject} is worse than ${rival}${advice}`
    : `${subject} does not beat ${rival}${advice}`;
  return `${verdict}; information gain ${nats < 0 ? "" : "+"}${nats.toFixed(3)} nats per window, ` +
    `95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, on ${windows} windows no member saw.`;
}

function lower(subject: string): string {
  return subject[0].toLowerCase() + subject.slice(1);
}

/** Weights with some members left out, those of the others made to add up to 1; equal where all have none. */
export function renormalise(weights: readonly number[], isHeard: readonly boolean[]): number[] {
  const sum = weights.reduce((total, weight, k) => isHeard[k] ? total + weight : total, 0);
  const heard = isHeard.filter(Boolean).length;
  return weights.map((weight, k) => !isHeard[k] ? 0 : sum > 0 ? weight / sum : 1 / heard);
}

/** The member, among those heard, with the highest mean log score on the validation part. */
export function bestMemberOf(
  members: readonly Pick<PoolMemberNote, "validationLogScore">[],
  isHeard: readonly boolean[],
): number {
  let best = -1;
  members.forEach(({ validationLogScore }, k) => {
    if (!isHeard[k]) return;
    if (best < 0 || validationLogScore > members[best].validationLogScore) best = k;
  });
  return best;
}

/** Who is measured on a part of the windows, and against what. */
export interface PoolCase {
  /** The members, in the order of the card. */
  members: readonly PoolMemberNote[];
  /** Which of them are heard. [member] */
  isHeard: readonly boolean[];
  /** What the members said. */
  part: PoolPart;
  /** The best baseline of the validation part and its log scores. [window, cell] */
  baseline: { name: string; logScores: ArrayLike<number> };
  /** Seed of the bootstrap. */
  seed: number;
}

/** Skill of the members that are heard, pooled: over the baseline, their best, and equal weights. */
export function skillOfCase({ members, isHeard, part, baseline, seed }: PoolCase): {
  skill: Skill;
  overBestMember: Skill;
  overEqualWeights: Skill;
} {
  const scores = logScoresOf(part);
  const all = renormalise(members.map(({ weight }) => weight), isHeard);
  const pooled = poolLogScores(scores, all);
  const left = members.filter((_, k) => !isHeard[k]).map(({ name }) => name);
  const subject = left.length === 0 ? "The pool" : `The pool without ${left.join(" and ")}`;
  const options = { overlap: part.overlap, seed };
  const best = bestMemberOf(members, isHeard);
  const equal = poolLogScores(scores, renormalise(members.map(() => 1), isHeard));
  const measure = ({ logScores, ...rival }: Omit<PoolRival, "subject">) =>
    measurePoolSkill(
      sumOverCells(pooled, part),
      { ...rival, logScores: sumOverCells(logScores, part), subject },
      options,
    );
  return {
    skill: measure({
      ...{ ...baseline, role: "the best baseline", advice: ": use the baseline" },
    }),
    overBestMember: measure({
      ...{ name: members[best].name, role: "its best member", advice: "" },
      logScores: scores[best],
    }),
    overEqualWeights: measure({
      ...{ name: "equal weights", role: "equal weights", advice: "", logScores: equal },
    }),
  };
}
