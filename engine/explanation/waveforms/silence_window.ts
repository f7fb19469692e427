/** A stretch of some components that is to be silent. */
export interface SilentPart {
  /** First sample. */
  from: number;
  /** One behind the last sample. */
  to: number;
  /** Which components, by their places; all unless given. */
  components?: readonly number[];
}

/** Samples over which the waveform fades on either side: a hard cut would look like an arrival. */
export const FADE_SAMPLES = 10;

/**
 * A normalised window with parts of it brought to 0, its mean, with cosine flanks of a tenth of a second
 * at 100 Hz on either side. Where parts overlap or touch, the lower counts. [sample, component]
 *
 * @example
 * ```ts
 * import { silenceWindow } from "@quakecast/quakecast/explanation";
 * const window = new Float32Array(100).fill(1);
 * const silent = silenceWindow(window, [{ from: 40, to: 60 }], { components: 1 });
 * if (silent[39] === 0 || silent[40] !== 0 || silent[29] !== 1) throw new Error();
 * ```
 */
export function silenceWindow(
  window: Float32Array,
  parts: readonly SilentPart[],
  { components: count }: { components: number },
): Float32Array {
  const samples = window.length / count;
  const gains = new Float32Array(window.length).fill(1);
  for (const { from, to, components = Array.from({ length: count }, (_, i) => i) } of parts) {
    const [first, end] = [Math.max(0, from - FADE_SAMPLES), Math.min(samples, to + FADE_SAMPLES)];
    for (let i = first; i < end; i++) {
      const away = i < from ? from - i : Math.max(0, i - to + 1);
      const gain = Math.sin(Math.PI / 2 * Math.min(1, away / (FADE_SAMPLES + 1))) ** 2;
      for (const component of components) {
        const place = i * count + component;
        gains[place] = Math.min(gains[place], gain);
      }
    }
  }
  return window.map((value, i) => value * gains[i]);
}
