import { median, RandomStream, sortedQuantile } from "../engine/mathematics/mod.ts";
import type { MeasuredPick } from "./measure_pick_attributions.ts";

/** A median or a share with its 95 % interval, traces drawn with replacement. */
export type Interval = readonly [value: number, low: number, high: number];

/** Facts of some measured picks. */
export interface AttributionSummary {
  /** Labelled arrivals, and how many of them the picker picks. */
  picks: number;
  picked: number;
  /** Median of the part of absolute attributions within 2 s, and the share of picks with 70 %. */
  within2Seconds: Interval;
  shareWith70Percent: Interval;
  /** The same with each component by itself. */
  componentsWithin2Seconds: Interval;
  /** The same of integrated gradients, sample by sample and in sums of half seconds. */
  gradientsWithin2Seconds: Interval;
  gradientCellsWithin2Seconds: Interval;
  /** The same by occlusion of half seconds. */
  occlusionWithin2Seconds: Interval;
  occlusionShareWith70Percent: Interval;
  /** Median of the part on the vertical component. */
  verticalShare: Interval;
  /** Of what is picked: no pick any more without the attributed tenth, and without another tenth. */
  removedByAttributed: Interval;
  removedByGradients: Interval;
  removedByOthers: Interval;
  /** Largest relative error of a sum of attributions. */
  largestCompletenessError: number;
}

const REPLICATES = 1000;

/** What part of a picker's attributions must lie within 2 s. */
export const WANTED = 0.7;

/** Summarises measured picks. A pick is gone where its probability falls below the threshold of it. */
export function summarisePickAttributions(
  all: readonly MeasuredPick[],
  { thresholds, seed }: { thresholds: Readonly<Record<string, number>>; seed: number },
): AttributionSummary {
  const picked = all.filter(({ isPicked }) => isPicked);
  const interval = (
    of: readonly MeasuredPick[],
    statistic: (some: readonly MeasuredPick[]) => number,
  ) => bootstrap(of, { statistic, random: new RandomStream(seed) });
  const middle = (of: (one: MeasuredPick) => number) => (some: readonly MeasuredPick[]) =>
    median(some.map(of));
  const share = (of: (one: MeasuredPick) => number) => (some: readonly MeasuredPick[]) =>
    some.reduce((sum, one) => sum + of(one), 0) / some.length;
  const isGone = ({ phase }: MeasuredPick, probability: number) =>
    Number(probability < thresholds[phase]);
  const reaches = (part: number) => Number(part >= WANTED);
  return {
    ...{ picks: all.length, picked: picked.length },
    within2Seconds: interval(all, middle((one) => one.within2Seconds)),
    shareWith70Percent: interval(all, share((one) => reaches(one.within2Seconds))),
    componentsWithin2Seconds: interval(all, middle((one) => one.componentsWithin2Seconds)),
    gradientsWithin2Seconds: interval(all, middle((one) => one.gradientsWithin2Seconds)),
    gradientCellsWithin2Seconds: interval(all, middle((one) => one.gradientCellsWithin2Seconds)),
    occlusionWithin2Seconds: interval(all, middle((one) => one.occlusionWithin2Seconds)),
    occlusionShareWith70Percent: interval(
      all,
      share((one) => reaches(one.occlusionWithin2Seconds)),
    ),
    verticalShare: interval(all, middle((one) => one.verticalShare)),
    removedByAttributed: interval(picked, share((one) => isGone(one, one.withoutAttributed))),
    removedByGradients: interval(picked, share((one) => isGone(one, one.withoutGradients))),
    removedByOthers: interval(
      picked,
      share((one) =>
        one.withoutOthers.reduce((sum, probability) => sum + isGone(one, probability), 0) /
        one.withoutOthers.length
      ),
    ),
    largestCompletenessError: Math.max(...all.map(({ completenessError }) => completenessError)),
  };
}

/** Picks of a trace belong together: whole traces are drawn. */
function bootstrap(
  of: readonly MeasuredPick[],
  { statistic, random }: {
    statistic: (some: readonly MeasuredPick[]) => number;
    random: RandomStream;
  },
): Interval {
  const traces = [...Map.groupBy(of, ({ set, trace }) => `${set}/${trace}`).values()];
  const draws = Float64Array.from({ length: REPLICATES }, () => {
    const drawn = traces.flatMap(() => traces[random.integer(traces.length)]);
    return statistic(drawn);
  }).sort();
  const round = (value: number) => Number(value.toFixed(3));
  return [
    round(statistic(of)),
    round(sortedQuantile(draws, 0.025)),
    round(sortedQuantile(draws, 0.975)),
  ];
}
