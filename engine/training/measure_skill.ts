import type { Skill } from "../domain/mod.ts";
import { informationGain } from "../evaluation/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import type { ScoredAnswers, ScoredRange } from "./score_range.ts";

/** How skill is measured. */
export interface SkillOptions {
  /** Name of the baseline, chosen on validation. */
  baseline: string;
  /** Name of the network, for the sentence. */
  model: string;
  /** Windows whose outcomes overlap. */
  overlap: number;
  /** Seed of the bootstrap. */
  seed: number;
}

/** The baseline with the highest mean log score: the best simple thing. */
export function bestBaseline({ baselines }: ScoredRange): ScoredAnswers {
  return baselines.reduce((best, next) => next.meanLogScore > best.meanLogScore ? next : best);
}

/** Horizons that make up one block of the bootstrap: of less, a block hides its dependence. */
const HORIZONS_PER_BLOCK = 3;

/** Fewest horizons that do not overlap from which anything can be told. */
const FEWEST_HORIZONS = 10;

/** Differences of log scores below it are rounding, nats. */
const ROUNDING = 1e-9;

/** Whether a difference of two log scores, nats, is rounding alone. */
export function isRounding(difference: number): boolean {
  return Math.abs(difference) < ROUNDING;
}

/**
 * Information gain of the network over a named baseline, nats per window, with a block-bootstrap
 * interval. Neighbouring windows share events, so blocks are three horizons long, and fewer than ten
 * horizons give no verdict.
 */
export function measureSkill(scored: ScoredRange, options: SkillOptions): Skill {
  const { baseline, model, overlap, seed } = options;
  const rival = scored.baselines.find((candidate) => candidate.name === baseline)!;
  const ours = scored.network.windowLogScores;
  const theirs = rival.windowLogScores;
  const windows = ours.length;
  const measured = informationGain(
    ours.map((score, i) => isRounding(score - theirs[i]) ? theirs[i] : score),
    theirs,
    {
      blockLength: blockLengthOf(windows, overlap),
      random: new RandomStream(seed).fork("skill"),
    },
  );
  // The parts hold enough windows (splitExamples) for every figure to exist.
  const { nats, low, high, blockLength } = measured as Record<keyof typeof measured, number>;
  const canTell = windows / overlap >= FEWEST_HORIZONS;
  const beatsBaseline = canTell && low > 0;
  const figures = { nats, low, high, windows, baseline, beatsBaseline };
  const sentence = describeSkill({ ...figures, model, canTell, horizons: windows / overlap });
  return { ...figures, blockLength, sentence };
}

/** Windows in a block of the bootstrap: three horizons, or more where there are many windows. */
export function blockLengthOf(windows: number, overlap: number): number {
  return Math.max(HORIZONS_PER_BLOCK * overlap, Math.ceil(Math.cbrt(windows)));
}

function describeSkill(
  skill: Omit<Skill, "sentence" | "blockLength"> & {
    model: string;
    canTell: boolean;
    horizons: number;
  },
): string {
  const { nats, low, high, windows, baseline, model, canTell, horizons } = skill;
  const best = `the best baseline (${baseline})`;
  const verdict = !canTell
    ? `Too little test time to tell whether the ${model} network beats ${best} ` +
      `(${horizons.toFixed(1)} horizons, need ${FEWEST_HORIZONS}): use the baseline`
    : skill.beatsBaseline
    ? `The ${model} network beats ${best}`
    : high < 0
    ? `The ${model} network is worse than ${best}: use the baseline`
    : `The ${model} network does not beat ${best}: use the baseline`;
  const sign = nats < 0 ? "" : "+";
  return `${verdict}; information gain ${sign}${nats.toFixed(3)} nats per window, ` +
    `95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, on ${windows} windows it never saw.`;
}
