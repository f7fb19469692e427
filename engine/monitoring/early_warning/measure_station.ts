import { InsufficientDataError } from "../../domain/mod.ts";
import { integrateInTime } from "../../mathematics/mod.ts";
import { type FirstSeconds, measureFirstSeconds } from "../../preprocessing/mod.ts";
import type { ChannelRecord } from "./channel_record.ts";

/** Seconds before P that filters settle in and noise is measured in. */
const BEFORE_SECONDS = 10;
/** Seconds of P that are read at most. */
const AFTER_SECONDS = 4;

/** Where P and S lie in a record, UTC epoch milliseconds. */
export interface StationArrivals {
  /** P. */
  readonly pTimeMs: number;
  /** S, as expected. */
  readonly sTimeMs: number;
}

/**
 * Reads displacement and period of the first seconds of P from a record of vertical ground motion, as
 * far as it goes; undefined where that is not enough yet or S comes too soon.
 */
export function measureStation(
  record: ChannelRecord,
  { pTimeMs, sTimeMs, isAcceleration }: StationArrivals & { isAcceleration: boolean },
): FirstSeconds | undefined {
  const { samples, startMs } = record.slice(
    pTimeMs - 1000 * BEFORE_SECONDS,
    pTimeMs + 1000 * AFTER_SECONDS + 1,
  );
  const samplingRateHz = record.samplingRateHz;
  const sampleOf = (timeMs: number) => (timeMs - startMs) * samplingRateHz / 1000;
  const pSample = sampleOf(pTimeMs);
  if (!(pSample >= samplingRateHz)) return undefined;
  const velocity = isAcceleration ? integrate(samples, { pSample, samplingRateHz }) : samples;
  try {
    return measureFirstSeconds(velocity, { samplingRateHz, pSample, sSample: sampleOf(sTimeMs) });
  } catch (error) {
    if (error instanceof InsufficientDataError) return undefined;
    throw error;
  }
}

/** Seconds after S until the strongest shaking has come. */
const SHAKEN_SECONDS = 5;

/** Peak velocity from P until now, m/s; undefined until five seconds after S. */
export function measurePeakVelocity(
  record: ChannelRecord,
  { pTimeMs, sTimeMs, isAcceleration }: StationArrivals & { isAcceleration: boolean },
): number | undefined {
  if (!(record.endMs >= sTimeMs + 1000 * SHAKEN_SECONDS)) return undefined;
  const { samples, startMs } = record.slice(pTimeMs - 1000 * BEFORE_SECONDS, record.endMs);
  const { samplingRateHz } = record;
  const pSample = Math.round((pTimeMs - startMs) * samplingRateHz / 1000);
  if (!(pSample >= samplingRateHz)) return undefined;
  const velocity = isAcceleration ? integrate(samples, { pSample, samplingRateHz }) : samples;
  let zero = 0;
  for (let i = 0; i < pSample; i++) zero += velocity[i] / pSample;
  let peak = 0;
  for (let i = pSample; i < velocity.length; i++) {
    peak = Math.max(peak, Math.abs(velocity[i] - zero));
  }
  return peak;
}

/** Velocity of an acceleration, its zero line before P removed. */
function integrate(
  samples: Float64Array,
  { pSample, samplingRateHz }: { pSample: number; samplingRateHz: number },
): Float64Array {
  const noise = Math.round(pSample);
  let zero = 0;
  for (let i = 0; i < noise; i++) zero += samples[i] / noise;
  return integrateInTime(samples.map((value) => value - zero), samplingRateHz);
}
