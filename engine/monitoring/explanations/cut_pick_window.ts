import type { Trace } from "../../domain/mod.ts";
import { normaliseWindow, type Picker } from "../../models/mod.ts";
import { componentOf } from "../picking/component_of.ts";
import { nearestRow } from "../picking/grid_piece.ts";
import { LONGEST_BRIDGED } from "../picking/instrument_picker.ts";

/** The window that a picker sees around a pick. */
export interface PickWindow {
  /** Normalised, as the network reads it. [sample, component] */
  window: Float32Array;
  /** Time of its first sample, UTC epoch milliseconds. */
  startMs: number;
  /** The sample of the pick. */
  sample: number;
  /** Components that have samples in it. */
  components: string[];
}

/**
 * Cuts the window around a time out of the traces of one instrument, at the picker's rate, on rows of the
 * grid of time as the picker lays them: the time in its middle, or as near to it as the record allows; a
 * record that is shorter stands between zeros. It does not reach across a gap of more than half a second.
 */
export function cutPickWindow(
  traces: readonly Trace[],
  picker: Picker,
  timeMs: number,
): PickWindow {
  const { windowSamples: samples, samplingRateHz, components } = picker;
  const width = components.length;
  const middle = Math.round(timeMs * samplingRateHz / 1000);
  const base = middle - samples;
  const rows = new Float64Array(2 * samples * width).fill(NaN);
  for (const trace of traces) {
    const place = components.indexOf(componentOf(trace.code)!);
    const { row } = nearestRow(trace.startTimeMs * samplingRateHz / 1000);
    const from = Math.max(0, base - row);
    const to = Math.min(trace.samples.length, base + 2 * samples - row);
    for (let i = from; i < to; i++) {
      const at = (row + i - base) * width + place;
      if (Number.isNaN(rows[at])) rows[at] = trace.samples[i]; // of an overlap the first are kept
    }
  }
  const [first, end] = stretchAround(rows, { width, at: samples });
  const latest = Math.max(first, end - samples);
  const isShort = end - first < samples;
  const start = isShort
    ? first - Math.floor((samples - (end - first)) / 2)
    : Math.min(latest, Math.max(first, samples - Math.floor(samples / 2)));
  const cut = new Float64Array(samples * width).fill(NaN);
  const [from, to] = [Math.max(first, start), Math.min(end, start + samples)];
  cut.set(rows.subarray(from * width, to * width), (from - start) * width);
  const window = new Float32Array(samples * width);
  normaliseWindow(cut, window, { samples, components: width });
  return {
    ...{ window, sample: samples - start },
    startMs: (base + start) * 1000 / samplingRateHz,
    components: components.filter((_, place) =>
      window.some((value, i) => i % width === place && value !== 0)
    ),
  };
}

/** The rows around one that no gap cuts off: the first, and one behind the last. */
function stretchAround(
  rows: Float64Array,
  { width, at }: { width: number; at: number },
): [first: number, end: number] {
  const isThere = (row: number) => {
    for (let i = 0; i < width; i++) if (!Number.isNaN(rows[row * width + i])) return true;
    return false;
  };
  let [first, end] = [at, at + 1];
  for (let row = at; row >= 0 && first - row <= LONGEST_BRIDGED + 1; row--) {
    if (isThere(row)) first = row;
  }
  for (let row = at; row < rows.length / width && row - end <= LONGEST_BRIDGED; row++) {
    if (isThere(row)) end = row + 1;
  }
  return [first, end];
}
