import type { Trace, WaveformNote } from "../../domain/mod.ts";
import { ConfigurationError, formatChannelCode, InputError, traceEndMs } from "../../domain/mod.ts";
import {
  designButterworth,
  filterBothWays,
  filterForward,
  type FilterSection,
  SectionFilter,
} from "../../mathematics/mod.ts";

/** A Butterworth filter for traces of any sampling rate. */
export interface TraceFilterOptions {
  /** Lowest frequency that passes, hertz; left out for a low-pass filter. */
  readonly lowHz?: number;
  /** Highest frequency that passes, hertz; left out for a high-pass filter. */
  readonly highHz?: number;
  /** Order of the prototype; 4 where left out. */
  readonly order?: number;
}

/** How a whole trace is filtered. */
export interface FilterTraceOptions extends TraceFilterOptions {
  /** Forwards and backwards: no delay, the gain squared, and not causal. False where left out. */
  readonly zeroPhase?: boolean;
  /** With zero phase: continue the ends by their reflection first. True where left out. */
  readonly padding?: boolean;
}

/**
 * The trace through a Butterworth filter: causal from rest, or of zero phase. Demean or detrend it
 * first where it has an offset. Throws ConfigurationError where the corners do not fit its rate and
 * InputError where a zero-phase filter has too few samples to pad.
 */
export function filterTrace(trace: Trace, options: FilterTraceOptions): Trace {
  const sections = designFor(trace, options);
  if (options.zeroPhase !== true) {
    return { ...trace, samples: filterForward(sections, trace.samples) };
  }
  try {
    const padding = options.padding ?? true;
    return { ...trace, samples: filterBothWays(sections, trace.samples, { padding }) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(error.message, { value: formatChannelCode(trace.code) });
  }
}

/**
 * A causal filter for one channel that is read piece by piece: pieces that follow each other come out
 * as `filterTrace` would give them whole. After a gap, an overlap or a change of rate (told as a note)
 * it starts from rest again.
 */
export class TraceFilter {
  readonly #options: TraceFilterOptions;
  #filter: SectionFilter | undefined;
  #samplingRateHz = NaN;
  #nextMs = NaN;

  /** The corners are checked when the first trace tells its rate. */
  constructor(options: TraceFilterOptions) {
    this.#options = options;
  }

  /** Filters the next piece. Throws ConfigurationError where the corners do not fit its rate. */
  push(trace: Trace): { trace: Trace; notes: WaveformNote[] } {
    const notes: WaveformNote[] = [];
    const apart = (trace.startTimeMs - this.#nextMs) * trace.samplingRateHz / 1000;
    const sameRate = trace.samplingRateHz === this.#samplingRateHz;
    if (this.#filter === undefined || !sameRate || Math.abs(apart) > 0.5) {
      if (this.#filter !== undefined) {
        notes.push({
          kind: "filter restarted",
          message: sameRate
            ? `The next piece starts ${apart.toFixed(2)} samples off: the filter starts from rest.`
            : `The sampling rate changed from ${this.#samplingRateHz} to ${trace.samplingRateHz} Hz: ` +
              `the filter starts from rest.`,
          channel: formatChannelCode(trace.code),
          timeMs: trace.startTimeMs,
        });
      }
      this.#filter = new SectionFilter(designFor(trace, this.#options));
    }
    this.#samplingRateHz = trace.samplingRateHz;
    if (trace.samples.length > 0) {
      this.#nextMs = traceEndMs(trace) + 1000 / trace.samplingRateHz;
    }
    return { trace: { ...trace, samples: this.#filter.push(trace.samples) }, notes };
  }
}

function designFor(trace: Trace, options: TraceFilterOptions): FilterSection[] {
  const { lowHz, highHz, order = 4 } = options;
  try {
    return designButterworth({ lowHz, highHz, order, samplingRateHz: trace.samplingRateHz });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigurationError(
      `${error.message} (${formatChannelCode(trace.code)}).`,
      lowHz === undefined ? "highHz" : "lowHz",
    );
  }
}
