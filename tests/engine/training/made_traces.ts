import type { LabelledTrace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

/** Samples of a made trace, and where its P stands. */
const SAMPLES = 2_000;
const P_SAMPLE = 700;

/**
 * A made seismogram: noise, a P that is sharp on the vertical and an S, lower and stronger, on the
 * horizontals; both fade. Not like an earthquake's, but to be told apart. Pitch is a factor of both frequencies.
 */
export function madeTrace(
  seed: number,
  { samples: count = SAMPLES, pSample = P_SAMPLE, pitch = 1 }: {
    samples?: number;
    pSample?: number;
    pitch?: number;
  } = {},
): LabelledTrace {
  const stream = new RandomStream(`made trace ${seed}`);
  const sSample = pSample + 150 + stream.integer(200);
  const samples = new Float32Array(3 * count);
  const wave = (i: number, { start, rate, fade }: { start: number; rate: number; fade: number }) =>
    i < start ? 0 : Math.sin(pitch * rate * (i - start)) * Math.exp(-(i - start) / fade);
  for (let i = 0; i < count; i++) {
    const p = 6 * wave(i, { start: pSample, rate: 0.9, fade: 80 });
    const s = 12 * wave(i, { start: sSample, rate: 0.45, fade: 150 });
    samples[3 * i] = stream.normal() + 0.3 * p + s;
    samples[3 * i + 1] = stream.normal() + 0.3 * p - 0.8 * s;
    samples[3 * i + 2] = stream.normal() + p + 0.2 * s;
  }
  return {
    ...{ name: `made ${seed}`, network: "XX", station: `S${seed}`, samples, pSample, sSample },
    ...{ magnitude: NaN, distanceKm: NaN, componentsPresent: [true, true, true], metadata: {} },
  };
}
