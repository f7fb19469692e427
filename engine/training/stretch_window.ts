import type { LabelledWindow } from "./labelled_window.ts";

const COMPONENTS = 3;

/**
 * The first `windowSamples` of a window of which time is stretched by a factor, with cubic
 * interpolation between its samples: lower and longer above 1, higher and shorter below; arrivals move
 * with it.
 *
 * Source: Keys (1981), cubic convolution with a = -1/2.
 */
export function stretchWindow(
  { samples, p, s, unknown }: LabelledWindow,
  { factor, windowSamples }: { factor: number; windowSamples: number },
): LabelledWindow {
  const last = samples.length / COMPONENTS - 1;
  const out = new Float32Array(windowSamples * COMPONENTS);
  for (let i = 0; i < windowSamples; i++) {
    const place = i / factor;
    const before = Math.min(last, Math.floor(place));
    const t = place - before;
    const w0 = ((-0.5 * t + 1) * t - 0.5) * t;
    const w1 = (1.5 * t - 2.5) * t * t + 1;
    const w2 = ((-1.5 * t + 2) * t + 0.5) * t;
    const w3 = (0.5 * t - 0.5) * t * t;
    const at = COMPONENTS * before;
    const previous = COMPONENTS * Math.max(0, before - 1);
    const next = COMPONENTS * Math.min(last, before + 1);
    const nextButOne = COMPONENTS * Math.min(last, before + 2);
    for (let c = 0; c < COMPONENTS; c++) {
      out[i * COMPONENTS + c] = w0 * samples[previous + c] + w1 * samples[at + c] +
        w2 * samples[next + c] + w3 * samples[nextButOne + c];
    }
  }
  const move = (arrivals: readonly number[]) =>
    arrivals.map((arrival) => arrival * factor).filter((arrival) => arrival < windowSamples);
  const wide = unknown?.map(([from, to]) => [from * factor, to * factor] as const);
  return { samples: out, p: move(p), s: move(s), ...(wide !== undefined && { unknown: wide }) };
}
