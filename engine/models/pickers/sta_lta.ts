import { MovingMean } from "../../mathematics/mod.ts";

/** Lengths of the short and the long average, in samples. */
export interface StaLtaLengths {
  /** Samples of the short average. */
  readonly shortSamples: number;
  /** Samples of the long average. */
  readonly longSamples: number;
}

/** A long average below this is silence: nothing was recorded, so there is no ratio. */
const SILENCE = 1e-30;

/**
 * The classic ratio of the mean of the last few samples of a characteristic function (such as the
 * squared trace) to the mean of the many before and with them, for a stream in pieces, to the bit as
 * the whole. 0 until as many samples as the short average have come; the long average takes what
 * there is until it is full.
 *
 * Source: Allen (1978), Automatic earthquake recognition and timing from single traces; Withers et
 * al. (1998), A comparison of select trigger algorithms, equation 2.
 */
export class ClassicStaLta {
  readonly #shortSamples: number;
  readonly #short: MovingMean;
  readonly #long: MovingMean;
  #seen = 0;

  /** Throws RangeError where a length is not a positive integer. */
  constructor({ shortSamples, longSamples }: StaLtaLengths) {
    this.#shortSamples = shortSamples;
    this.#short = new MovingMean(shortSamples);
    this.#long = new MovingMean(longSamples);
  }

  /** The ratio at each of the next samples. [sample] to [sample] */
  push(characteristic: ArrayLike<number>): Float64Array {
    const ratios = new Float64Array(characteristic.length);
    for (let i = 0; i < ratios.length; i++) {
      const short = this.#short.next(characteristic[i]);
      const long = this.#long.next(characteristic[i]);
      if (++this.#seen >= this.#shortSamples && long > SILENCE) ratios[i] = short / long;
    }
    return ratios;
  }
}

/**
 * The ratio of two means that forget exponentially, s += (x − s) / samples, for a stream in pieces;
 * 0 for the first `longSamples`. Lighter on memory than the classic one, and it never forgets whole.
 *
 * Source: Withers et al. (1998), equation 3; the same numbers as ObsPy's `recursive_sta_lta`.
 */
export class RecursiveStaLta {
  readonly #lengths: StaLtaLengths;
  #short = 0;
  #long = 1e-99;
  #seen = 0;

  /** Starts at rest; the first sample counts in neither mean. */
  constructor(lengths: StaLtaLengths) {
    this.#lengths = lengths;
  }

  /** The ratio at each of the next samples. [sample] to [sample] */
  push(characteristic: ArrayLike<number>): Float64Array {
    const { shortSamples, longSamples } = this.#lengths;
    const ratios = new Float64Array(characteristic.length);
    for (let i = 0; i < ratios.length; i++) {
      if (this.#seen++ === 0) continue;
      this.#short += (characteristic[i] - this.#short) / shortSamples;
      this.#long += (characteristic[i] - this.#long) / longSamples;
      if (this.#seen > longSamples) ratios[i] = this.#short / this.#long;
    }
    return ratios;
  }
}

/** The squared trace. */
export function squareSamples(samples: ArrayLike<number>): Float64Array {
  const squares = new Float64Array(samples);
  for (let i = 0; i < squares.length; i++) squares[i] *= squares[i];
  return squares;
}

/**
 * Carl Johnson's trigger: the long and short averages of how far the trace is off its own long
 * average, eta = S|x − l| − `ratio` · L|x − l| − |s − l| − `quiet`; positive where it triggers.
 *
 * Source: Withers et al. (1998); Earthworm's carlstatrig.
 */
export function carlTrigger(
  samples: ArrayLike<number>,
  options: StaLtaLengths & { readonly ratio: number; readonly quiet: number },
): Float64Array {
  const [short, long, shortOff, longOff] = [0, 1, 0, 1].map((isLong) =>
    new MovingMean(isLong ? options.longSamples : options.shortSamples)
  );
  return Float64Array.from(samples, (value) => {
    const [s, l] = [short.next(value), long.next(value)];
    const star = shortOff.next(Math.abs(value - l));
    return star - options.ratio * longOff.next(star) - Math.abs(s - l) - options.quiet;
  });
}
