import type { LabelledTrace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

/** Samples of a synthetic record: a minute at 100 Hz. */
const SAMPLES = 6000;

/**
 * Records of earthquakes whose amplitude follows their magnitude and distance: a P and a larger S, both
 * fading, over noise. Every second one is of high frequency and by `planted` larger than its amplitude says.
 */
export function syntheticRecords(
  count: number,
  { planted = 0, seed = 1 }: { planted?: number; seed?: number } = {},
): LabelledTrace[] {
  return Array.from({ length: count }, (_, i) => {
    const random = new RandomStream(seed).fork(`record ${i}`);
    const distanceKm = 20 + 80 * random.uniform();
    const logAmplitude = 1 + 3 * random.uniform();
    const isHigh = i % 2 === 1;
    const hertz = isHigh ? 12 : 3;
    const [pSample, spSeconds] = [600 + random.integer(300), distanceKm / 8];
    const samples = new Float32Array(3 * SAMPLES);
    for (let sample = 0; sample < SAMPLES; sample++) {
      const afterP = (sample - pSample) / 100;
      const afterS = afterP - spSeconds;
      const p = afterP < 0 ? 0 : 0.3 * Math.exp(-afterP / 3);
      const s = afterS < 0 ? 0 : Math.exp(-afterS / 5);
      for (let component = 0; component < 3; component++) {
        const wave = Math.sin(2 * Math.PI * hertz * afterP + component);
        samples[3 * sample + component] = 10 ** logAmplitude * (p + s) * wave + random.normal();
      }
    }
    return {
      ...{ name: `record ${i}`, network: "XX", station: "TEST", samples, distanceKm, metadata: {} },
      ...{ pSample, sSample: pSample + 100 * spSeconds, componentsPresent: [true, true, true] },
      magnitude: logAmplitude - 1 + 1.5 * Math.log10(distanceKm / 50) + (isHigh ? planted : 0) +
        0.05 * random.normal(),
    } as const;
  });
}
