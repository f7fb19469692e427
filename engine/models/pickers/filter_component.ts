import { designButterworth, SectionFilter } from "../../mathematics/mod.ts";
import type { PickingBand } from "./picked_arrival.ts";

/** Samples that were recorded, from the first to the one after the last. */
export interface RecordedSpan {
  /** The first. */
  readonly start: number;
  /** The one after the last. */
  readonly end: number;
}

/** One component in a band; 0 where nothing was recorded. */
export interface FilteredComponent {
  /** The samples. [sample] */
  readonly values: Float64Array;
  /** Where it was recorded. */
  readonly spans: readonly RecordedSpan[];
}

/** Equal samples at an end are padding if there are so many ... */
const PADDING_SAMPLES = 10;
/** ... and within the record a filled gap if they last so long, seconds. */
const GAP_SECONDS = 2;

/**
 * Where one component of a record was recorded: what is left without padding at its ends and without
 * long runs of equal samples; spans of 10 samples or less are left out. `samples` is [sample, 3].
 */
export function findRecordedSpans(
  samples: ArrayLike<number>,
  component: number,
  samplingRateHz: number,
): RecordedSpan[] {
  const count = samples.length / 3;
  const gapSamples = Math.max(PADDING_SAMPLES, Math.round(GAP_SECONDS * samplingRateHz));
  const spans: RecordedSpan[] = [];
  const add = (start: number, end: number) => {
    if (end - start > PADDING_SAMPLES) spans.push({ start, end });
  };
  let start = 0;
  for (let i = 0; i < count;) {
    const value = samples[3 * i + component];
    let next = i + 1;
    while (next < count && samples[3 * next + component] === value) next++;
    const least = i === 0 || next === count ? PADDING_SAMPLES : gapSamples;
    if (next - i >= least) {
      add(start, i);
      start = next;
    }
    i = next;
  }
  add(start, count);
  return spans;
}

/**
 * One component of a record through a causal band-pass filter, each span by itself and settled at its
 * first sample, so that neither an offset nor a gap makes a step. `samples` is [sample, 3].
 */
export function filterComponent(
  samples: ArrayLike<number>,
  options: {
    readonly component: number;
    readonly spans: readonly RecordedSpan[];
    readonly band: PickingBand;
    readonly order: number;
    readonly rate: number;
  },
): FilteredComponent {
  const { component, spans, band, order, rate } = options;
  const highHz = Math.min(band.highHz, 0.45 * rate);
  const lowHz = Math.min(band.lowHz, 0.5 * highHz);
  const sections = designButterworth({ lowHz, highHz, order, samplingRateHz: rate });
  const values = new Float64Array(samples.length / 3);
  for (const { start, end } of spans) {
    for (let i = start; i < end; i++) values[i] = samples[3 * i + component];
    const filter = new SectionFilter(sections);
    filter.settle(values[start]);
    filter.run(values.subarray(start, end));
  }
  return { values, spans };
}
