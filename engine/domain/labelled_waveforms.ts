import type { WaveformNote } from "./waveform.ts";

/** A three-component recording of one earthquake, or of noise, with what people read in it. */
export interface LabelledTrace {
  /** Name of the trace, unique in its set. */
  readonly name: string;
  /** Network code; empty where unknown. */
  readonly network: string;
  /** Station code; empty where unknown. */
  readonly station: string;
  /** Samples, east, north and up side by side; a component that is missing is zero. [sample, 3] */
  readonly samples: Float32Array;
  /** Sample of the P arrival, with fractions; NaN where there is none. */
  readonly pSample: number;
  /** Sample of the S arrival, with fractions; NaN where there is none. */
  readonly sSample: number;
  /** Stretches of which nobody has said what arrives there, samples; they may reach beyond the trace. */
  readonly unknown?: readonly (readonly [from: number, to: number])[];
  /** Magnitude of the earthquake; NaN where unknown. */
  readonly magnitude: number;
  /** Epicentral distance, kilometres; NaN where unknown. */
  readonly distanceKm: number;
  /** Whether east, north and up were recorded: whether any sample of them differs from zero. [3] */
  readonly componentsPresent: readonly [boolean, boolean, boolean];
  /** Everything else that the set tells of the trace, by its own names and as text. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A set of labelled traces, such as STEAD or a folder of packed arrays; traces are copies. */
export interface LabelledWaveforms {
  /** Where it came from, for messages. */
  readonly name: string;
  /** Names of the traces, in order. [count] */
  readonly names: readonly string[];
  /** Samples a second of every trace. */
  readonly samplingRateHz: number;
  /** Number of traces. */
  readonly count: number;
  /** What was wrong or was done; empty where all was well. */
  readonly notes: readonly WaveformNote[];
  /**
   * The trace at an index, 0 to count − 1. Throws InputError for an index that is none and for a trace
   * whose samples cannot be read.
   */
  traceAt(index: number): LabelledTrace;
  /** Lets go of what is behind it; traces may not be asked for any more. */
  close(): void;
}

/** Which of east, north and up has a sample that is not zero. `samples` is [sample, 3]. */
export function findComponentsPresent(samples: Float32Array): [boolean, boolean, boolean] {
  const present: [boolean, boolean, boolean] = [false, false, false];
  for (let component = 0; component < 3; component++) {
    for (let i = component; i < samples.length && !present[component]; i += 3) {
      present[component] = samples[i] !== 0;
    }
  }
  return present;
}
