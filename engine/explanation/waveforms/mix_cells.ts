import { FADE_SAMPLES } from "./silence_window.ts";

/** A stretch of one component. */
export interface WindowCell {
  /** First sample. */
  from: number;
  /** One behind the last sample. */
  to: number;
  /** Place of the component. */
  component: number;
}

/**
 * Cells of a window, so many samples wide, that begin at a sample; those at the ends are cut. Components
 * without a record, all zeros, have none, nor have times without one.
 */
export function layCells(
  window: Float32Array, // [sample, component]
  { components, sample, width }: { components: number; sample: number; width: number },
): WindowCell[] {
  const samples = window.length / components;
  const cells: WindowCell[] = [];
  const isRecorded = (component: number) =>
    window.some((value, i) => i % components === component && value !== 0);
  const recorded = Array.from({ length: components }, (_, component) => component)
    .filter(isRecorded);
  for (let start = sample - width * Math.ceil(sample / width); start < samples; start += width) {
    const [from, to] = [Math.max(0, start), Math.min(samples, start + width)];
    const around = window.subarray(
      Math.max(0, from - FADE_SAMPLES) * components,
      (to + FADE_SAMPLES) * components,
    );
    if (around.every((value) => value === 0)) continue;
    for (const component of recorded) cells.push({ from, to, component });
  }
  return cells;
}

/**
 * Gives what makes the window with some cells as they are, the rest as in a baseline. Over a tenth of a second
 * (at 100 Hz) on either side of its ends each cell fades into what is beside it; all of them together are
 * the window. [cell], [sample, component] -> [sample, component]
 */
export function mixCells(
  window: Float32Array,
  cells: readonly WindowCell[],
  { components }: { components: number },
): (present: Uint8Array, baseline: Float32Array) => Float32Array {
  const samples = window.length / components;
  const tapers = cells.map(({ from, to }) => {
    const first = Math.max(0, from - FADE_SAMPLES);
    const end = Math.min(samples, to + FADE_SAMPLES);
    const gains = Float32Array.from(
      { length: end - first },
      (_, i) =>
        riseAt(first + i, { edge: from, samples }) - riseAt(first + i, { edge: to, samples }),
    );
    return { first, gains };
  });
  return (present, baseline) => {
    const mixed = baseline.slice();
    present.forEach((isThere, cell) => {
      if (isThere === 0) return;
      const { first, gains } = tapers[cell];
      gains.forEach((gain, i) => {
        const place = (first + i) * components + cells[cell].component;
        mixed[place] += gain * (window[place] - baseline[place]);
      });
    });
    return mixed;
  };
}

/** From 0 before an edge to 1 behind it; the ends of the window are no edges. */
function riseAt(sample: number, { edge, samples }: { edge: number; samples: number }): number {
  if (edge <= 0) return 1;
  if (edge >= samples) return 0;
  const along = (sample - edge + FADE_SAMPLES + 0.5) / (2 * FADE_SAMPLES);
  return Math.sin(Math.PI / 2 * Math.min(1, Math.max(0, along))) ** 2;
}
