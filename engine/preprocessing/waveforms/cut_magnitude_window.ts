import { InputError, MAGNITUDE_WINDOW, MAGNITUDE_WINDOW_SIZE } from "../../domain/mod.ts";

/** A window, and what was done to get it. */
export interface MagnitudeCut {
  /** Ground motion, east, north and up side by side, its zero line removed. [sample, 3] */
  window: Float32Array;
  /** Samples of the window that the record does not have, which are 0. */
  missingSamples: number;
}

/**
 * Cuts the window for a magnitude around P out of a record at 100 Hz: from 1 s before P to 29 s after it.
 * The mean of what lies before P is taken from each component; nothing else is done to amplitudes.
 * [sample, 3] -> [3000, 3]
 *
 * Throws InputError where P lies outside of the record.
 */
export function cutMagnitudeWindow(samples: Float32Array, pSample: number): MagnitudeCut {
  const { components, samples: length, samplesBeforeP } = MAGNITUDE_WINDOW;
  const count = samples.length / components;
  const p = Math.round(pSample);
  if (!(p >= 0 && p < count)) {
    throw new InputError("Cannot cut a window for a magnitude", {
      field: "pSample",
      value: String(pSample),
      expected: `0 to ${count - 1}`,
    });
  }
  const start = p - samplesBeforeP;
  const [from, to] = [Math.max(0, start), Math.min(count, start + length)];
  const window = new Float32Array(MAGNITUDE_WINDOW_SIZE);
  for (let component = 0; component < components; component++) {
    let sum = 0;
    for (let i = from; i < p; i++) sum += samples[i * components + component];
    const zero = p > from ? sum / (p - from) : 0;
    for (let i = from; i < to; i++) {
      window[(i - start) * components + component] = samples[i * components + component] - zero;
    }
  }
  return { window, missingSamples: length - (to - from) };
}
