import { RandomStream } from "../mathematics/mod.ts";
import { sortedQuantile } from "../mathematics/mod.ts";
import { matchPicks } from "./match_picks.ts";

/** What people and a picker read in one trace: times by phase, seconds from any common instant. */
export interface PickedTrace {
  /** Arrivals that people read. */
  readonly labels: Readonly<Record<string, readonly number[]>>;
  /** Arrivals that the picker found. */
  readonly picks: Readonly<Record<string, readonly number[]>>;
}

/** A share and its 95 % interval over resampled traces; null where there is nothing to divide by. */
export interface ShareWithInterval {
  /** The share, 0 to 1. */
  value: number | null;
  /** Lower end. */
  low: number | null;
  /** Upper end. */
  high: number | null;
}

/** Scores of one phase at one tolerance. */
export interface PhaseScores {
  /** Furthest a pick may be from its label, seconds. */
  toleranceSeconds: number;
  /** Picks that were taken for labels, one to one. */
  matched: number;
  /** Part of the picks that were. */
  precision: ShareWithInterval;
  /** Part of the labels that were. */
  recall: ShareWithInterval;
  /** Harmonic mean of the two. */
  f1: ShareWithInterval;
  /** Mean of pick less label of the matched, seconds; null without any. */
  meanSeconds: number | null;
  /** Standard deviation of the same, seconds; null with fewer than two. */
  sigmaSeconds: number | null;
  /** Mean of its absolute value, seconds; null without any. */
  meanAbsoluteSeconds: number | null;
}

/** Scores of one phase. */
export interface PhaseReport {
  /** Arrivals that people read. */
  labels: number;
  /** Arrivals that the picker found. */
  picks: number;
  /** Scores at each tolerance. */
  scores: PhaseScores[];
}

/** How picks are scored. */
export interface ScorePicksOptions {
  /** Tolerances, seconds; 0.1, 0.3 and 0.5 unless given. */
  tolerancesSeconds?: readonly number[];
  /** Phases; P and S unless given. */
  phases?: readonly string[];
  /** Seed of the bootstrap; 1 unless given. */
  seed?: number;
  /** Resampled sets; 1000 unless given. */
  replicates?: number;
}

/** Counts of a trace: labels, picks, matched. */
type Counts = readonly [labels: number, picks: number, matched: number];

/**
 * Precision, recall, F1 and residuals of picks beside labels, matched one to one, with intervals by
 * resampling whole traces.
 *
 * Source: Zhu and Beroza (2019), PhaseNet, equations 5 to 7; Efron and Tibshirani (1993), percentile
 * intervals.
 */
export function scorePicks(
  traces: readonly PickedTrace[],
  options: ScorePicksOptions = {},
): Record<string, PhaseReport> {
  const { tolerancesSeconds = [0.1, 0.3, 0.5], phases = ["P", "S"] } = options;
  const reports = phases.map((phase): [string, PhaseReport] => {
    const sum = (of: "labels" | "picks") =>
      traces.reduce((total, trace) => total + (trace[of][phase]?.length ?? 0), 0);
    const scores = tolerancesSeconds.map((toleranceSeconds) =>
      scorePhase(traces, { ...options, phase, toleranceSeconds })
    );
    return [phase, { labels: sum("labels"), picks: sum("picks"), scores }];
  });
  return Object.fromEntries(reports);
}

function scorePhase(
  traces: readonly PickedTrace[],
  { phase, toleranceSeconds, seed = 1, replicates = 1000 }: ScorePicksOptions & {
    phase: string;
    toleranceSeconds: number;
  },
): PhaseScores {
  const residuals: number[] = [];
  const counts = traces.map((trace): Counts => {
    const [labels, picks] = [trace.labels[phase] ?? [], trace.picks[phase] ?? []];
    const matches = matchPicks(labels, picks, toleranceSeconds);
    residuals.push(...matches.map(({ residualSeconds }) => residualSeconds));
    return [labels.length, picks.length, matches.length];
  });
  const shares = sharesOf(addUp(counts));
  const random = new RandomStream(seed);
  const resampled = Array.from({ length: replicates }, () => {
    return sharesOf(addUp(counts.map(() => counts[random.integer(counts.length)])));
  });
  const withInterval = (index: number): ShareWithInterval => {
    const values = resampled.map((one) => one[index]).filter((value) => value !== null);
    const sorted = Float64Array.from(values).sort();
    const at = (share: number) => sorted.length === 0 ? null : sortedQuantile(sorted, share);
    return { value: shares[index], low: at(0.025), high: at(0.975) };
  };
  return {
    toleranceSeconds,
    matched: residuals.length,
    precision: withInterval(0),
    recall: withInterval(1),
    f1: withInterval(2),
    ...describeResiduals(residuals),
  };
}

function addUp(counts: readonly Counts[]): Counts {
  let [labels, picks, matched] = [0, 0, 0];
  for (const one of counts) {
    labels += one[0];
    picks += one[1];
    matched += one[2];
  }
  return [labels, picks, matched];
}

/** Precision, recall and F1; F1 = 2 · matched / (labels + picks). */
function sharesOf([labels, picks, matched]: Counts): (number | null)[] {
  const share = (part: number, whole: number) => whole === 0 ? null : part / whole;
  return [share(matched, picks), share(matched, labels), share(2 * matched, labels + picks)];
}

function describeResiduals(
  residuals: readonly number[],
): Pick<PhaseScores, "meanSeconds" | "sigmaSeconds" | "meanAbsoluteSeconds"> {
  const count = residuals.length;
  if (count === 0) return { meanSeconds: null, sigmaSeconds: null, meanAbsoluteSeconds: null };
  const mean = residuals.reduce((a, b) => a + b, 0) / count;
  const squares = residuals.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    meanSeconds: mean,
    sigmaSeconds: count < 2 ? null : Math.sqrt(squares / (count - 1)),
    meanAbsoluteSeconds: residuals.reduce((sum, value) => sum + Math.abs(value), 0) / count,
  };
}
