import type { RandomStream } from "../../mathematics/mod.ts";

/** Where the noise of a window lies. */
export interface NoiseStretch {
  /** First sample. */
  from: number;
  /** One behind the last sample. */
  to: number;
  /** Components side by side. */
  components: number;
}

/** Length of a piece, samples: 2 s at 100 Hz hold what is coherent in noise above half a hertz. */
const PIECE_SAMPLES = 200;

/**
 * A window of noise that a record might have gone on with: pieces of its own noise, all components at once, from
 * random places, that fade into each other at equal power. Where the window has no record, there is
 * no noise either. A stretch shorter than half a piece is none: the answer is silence. [sample, component]
 *
 * Source: Künsch 1989, The jackknife and the bootstrap for general stationary observations (pieces).
 */
export function resampleNoise(
  window: Float32Array,
  { from, to, components }: NoiseStretch,
  random: RandomStream,
): Float32Array {
  const noise = new Float32Array(window.length);
  if (to - from < PIECE_SAMPLES / 2) return noise;
  const half = Math.floor(Math.min(PIECE_SAMPLES, to - from) / 2);
  const samples = window.length / components;
  for (let start = -half; start < samples; start += half) {
    const source = from + random.integer(to - from - 2 * half + 1);
    for (let i = Math.max(0, -start); i < 2 * half && start + i < samples; i++) {
      const gain = Math.sin(Math.PI * (i + 0.5) / (2 * half));
      for (let component = 0; component < components; component++) {
        noise[(start + i) * components + component] += gain *
          window[(source + i) * components + component];
      }
    }
  }
  return noise.map((value, i) => window[i] === 0 ? 0 : value);
}
