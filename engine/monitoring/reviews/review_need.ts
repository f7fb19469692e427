import type { ReviewNeed } from "../../domain/mod.ts";

/** One reason for a look. */
export interface NeedFinding {
  /** What it is part of. */
  readonly part: keyof ReviewNeed;
  /** How much it says, 0 to 1. */
  readonly weight: number;
  /** What it is, in plain words. */
  readonly text: string;
}

/** Share of the score that doubt alone can reach. */
const DOUBT_WEIGHT = 0.6;

/** Share of the score that impact alone can reach: what was alerted is looked at even where all seems right. */
const IMPACT_WEIGHT = 0.7;

/** Findings below this are not worth words. */
const LEAST_WEIGHT = 0.2;

/**
 * How much findings ask for a look. Each component is the largest of its findings, so that many weak ones do not
 * pass for a strong one. Doubt is what either uncertainty or disagreement says, 1 − (1 − u)(1 − d); the score is
 * what either doubt or impact says, 1 − (1 − 0.6 doubt)(1 − 0.7 impact): 0 for what is sure and of no
 * consequence, 0.88 at most. Reasons come by weight.
 *
 * Source: the ways of asking a person are uncertainty sampling and disagreement of a committee (Settles 2009,
 * "Active Learning Literature Survey", 3.1 and 3.2); that consequence counts as doubt does is our choice, as a
 * network's duty looks first at what was alerted.
 */
export function weighFindings(
  findings: readonly NeedFinding[],
): { score: number; components: ReviewNeed; reasons: string[] } {
  const largest = (part: keyof ReviewNeed) =>
    Math.max(0, ...findings.filter((one) => one.part === part).map(({ weight }) => weight));
  const uncertainty = largest("uncertainty");
  const disagreement = largest("disagreement");
  const impact = largest("impact");
  const doubt = 1 - (1 - uncertainty) * (1 - disagreement);
  const score = 1 - (1 - DOUBT_WEIGHT * doubt) * (1 - IMPACT_WEIGHT * impact);
  const told = findings.filter(({ weight }) => weight >= LEAST_WEIGHT);
  const reasons = told.toSorted((a, b) => b.weight - a.weight).map(({ text }) => text);
  return {
    score: rounded(score),
    components: {
      uncertainty: rounded(uncertainty),
      disagreement: rounded(disagreement),
      impact: rounded(impact),
    },
    reasons,
  };
}

/** Grows from 0 towards 1, and is one half at `half`; 0 for what is unknown. */
export function saturated(value: number | undefined, half: number): number {
  return value !== undefined && value > 0 ? Number.isFinite(value) ? value / (value + half) : 1 : 0;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
