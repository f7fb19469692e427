import type { CatalogueDrift, MagnitudePart } from "../../domain/mod.ts";
import {
  bValueTintiMulargia,
  declusterGardnerKnopoff,
  standardNormalCumulative,
} from "../../mathematics/mod.ts";
import { autocorrelationTime } from "./autocorrelation_time.ts";
import { changePoint } from "./change_point.ts";
import { compareSamples } from "./compare_samples.ts";
import type { DriftEvents, WatchOptions } from "./drift_material.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Steps in which a magnitude is looked for from which on both parts agree. */
const STEP = 0.1;

/** Parts agree where so great a difference of magnitudes has at least this chance. */
const AGREE = 0.1;

/** Fewer events in either part do not disagree. */
const FEWEST = 50;

/** Fewer independent weeks in a part say nothing of its rate. */
const FEWEST_WEEKS = 8;

/** Magnitudes and times of a part. */
interface Part {
  readonly startMs: number;
  readonly endMs: number;
  readonly timeMs: Float64Array;
  readonly magnitude: Float64Array;
}

/**
 * Tells a catalogue that is kept otherwise from an Earth that behaves otherwise. Magnitudes above the
 * model's completeness are independent of each other however events cluster, so that a change of their
 * law is seen soon; where small ones lack, the rest is compared from the magnitude on from which both
 * parts have one law. Whether the rate has changed there the weekly numbers of events tell that are left
 * without fore- and aftershocks: sequences come and go for years without anything having changed.
 */
export function watchCatalogue(
  events: DriftEvents,
  { trainEndMs, fromMs, untilMs, level }: WatchOptions & { trainEndMs: number },
): CatalogueDrift {
  const { completeness, binWidth } = events;
  const half = binWidth / 2;
  const training = partOf(events, events.timeMs[0] ?? trainEndMs, trainEndMs);
  const watched = partOf(events, fromMs, untilMs);
  const above = (part: Part, least: number) => part.magnitude.filter((m) => m >= least - half);
  const chanceFrom = (least: number) =>
    compareSamples(above(training, least), above(watched, least)).probability;
  const magnitudeProbability = chanceFrom(completeness);
  const tests = 2;
  const isRecordedOtherwise = magnitudeProbability < level / tests;
  let common = completeness;
  while (
    isRecordedOtherwise && chanceFrom(common) < AGREE &&
    Math.min(above(training, common).length, above(watched, common).length) >= FEWEST
  ) common = Math.round((common + STEP) * 100) / 100;
  const rate = compareRates(events, { training, watched, least: common - half });
  const isRateChanged = rate.probability !== null && rate.probability < level / tests;
  const describe = (part: Part) =>
    describePart(part, { completeness, common, binWidth, estimate: events.estimate });
  const began = [
    ...(isRecordedOtherwise && common > completeness
      ? [lossOf(training, watched, { completeness: completeness - half, common: common - half })]
      : []),
    ...(isRateChanged ? [rate.sinceMs] : []),
  ];
  return {
    ...{ modelCompleteness: completeness, commonCompleteness: common },
    ...{ training: describe(training), watched: describe(watched) },
    ...{ magnitudeProbability, rateRatio: rate.ratio, rateProbability: rate.probability },
    ...{ level: level / tests, isRecordedOtherwise, isRateChanged },
    sinceMs: began.length > 0 ? Math.min(...began) : isRecordedOtherwise ? fromMs : null,
  };
}

function partOf({ timeMs, magnitude }: DriftEvents, startMs: number, endMs: number): Part {
  const isIn = (time: number) => time >= startMs && time < endMs;
  return {
    ...{ startMs, endMs },
    timeMs: timeMs.filter(isIn),
    magnitude: magnitude.filter((_, event) => isIn(timeMs[event])),
  };
}

