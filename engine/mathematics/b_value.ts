import { bootstrapError } from "./bootstrap_error.ts";
import { binCentre, magnitudeBin } from "./magnitude_bins.ts";
import type { RandomStream } from "./random_stream.ts";

/** Slope of the Gutenberg–Richter law. */
export interface BValue {
  /** The b-value: decades of fewer events per unit of magnitude. */
  b: number;
  /** Its standard error by Shi & Bolt 1982, equation 5, unless a bootstrap was asked for. */
  error: number;
  /** Magnitudes, or differences of magnitudes, that went into it. */
  count: number;
}

/** How the standard error of a b-value is found. */
export interface BValueErrorOptions {
  /**
   * Resamples the magnitudes, or their differences, with this many replicates (1000 when left out)
   * in place of Shi & Bolt's formula.
   */
  bootstrap?: { random: RandomStream; replicates?: number };
}

/** Which magnitudes a b-value is of. */
export interface BValueOptions extends BValueErrorOptions {
  /** Magnitude of completeness, the centre of its bin; bins below it are left out. */
  completeness: number;
  /** Width of the bins to which magnitudes were rounded; 0 for exact magnitudes. */
  binWidth: number;
}

/** As BValueOptions, for estimators that work on differences of magnitudes. */
export interface PositiveBValueOptions extends BValueErrorOptions {
  /** Magnitude of completeness; all magnitudes when left out. */
  completeness?: number;
  /** Width of the bins to which magnitudes were rounded; 0 for exact magnitudes. */
  binWidth: number;
  /** Smallest difference that counts; the bin width when left out. */
  minimumDifference?: number;
}

/**
 * The b-value by Aki's maximum likelihood with Utsu's half-bin correction, null below two events
 * or where all have one magnitude.
 *
 * Source: Aki 1965, Bull. Earthq. Res. Inst. 43; Utsu 1966, J. Fac. Sci. Hokkaido Univ.
 */
export function bValueAkiUtsu(
  magnitudes: ArrayLike<number>,
  options: BValueOptions,
): BValue | null {
  const chosen = completeMagnitudes(magnitudes, options);
  const edge = options.completeness - options.binWidth / 2;
  return withError(chosen, { ...options, slopeOf: (mean) => Math.LOG10E / (mean - edge) });
}

/**
 * The b-value by the maximum likelihood of rounded magnitudes, null below two events or where all
 * have one magnitude.
 *
 * Source: Tinti & Mulargia 1987, BSSA 77.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { bValueTintiMulargia } from "@quakecast/quakecast/mathematics";
 * const slope = bValueTintiMulargia([5, 5.1, 5, 5.4, 6.1], { completeness: 5, binWidth: 0.1 });
 * assert(slope !== null && Math.abs(slope.b - 1.181) < 1e-3);
 * ```
 */
export function bValueTintiMulargia(
  magnitudes: ArrayLike<number>,
  options: BValueOptions,
): BValue | null {
  const chosen = completeMagnitudes(magnitudes, options);
  const slopeOf = (mean: number) => binnedSlope(mean - options.completeness, options.binWidth);
  return withError(chosen, { ...options, slopeOf });
}

/**
 * The b-value from magnitudes that exceed the one before: blind to the gaps in a catalogue just
 * after a large event. Magnitudes come in order of time; null below two such pairs.
 *
 * Source: van der Elst 2021, JGR 126.
 */
export function bValuePositive(
  magnitudes: ArrayLike<number>,
  options: PositiveBValueOptions,
): BValue | null {
  const chosen = everyMagnitude(magnitudes, options);
  const rise = riseMeter(options);
  const differences: number[] = [];
  for (let i = 1; i < chosen.length; i++) {
    const difference = rise(chosen[i - 1], chosen[i]);
    if (difference !== null) differences.push(difference);
  }
  return fromDifferences(differences, options);
}

/**
 * The b-value from each magnitude and the next one that exceeds it. Magnitudes come in order of
 * time; null below two such pairs.
 *
 * Source: Lippiello & Petrillo 2024, JGR 129.
 */
export function bValueMorePositive(
  magnitudes: ArrayLike<number>,
  options: PositiveBValueOptions,
): BValue | null {
  const chosen = everyMagnitude(magnitudes, options);
  const rise = riseMeter(options);
  const differences: number[] = [];
  for (let i = 0; i < chosen.length; i++) {
    for (let j = i + 1; j < chosen.length; j++) {
      const difference = rise(chosen[i], chosen[j]);
      if (difference === null) continue;
      differences.push(difference);
      break;
    }
  }
  return fromDifferences(differences, options);
}

function everyMagnitude(magnitudes: ArrayLike<number>, options: PositiveBValueOptions): number[] {
  const { completeness = -Infinity, binWidth } = options;
  return completeMagnitudes(magnitudes, { completeness, binWidth });
}

function completeMagnitudes(magnitudes: ArrayLike<number>, options: BValueOptions): number[] {
  const { completeness, binWidth } = options;
  if (!(binWidth >= 0)) throw new RangeError(`Cannot bin magnitudes by a width of ${binWidth}`);
  const lowest = binWidth > 0 ? magnitudeBin(completeness, binWidth) : completeness;
  const chosen: number[] = [];
  for (let i = 0; i < magnitudes.length; i++) {
    const magnitude = magnitudes[i];
    if (!Number.isFinite(magnitude)) continue;
    const bin = binWidth > 0 ? magnitudeBin(magnitude, binWidth) : magnitude;
    if (bin >= lowest) chosen.push(binWidth > 0 ? binCentre(bin, binWidth) : magnitude);
  }
  return chosen;
}

/** Differences are compared by whole bins: 2.7 − 2.5 is less than 0.2 in float64. */
function riseMeter(options: PositiveBValueOptions): (from: number, to: number) => number | null {
  const { binWidth, minimumDifference = binWidth } = options;
  if (!(binWidth > 0)) {
    return (from, to) => to > from && to - from >= minimumDifference ? to - from : null;
  }
  const needed = Math.max(1, magnitudeBin(minimumDifference, binWidth));
  return (from, to) => {
    const bins = Math.round((to - from) / binWidth);
    return bins >= needed ? binCentre(bins, binWidth) : null;
  };
}

function fromDifferences(differences: number[], options: PositiveBValueOptions): BValue | null {
  const { binWidth, minimumDifference = binWidth } = options;
  const slopeOf = (mean: number) => binnedSlope(mean - minimumDifference, binWidth);
  return withError(differences, { ...options, slopeOf });
}

function binnedSlope(excess: number, binWidth: number): number {
  if (binWidth === 0) return Math.LOG10E / excess;
  return Math.log1p(binWidth / excess) / (binWidth * Math.LN10);
}

function withError(
  magnitudes: number[],
  options: BValueErrorOptions & { slopeOf: (mean: number) => number },
): BValue | null {
  const { bootstrap, slopeOf } = options;
  const count = magnitudes.length;
  if (count < 2) return null;
  const mean = magnitudes.reduce((sum, magnitude) => sum + magnitude, 0) / count;
  const squares = magnitudes.reduce((sum, magnitude) => sum + (magnitude - mean) ** 2, 0);
  const b = slopeOf(mean);
  // A thousand units of slope are met only where all magnitudes sit in the lowest bin.
  if (!(b > 0 && b < 1000) || squares === 0) return null;
  const error = bootstrap === undefined
    ? Math.LN10 * b * b * Math.sqrt(squares / (count * (count - 1)))
    : bootstrapError(magnitudes, { ...bootstrap, statisticOf: slopeOf });
  return { b, error, count };
}
