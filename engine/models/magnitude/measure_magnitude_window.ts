import { InputError, MAGNITUDE_WINDOW, MAGNITUDE_WINDOW_SIZE } from "../../domain/mod.ts";

/** Seconds after P below which the middle of the energy is not told apart. */
export const EARLIEST_CENTROID_SECONDS = 0.5;

/** What is measured in a window before any network reads it. */
export interface MagnitudeWindowMeasures {
  /** log10 of the largest absolute sample of all components, in the record's unit. */
  logPeak: number;
  /** log10 of the root mean square over the window and the components that have a signal. */
  logLevel: number;
  /** log10 of the seconds from P to the middle of the energy, which grow with distance. */
  logCentroid: number;
}

/**
 * Measures a window of ground motion, its zero line removed. A record that is 10^d times as large has
 * both amplitudes larger by d exactly and the same centroid. [sample, 3]
 *
 * Throws InputError for another size, a sample that is not finite, or no signal at all.
 */
export function measureMagnitudeWindow(window: Float32Array): MagnitudeWindowMeasures {
  if (window.length !== MAGNITUDE_WINDOW_SIZE) {
    throw new InputError("Cannot measure a window for its magnitude", {
      value: `${window.length} numbers`,
      expected: `${MAGNITUDE_WINDOW_SIZE}`,
    });
  }
  const { components, samples, samplesBeforeP, samplingRateHz } = MAGNITUDE_WINDOW;
  const energies = [0, 0, 0];
  let [peak, energy, moment] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample++) {
    let here = 0;
    for (let component = 0; component < components; component++) {
      const value = window[sample * components + component];
      here += value * value;
      energies[component] += value * value;
      peak = Math.max(peak, Math.abs(value));
    }
    energy += here;
    moment += here * sample;
  }
  if (!(energy > 0 && Number.isFinite(energy))) {
    throw new InputError("Cannot measure a window for its magnitude", {
      value: energy === 0 ? "a record without signal" : "a sample that is not finite",
      expected: "ground motion",
    });
  }
  const present = energies.filter((part) => part > 0).length;
  const seconds = (moment / energy - samplesBeforeP) / samplingRateHz;
  return {
    logPeak: Math.log10(peak),
    logLevel: Math.log10(energy / (present * samples)) / 2,
    logCentroid: Math.log10(Math.max(EARLIEST_CENTROID_SECONDS, seconds)),
  };
}
