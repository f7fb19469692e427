import { type Catalogue, type Covariate, reachesMagnitude } from "../domain/mod.ts";
import type { PreparedCovariate } from "../preprocessing/mod.ts";
import type { TrainedModel } from "../training/mod.ts";
import { describeSpan } from "./describe_span.ts";
import type { ForecastSituation } from "./forecast_parts.ts";

/** Own sampling intervals after which a covariate's last sample is old. */
const OLD_AFTER_INTERVALS = 2;

/** Covariates whose steps were filled because they end, or have a gap, before the issue time. */
export function warnOfCovariates(model: TrainedModel, parts: ForecastSituation): string[] {
  const { covariates } = model.preparation;
  if (covariates.length === 0) return [];
  const window = windowOf(model, parts);
  return covariates.flatMap((prepared) => {
    const covariate = parts.data.covariates.find(({ name }) => name === prepared.name);
    if (covariate === undefined) return []; // masked, which is told of its group
    return warnOf(prepared, sampleTimes(covariate, window.endMs), window);
  });
}

interface Window {
  startMs: number;
  /** Exclusive. */
  endMs: number;
  /** Length of a step, 0 where steps are events. */
  binMs: number;
}

function warnOf(prepared: PreparedCovariate, times: number[], window: Window): string[] {
  const { name } = prepared;
  const last = times.at(-1);
  if (last === undefined) {
    return [
      `Covariate ${name} has no sample before the issue time: ${describeFill(prepared, false)}.`,
    ];
  }
  const ageMs = window.endMs - 1 - last;
  const age = describeSpan(ageMs);
  const fill = describeFill(prepared, true);
  if (ageMs > OLD_AFTER_INTERVALS * medianInterval(times) + window.binMs) {
    return [`Covariate ${name} ends ${age} before the issue time: ${fill}.`];
  }
  if (last >= window.startMs) return [];
  return [
    `Covariate ${name} has no sample in the window of the forecast, its last is ${age} old: ` +
    `${fill}.`,
  ];
}

function describeFill({ rule, fill, heldMs }: PreparedCovariate, hasLast: boolean): string {
  if (heldMs !== undefined) return "steps without a recent sample are masked";
  const holds = rule === "forward" || rule === "interpolate";
  if (holds && hasLast) return "its last value is carried on";
  const value = Number(fill.toPrecision(4));
  return rule === "sum"
    ? `steps without samples are filled with ${value}`
    : `steps without samples are filled with its training mean, ${value}`;
}

/** Times of the known samples that the forecast may use, ascending. */
function sampleTimes({ timeMs, values }: Covariate, endMs: number): number[] {
  const times: number[] = [];
  for (let i = 0; i < values.length && timeMs[i] < endMs; i++) {
    if (Number.isFinite(values[i])) times.push(timeMs[i]);
  }
  return times;
}

function medianInterval(times: readonly number[]): number {
  const intervals = Float64Array.from(times.slice(1), (time, i) => time - times[i]).sort();
  return intervals.length === 0 ? 0 : intervals[intervals.length >> 1];
}

/** The time that the window covers; for task magnitude it begins with an event. */
function windowOf({ preparation }: TrainedModel, { data, examples }: ForecastSituation): Window {
  const { task, window, binMs, minMagnitude } = preparation;
  const endMs = examples.issueTimeMs[0];
  if (task !== "magnitude") return { startMs: endMs - window * binMs, endMs, binMs };
  return { startMs: firstStepMs(data.catalogue, { endMs, window, minMagnitude }), endMs, binMs: 0 };
}

/** Just after the event before the window's first. UTC epoch milliseconds. */
function firstStepMs(
  { size, timeMs, magnitude }: Catalogue,
  { endMs, window, minMagnitude }: { endMs: number; window: number; minMagnitude: number },
): number {
  let found = 0;
  for (let row = size - 1; row >= 0; row--) {
    if (timeMs[row] >= endMs || !reachesMagnitude(magnitude[row], minMagnitude)) continue;
    if (++found > window) return timeMs[row] + 1;
  }
  return timeMs[0];
}
