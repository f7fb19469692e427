/** Shape of a window: rows of components side by side. */
export interface WindowShape {
  /** Samples. */
  samples: number;
  /** Components side by side. */
  components: number;
}

/**
 * Scales each component of a window to mean 0 and deviation 1, over its own samples alone:
 * `out` = (`window` − mean) / deviation. [sample, component]. Samples that are missing (NaN) become 0,
 * as does a component without any variance.
 *
 * Source: Zhu and Beroza (2019), PhaseNet, section 2; AI4EPS/PhaseNet, data_reader.py, normalize.
 *
 * @example
 * ```ts
 * import { normaliseWindow } from "@quakecast/quakecast/models";
 * const out = new Float32Array(3);
 * normaliseWindow(Float64Array.of(1, NaN, 3), out, { samples: 3, components: 1 });
 * if (out.join() !== "-1,0,1") throw new Error();
 * ```
 */
export function normaliseWindow(
  window: Float32Array | Float64Array,
  out: Float32Array,
  { samples, components }: WindowShape,
): void {
  const size = samples * components;
  for (let component = 0; component < components; component++) {
    let count = 0;
    let sum = 0;
    for (let i = component; i < size; i += components) {
      const value = window[i];
      if (value === value) {
        sum += value;
        count++;
      }
    }
    const mean = sum / count;
    let squares = 0;
    for (let i = component; i < size; i += components) {
      const difference = window[i] - mean;
      if (difference === difference) squares += difference * difference;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares / count) : 0;
    for (let i = component; i < size; i += components) {
      const scaled = (window[i] - mean) * scale;
      out[i] = scaled === scaled ? scaled : 0;
    }
  }
}
