import { RandomStream } from "@quakecast/quakecast/mathematics";

/** An earthquake in a made record. */
export interface MadeEvent {
  /** Arrival of P, seconds. */
  readonly pSeconds: number;
  /** Arrival of S, seconds. */
  readonly sSeconds: number;
  /** Amplitude of P over that of the noise. */
  readonly size: number;
}

/** How a record is made. */
export interface MadeRecordOptions {
  /** Its length. */
  readonly seconds: number;
  /** Samples a second; 100 where left out. */
  readonly samplingRateHz?: number;
  /** Earthquakes in it. */
  readonly events: readonly MadeEvent[];
  /** Seed of the noise and of the waves. */
  readonly seed: number;
}

/**
 * A record of noise with earthquakes: P at 8 Hz, mostly vertical, and S at 5 Hz, twice as strong and
 * mostly horizontal, both with random phases and dying away. East, north and up. [sample, 3]
 */
export function makeRecord(options: MadeRecordOptions): Float64Array {
  const { seconds, samplingRateHz = 100, events, seed } = options;
  const random = new RandomStream(seed);
  const count = Math.round(seconds * samplingRateHz);
  const record = Float64Array.from({ length: 3 * count }, () => random.normal());
  for (const { pSeconds, sSeconds, size } of events) {
    const phases = Array.from({ length: 6 }, () => 2 * Math.PI * random.uniform());
    for (let i = Math.ceil(pSeconds * samplingRateHz); i < count; i++) {
      const since = i / samplingRateHz - pSeconds;
      const sinceS = i / samplingRateHz - sSeconds;
      for (let component = 0; component < 3; component++) {
        const up = component === 2;
        const p = Math.exp(-since / 3) * Math.sin(2 * Math.PI * 8 * since + phases[component]);
        record[3 * i + component] += size * (up ? 1 : 0.3) * p;
        if (sinceS < 0) continue;
        const s = Math.exp(-sinceS / 4) *
          Math.sin(2 * Math.PI * 5 * sinceS + phases[3 + component]);
        record[3 * i + component] += 2 * size * (up ? 0.4 : 1) * s;
      }
    }
  }
  return record;
}
