import { compileInputGradient, type KernelEngine } from "../../backend/mod.ts";
import { MAGNITUDE_WINDOW, MAGNITUDE_WINDOW_SIZE } from "../../domain/mod.ts";
import {
  EARLIEST_CENTROID_SECONDS,
  formOfWindow,
  MAGNITUDE_OUTPUTS_OF_WINDOW,
  type MagnitudeNetwork,
  type MagnitudeRegression,
  type MagnitudeWindowMeasures,
  measureMagnitudeWindow,
  regressionMagnitude,
} from "../../models/mod.ts";

/** What a magnitude is the sum of. */
export interface MagnitudeTerms {
  /** log10 of the amplitude with the regression's constant. */
  amplitude: number;
  /** What the regression adds for the middle of the energy. */
  centroid: number;
  /** What the network adds for the form of the waveform. */
  network: number;
}

/** A magnitude as a function of windows of ground motion, from 1 s before P. */
export interface MagnitudeOfRecord {
  /** Windows that are taken at once. */
  readonly batch: number;
  /** Magnitudes of windows, end to end. [window] */
  value(windows: Float32Array): Float64Array;
  /** Their slopes by every sample. [window, sample, 3] */
  gradient(windows: Float32Array): Float32Array;
  /** What the magnitude of one window is the sum of. */
  terms(window: Float32Array): MagnitudeTerms;
  /** Gives the buffers back. */
  dispose(): void;
}

const BATCH = 8;

/**
 * The magnitude a network reads and its slopes by the record itself, through the amplitude and the centroid
 * of the regression and through the division by the root mean square before the network. As a record
 * c times as large has a magnitude larger by log10 c, the slopes times the samples always add up to
 * 1 / ln 10 (Euler's theorem).
 *
 * Calls throw InputError for a window without signal.
 */
export function magnitudeOfRecord(
  { regression, network: { graph, weights } }: MagnitudeNetwork,
  { engine }: { engine: KernelEngine },
): MagnitudeOfRecord {
  const network = compileInputGradient(graph, { values: weights, batch: BATCH, engine });
  const split = (windows: Float32Array) => {
    const count = windows.length / MAGNITUDE_WINDOW_SIZE;
    const each = Array.from(
      { length: count },
      (_, i) => windows.subarray(i * MAGNITUDE_WINDOW_SIZE, (i + 1) * MAGNITUDE_WINDOW_SIZE),
    );
    const measures = each.map(measureMagnitudeWindow);
    const forms = new Float32Array(windows.length);
    each.forEach((window, i) =>
      forms.set(formOfWindow(window, measures[i]), i * MAGNITUDE_WINDOW_SIZE)
    );
    return { each, measures, forms };
  };
  return {
    batch: BATCH,
    value(windows) {
      const { measures, forms } = split(windows);
      const said = network.predict(forms);
      return Float64Array.from(
        measures,
        (one, i) => regressionMagnitude(regression, one) + said[MAGNITUDE_OUTPUTS_OF_WINDOW * i],
      );
    },
    gradient(windows) {
      const { each, measures, forms } = split(windows);
      const slopes = new Float32Array(each.length * MAGNITUDE_OUTPUTS_OF_WINDOW);
      each.forEach((_, i) => slopes[MAGNITUDE_OUTPUTS_OF_WINDOW * i] = 1);
      const byForm = network.gradient(forms, slopes);
      each.forEach((window, i) => {
        const own = byForm.subarray(i * MAGNITUDE_WINDOW_SIZE, (i + 1) * MAGNITUDE_WINDOW_SIZE);
        toSlopesByRecord(own, { window, measures: measures[i], regression });
      });
      return byForm;
    },
    terms(window) {
      const { measures: [measures], forms } = split(window);
      const { constant, perLogCentroid, amplitude } = regression;
      return {
        amplitude: measures[amplitude] + constant,
        centroid: perLogCentroid * measures.logCentroid,
        network: network.predict(forms)[0],
      };
    },
    dispose: () => network.dispose(),
  };
}

/** From slopes by the form, in place, to slopes of the whole magnitude by the record. [sample, 3] */
function toSlopesByRecord(
  slopes: Float32Array,
  { window, measures, regression: { amplitude, perLogCentroid } }: {
    window: Float32Array;
    measures: MagnitudeWindowMeasures;
    regression: MagnitudeRegression;
  },
): void {
  const { components, samplesBeforeP, samplingRateHz } = MAGNITUDE_WINDOW;
  let [energy, moment, along, peak] = [0, 0, 0, 0];
  for (let i = 0; i < window.length; i++) {
    const square = window[i] * window[i];
    energy += square;
    moment += square * Math.floor(i / components);
    along += slopes[i] * window[i];
    if (Math.abs(window[i]) > Math.abs(window[peak])) peak = i;
  }
  const rms = 10 ** measures.logLevel;
  const middle = moment / energy;
  const seconds = (middle - samplesBeforeP) / samplingRateHz;
  // Earlier than that the centroid is not told apart, and has no slope.
  const isTold = seconds > EARLIEST_CENTROID_SECONDS;
  const byCentroid = isTold ? perLogCentroid / (seconds * Math.LN10) : 0;
  for (let i = 0; i < window.length; i++) {
    const form = slopes[i] / rms - window[i] * along / (rms * energy);
    const level = amplitude === "logLevel" ? window[i] / (energy * Math.LN10) : 0;
    const centroid = 2 * window[i] * (Math.floor(i / components) - middle) /
      (energy * samplingRateHz);
    slopes[i] = form + level + byCentroid * centroid;
  }
  if (amplitude === "logPeak") slopes[peak] += 1 / (window[peak] * Math.LN10);
}
