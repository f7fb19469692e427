import type { Trace, WaveformEnvelope } from "../../domain/mod.ts";

/** Smallest and largest sample of each of so many bins from a time on; null in bins without samples. */
export function envelopeOf(
  traces: readonly Trace[],
  { channel, startMs, binSeconds, bins }: {
    channel: string;
    startMs: number;
    binSeconds: number;
    bins: number;
  },
): WaveformEnvelope {
  const least: (number | null)[] = new Array(bins).fill(null);
  const largest: (number | null)[] = new Array(bins).fill(null);
  for (const { startTimeMs, samplingRateHz, samples } of traces) {
    for (let i = 0; i < samples.length; i++) {
      const timeMs = startTimeMs + i * 1000 / samplingRateHz;
      const bin = Math.floor((timeMs - startMs) / (1000 * binSeconds) + 1e-6);
      if (bin < 0 || bin >= bins) continue;
      const value = samples[i];
      if (least[bin] === null || value < least[bin]) least[bin] = value;
      if (largest[bin] === null || value > largest[bin]) largest[bin] = value;
    }
  }
  return { channel, startMs, binSeconds, least, largest };
}
