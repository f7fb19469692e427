import type { FilterSection } from "./filter_section.ts";

/** States smaller than this are 0: below it lie the slow numbers at the end of the float's range. */
const NOUGHT_BELOW = 1e-250;

/**
 * A causal filter that remembers where it stopped: pieces of a stream pushed one after the other
 * come out as the whole stream pushed at once would, to the bit.
 *
 * @example
 * ```ts
 * import { designButterworth, SectionFilter } from "@quakecast/quakecast/mathematics";
 * const filter = new SectionFilter(designButterworth({ highHz: 5, order: 2, samplingRateHz: 100 }));
 * const first = filter.push([0, 0, 1]); // 3 samples
 * const second = filter.push([1, 1]); // the next 2
 * ```
 */
export class SectionFilter {
  readonly #sections: readonly FilterSection[];
  /** Two delayed values a section. [2 x section] */
  readonly #state: Float64Array;

  /** Starts at rest: as if all samples before had been 0. */
  constructor(sections: readonly FilterSection[]) {
    this.#sections = sections;
    this.#state = new Float64Array(2 * sections.length);
  }

  /** Filters the next samples of the stream. [sample] to [sample] */
  push(samples: ArrayLike<number>): Float64Array {
    const values = new Float64Array(samples);
    this.run(values);
    return values;
  }

  /** The same in place. */
  run(values: Float64Array): void {
    this.#sections.forEach((section, s) => {
      runSection(section, values, this.#state.subarray(2 * s, 2 * s + 2));
    });
  }

  /** Goes on as if all samples so far had been `value`: no step at the start of a stream. */
  settle(value: number): void {
    let input = value;
    this.#sections.forEach(([b0, b1, b2, , a1, a2], s) => {
      const output = input * (b0 + b1 + b2) / (1 + a1 + a2);
      this.#state[2 * s] = output - b0 * input;
      this.#state[2 * s + 1] = b2 * input - a2 * output;
      input = output;
    });
  }
}

/** Filters once, forwards, from rest: causal, so nothing moves before its cause. [sample] */
export function filterForward(
  sections: readonly FilterSection[],
  samples: ArrayLike<number>,
): Float64Array {
  return new SectionFilter(sections).push(samples);
}

/**
 * Filters forwards and then backwards: no delay at any frequency, the gain squared. Without padding
 * both passes start from rest; with it the ends are first continued by their point reflection and
 * each pass starts settled, as SciPy's `sosfiltfilt` does. [sample]
 *
 * Throws RangeError where the samples are not more than the padding: 3 (2 sections + 1), less 3
 * where the order is odd.
 *
 * Source: Gustafsson (1996), Determining the initial states in forward-backward filtering.
 */
export function filterBothWays(
  sections: readonly FilterSection[],
  samples: ArrayLike<number>,
  options: { readonly padding?: boolean } = {},
): Float64Array {
  if (options.padding !== true) {
    return filterForward(sections, filterForward(sections, samples).reverse()).reverse();
  }
  const countNought = (place: number) => sections.filter((row) => row[place] === 0).length;
  const edge = 3 * (2 * sections.length + 1 - Math.min(countNought(2), countNought(5)));
  if (samples.length <= edge) {
    throw new RangeError(`Cannot pad ${samples.length} samples by ${edge} for a zero-phase filter`);
  }
  let values = reflectEnds(samples, edge);
  for (let pass = 0; pass < 2; pass++) {
    const filter = new SectionFilter(sections);
    filter.settle(values[0]);
    values = filter.push(values).reverse();
  }
  return values.slice(edge, edge + samples.length);
}

function reflectEnds(samples: ArrayLike<number>, edge: number): Float64Array {
  const count = samples.length;
  const last = samples[count - 1];
  const values = new Float64Array(count + 2 * edge);
  values.set(samples, edge);
  for (let i = 1; i <= edge; i++) {
    values[edge - i] = 2 * samples[0] - samples[i];
    values[edge + count - 1 + i] = 2 * last - samples[count - 1 - i];
  }
  return values;
}

/** Direct form II, transposed: two delays a section. Changes `values` and `state`. */
function runSection(section: FilterSection, values: Float64Array, state: Float64Array): void {
  const [b0, b1, b2, , a1, a2] = section;
  let [first, second] = state;
  for (let i = 0; i < values.length; i++) {
    const input = values[i];
    const output = b0 * input + first;
    first = b1 * input - a1 * output + second;
    second = b2 * input - a2 * output;
    if (first < NOUGHT_BELOW && first > -NOUGHT_BELOW) first = 0;
    if (second < NOUGHT_BELOW && second > -NOUGHT_BELOW) second = 0;
    values[i] = output;
  }
  state[0] = first;
  state[1] = second;
}
