import {
  formatChannelCode,
  InputError,
  type Trace,
  type WaveformReading,
} from "../../domain/mod.ts";
import { interpolateSinc, SINC_CROSSINGS } from "../../mathematics/mod.ts";
import { type AlignOptions, ON_CLOCK_WITHIN } from "./align_trace.ts";

/** A stretch without a gap, as far as it has come. */
interface Stretch {
  /** The first piece; its time and rate hold for the whole stretch. */
  first: Trace;
  /** Samples that are still needed. */
  samples: Float64Array;
  /** Place of the first of them. */
  samplesFrom: number;
  /** Samples of the clock that are out already. */
  given: number;
  /** Time and place of the first sample of the clock. */
  startTimeMs: number;
  place: number;
}

/**
 * `alignTrace` for one channel that comes piece by piece: the same samples as the pieces would give
 * joined to one trace, each as soon as the 50 samples after it are there (more where the rate is
 * lowered). A gap or overlap of more than half a sample and a change of rate end a stretch, which is
 * noted; `finish` gives what is left, with the last sample held, as the end of a trace has it.
 */
export class TraceAligner {
  readonly #options: Pick<AlignOptions, "samplingRateHz" | "tickMs">;
  #stretch: Stretch | undefined;

  /** Throws InputError where the rate is not positive. */
  constructor(options: Pick<AlignOptions, "samplingRateHz" | "tickMs">) {
    if (!(options.samplingRateHz > 0)) {
      throw new InputError("Cannot align traces", {
        value: `${options.samplingRateHz} Hz`,
        expected: "a positive rate",
      });
    }
    this.#options = options;
  }

  /** Takes the next piece and gives what can be given: none, one or, after a gap, two traces. */
  push(trace: Trace): WaveformReading {
    const reading = { traces: [] as Trace[], notes: [] as WaveformReading["notes"][number][] };
    if (trace.samples.length === 0) return reading;
    const known = this.#stretch;
    if (known !== undefined && !follows(known, trace)) {
      reading.traces.push(...this.finish());
      const channel = formatChannelCode(trace.code);
      const message = `${channel}: the piece does not follow the one before: a new stretch begins.`;
      reading.notes.push({ kind: "gap", message, channel, timeMs: trace.startTimeMs });
    }
    const stretch = this.#stretch ??= this.#begin(trace);
    const joined = new Float64Array(stretch.samples.length + trace.samples.length);
    joined.set(stretch.samples);
    joined.set(trace.samples, stretch.samples.length);
    stretch.samples = joined;
    const step = stretch.first.samplingRateHz / this.#options.samplingRateHz;
    const ahead = isOnClock(stretch, step) ? 0 : Math.ceil(SINC_CROSSINGS * Math.max(1, step)) + 1;
    reading.traces.push(...this.#give(stretch, ahead));
    return reading;
  }

  /** Gives what is left, and begins anew: none or one trace. */
  finish(): Trace[] {
    const stretch = this.#stretch;
    this.#stretch = undefined;
    return stretch === undefined ? [] : this.#give(stretch, 0);
  }

  #begin(first: Trace): Stretch {
    const { samplingRateHz, tickMs = 0 } = this.#options;
    const tick = Math.ceil((first.startTimeMs - tickMs) * samplingRateHz / 1000 - ON_CLOCK_WITHIN);
    const startTimeMs = tickMs + tick * 1000 / samplingRateHz;
    const place = (startTimeMs - first.startTimeMs) * first.samplingRateHz / 1000;
    return { first, samples: new Float64Array(0), samplesFrom: 0, given: 0, startTimeMs, place };
  }

  /** Gives the samples that have `ahead` samples after them. Changes `stretch`. */
  #give(stretch: Stretch, ahead: number): Trace[] {
    const { samplingRateHz } = this.#options;
    const step = stretch.first.samplingRateHz / samplingRateHz;
    const last = stretch.samplesFrom + stretch.samples.length - 1 - ahead;
    const within = ahead === 0 ? ON_CLOCK_WITHIN * Math.max(1, step) : 0;
    const count = Math.floor((last + within - stretch.place) / step) + 1 - stretch.given;
    if (count <= 0) return [];
    const trace = {
      ...stretch.first,
      samplingRateHz,
      startTimeMs: stretch.startTimeMs + stretch.given * 1000 / samplingRateHz,
      samples: this.#read(stretch, { step, count }),
    };
    stretch.given += count;
    const reach = Math.ceil(SINC_CROSSINGS * Math.max(1, step)) + 1;
    const needed = Math.floor(stretch.place + stretch.given * step) - reach;
    const dropped = Math.min(stretch.samples.length, Math.max(0, needed - stretch.samplesFrom));
    stretch.samples = stretch.samples.slice(dropped);
    stretch.samplesFrom += dropped;
    return [trace];
  }

  #read(
    stretch: Stretch,
    { step, count }: { step: number; count: number },
  ): Float64Array {
    const { samples, samplesFrom, place, given } = stretch;
    if (isOnClock(stretch, step)) {
      const from = Math.round(place) + given - samplesFrom;
      return samples.slice(from, from + count);
    }
    return interpolateSinc(samples, { first: place, step, count, passedOver: given, samplesFrom });
  }
}

function follows({ first, samples, samplesFrom }: Stretch, next: Trace): boolean {
  const count = samplesFrom + samples.length;
  const expectedMs = first.startTimeMs + count * 1000 / first.samplingRateHz;
  const apart = (next.startTimeMs - expectedMs) * next.samplingRateHz / 1000;
  return next.samplingRateHz === first.samplingRateHz && Math.abs(apart) <= 0.5;
}

function isOnClock({ place }: Stretch, step: number): boolean {
  return step === 1 && Math.abs(place - Math.round(place)) <= ON_CLOCK_WITHIN;
}