function describePart(
  { startMs, endMs, magnitude }: Part,
  { completeness, common, binWidth, estimate }: {
    completeness: number;
    common: number;
    binWidth: number;
    estimate: DriftEvents["estimate"];
  },
): MagnitudePart {
  const days = (endMs - startMs) / DAY_MS;
  const count = (least: number) => magnitude.filter((m) => m >= least - binWidth / 2).length;
  const slope = bValueTintiMulargia(magnitude, { completeness: common, binWidth });
  return {
    events: count(completeness),
    completeness: estimate(magnitude),
    bValue: slope?.b ?? null,
    bValueError: slope?.error ?? null,
    ratePerDay: count(completeness) / days,
    completeRatePerDay: count(common) / days,
  };
}

/** Weekly numbers of independent events of both parts against each other. */
function compareRates(
  events: DriftEvents,
  { training, watched, least }: { training: Part; watched: Part; least: number },
): { ratio: number; probability: number | null; sinceMs: number } {
  const times = independentTimes(events, {
    ...{ least, startMs: training.startMs, endMs: watched.endMs },
  });
  const [before, now] = [training, watched].map((part) => weeklyCounts(part, times));
  const time = autocorrelationTime(before);
  const [one, other] = [before, now].map((counts) => momentsOf(counts, time));
  const shift = other.mean - one.mean;
  const variance = one.variance * (1 / one.effective + 1 / other.effective);
  const isTold = Math.min(one.effective, other.effective) >= FEWEST_WEEKS && variance > 0;
  const began = changePoint(now, { before: one.mean });
  return {
    ratio: other.mean / one.mean,
    probability: isTold
      ? 2 * standardNormalCumulative(-Math.abs(shift) / Math.sqrt(variance))
      : null,
    sinceMs: watched.startMs + (began?.index ?? 0) * WEEK_MS,
  };
}

/** Times of the events of a magnitude or more without fore- and aftershocks; of all where no place is known. */
function independentTimes(
  { timeMs, magnitude, places }: DriftEvents,
  { least, startMs, endMs }: { least: number; startMs: number; endMs: number },
): Float64Array {
  const isIn = (event: number) =>
    timeMs[event] >= startMs && timeMs[event] < endMs && magnitude[event] >= least;
  const pick = (column: Float64Array) => column.filter((_, event) => isIn(event));
  const times = pick(timeMs);
  if (places === undefined) return times;
  const { kind } = declusterGardnerKnopoff({
    ...{ timeMs: times, magnitude: pick(magnitude) },
    ...{ latitude: pick(places.latitude), longitude: pick(places.longitude) },
  });
  return times.filter((_, event) => kind[event] === 0);
}

function weeklyCounts({ startMs, endMs }: Part, times: Float64Array): Float64Array {
  const counts = new Float64Array(Math.max(0, Math.floor((endMs - startMs) / WEEK_MS)));
  for (const time of times) {
    const week = Math.floor((time - startMs) / WEEK_MS);
    if (week >= 0 && week < counts.length) counts[week]++;
  }
  return counts;
}

function momentsOf(
  values: Float64Array,
  time: number,
): { mean: number; variance: number; effective: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const effective = values.length / time;
  // The mean of few independent values hides part of their variance.
  const variance = square / Math.max(1, values.length) * effective / Math.max(1, effective - 1);
  return { mean, variance, effective };
}

/** When small events began to lack: a shift of their share among all, event by event. */
function lossOf(
  training: Part,
  watched: Part,
  { completeness, common }: { completeness: number; common: number },
): number {
  const share = ({ magnitude }: Part) =>
    magnitude.filter((m) => m >= completeness).map((m) => m < common ? 1 : 0);
  const before = share(training);
  const mean = before.reduce((sum, one) => sum + one, 0) / Math.max(1, before.length);
  const times = watched.timeMs.filter((_, event) => watched.magnitude[event] >= completeness);
  const began = changePoint(share(watched), { before: mean });
  return times[began?.index ?? 0] ?? watched.startMs;
}
