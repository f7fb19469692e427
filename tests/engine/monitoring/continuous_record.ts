import type { Trace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile } from "../../shared_data.ts";

const JOIN = 400;

/** A long record of three components that is made of real noise and real earthquakes. */
export interface ContinuousRecord {
  /** Its samples, by component E, N, Z. [3][sample] */
  components: readonly Float32Array[];
  /** Where P arrivals were read, samples. */
  pSamples: readonly number[];
  /** Where S arrivals were read, samples. */
  sSamples: readonly number[];
}

/**
 * Lays whole recordings of `ncedc` one after another, scaled to equal noise, each faded over into the
 * next; seeded.
 */
export async function makeContinuousRecord(
  { recordings, seed }: { recordings: number; seed: number },
): Promise<ContinuousRecord> {
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const random = new RandomStream(seed);
  const components = [0, 1, 2].map(() => new Float32Array(recordings * 8000 + JOIN));
  const [pSamples, sSamples]: number[][] = [[], []];
  for (let place = 0; place < recordings;) {
    const trace = set.traceAt(Math.floor(random.uniform() * set.count));
    if (!trace.componentsPresent.every(Boolean)) continue;
    const first = Math.floor(random.uniform() * 500);
    const start = place * 8000;
    for (let c = 0; c < 3; c++) {
      const values = Float64Array.from({ length: 8000 + JOIN }, (_, i) => {
        return trace.samples[(first + i) * 3 + c];
      });
      const noise = values.subarray(0, 2000);
      const mean = noise.reduce((a, b) => a + b, 0) / noise.length;
      const deviation = Math.sqrt(noise.reduce((a, b) => a + (b - mean) ** 2, 0) / noise.length);
      values.forEach((value, i) => {
        const fade = Math.min(1, i / JOIN, (8000 + JOIN - i) / JOIN);
        components[c][start + i] += fade * (value - mean) / deviation * 100;
      });
    }
    pSamples.push(start + trace.pSample - first);
    sSamples.push(start + trace.sSample - first);
    place++;
  }
  set.close();
  return { components, pSamples, sSamples };
}

/** Samples `from` to `to` of a record as traces of NC.TEST..HH, sample 0 standing at `startTimeMs`. */
export function tracesOf(
  { components }: ContinuousRecord,
  { from, to, startTimeMs }: { from: number; to: number; startTimeMs: number },
): Trace[] {
  return components.map((samples, c) => ({
    code: { network: "NC", station: "TEST", location: "", channel: `HH${"ENZ"[c]}` },
    startTimeMs: startTimeMs + from * 10,
    samplingRateHz: 100,
    samples: samples.slice(from, to),
  }));
}
