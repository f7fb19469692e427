import { formatChannelCode, InputError, type Trace, traceEndMs } from "../../domain/mod.ts";
import { interpolateSinc } from "../../mathematics/mod.ts";

/** Samples within this part of a sample of the clock are taken to be on it. */
export const ON_CLOCK_WITHIN = 1e-4;

/** The clock that traces are brought to. */
export interface AlignOptions {
  /** Samples a second of the clock. */
  readonly samplingRateHz: number;
  /** An instant of the clock, UTC epoch milliseconds; 0 (1970-01-01) where left out. */
  readonly tickMs?: number;
  /** First instant wanted; left out, the first tick within the trace. */
  readonly fromMs?: number;
  /** Last instant wanted; left out, the last tick within the trace. */
  readonly toMs?: number;
}

/**
 * Brings a trace to a clock: its samples fall on whole multiples of 1 / rate from `tickMs`, by a
 * windowed sinc that delays by parts of a sample, resamples and keeps out aliases at once. Traces of
 * any channels and stations aligned to one clock can be laid side by side, and the answer does not
 * depend on where a trace was cut (50 samples and more from its ends). A sinusoid below 0.94 of the
 * lower Nyquist frequency keeps its amplitude and phase within 1e-4. A trace that is on the clock
 * already (within 1e-4 of a sample) keeps its samples.
 *
 * Throws InputError where a rate is not positive.
 */
export function alignTrace(trace: Trace, options: AlignOptions): Trace {
  const { samplingRateHz, tickMs = 0 } = options;
  if (!(samplingRateHz > 0) || !(trace.samplingRateHz > 0)) {
    throw new InputError("Cannot align a trace", {
      value: `${formatChannelCode(trace.code)}, ${trace.samplingRateHz} Hz to ${samplingRateHz} Hz`,
      expected: "positive rates",
    });
  }
  const count = trace.samples.length;
  const endMs = traceEndMs(trace);
  const tickOf = (timeMs: number) => (timeMs - tickMs) * samplingRateHz / 1000;
  const fromMs = Math.max(trace.startTimeMs, options.fromMs ?? -Infinity);
  const toMs = Math.min(endMs, options.toMs ?? Infinity);
  const firstTick = Math.ceil(tickOf(fromMs) - ON_CLOCK_WITHIN);
  const lastTick = Math.floor(tickOf(toMs) + ON_CLOCK_WITHIN);
  const startTimeMs = tickMs + firstTick * 1000 / samplingRateHz;
  const ticks = count === 0 ? 0 : Math.max(0, lastTick - firstTick + 1);
  const first = (startTimeMs - trace.startTimeMs) * trace.samplingRateHz / 1000;
  const place = Math.round(first);
  const aligned = { ...trace, startTimeMs, samplingRateHz };
  if (ticks === 0) return { ...aligned, samples: new Float64Array(0) };
  if (samplingRateHz === trace.samplingRateHz && Math.abs(first - place) <= ON_CLOCK_WITHIN) {
    return { ...aligned, samples: trace.samples.subarray(place, place + ticks) };
  }
  const step = trace.samplingRateHz / samplingRateHz;
  return { ...aligned, samples: interpolateSinc(trace.samples, { first, step, count: ticks }) };
}

/**
 * Brings traces to one clock and cuts them to the span that all of them cover, so that sample n of
 * each is of the same instant. [trace] to [trace]
 *
 * Throws InputError where there is no trace, a rate is not positive, or they share no instant.
 */
export function alignTraces(traces: readonly Trace[], options: AlignOptions): Trace[] {
  const fromMs = Math.max(options.fromMs ?? -Infinity, ...traces.map((trace) => trace.startTimeMs));
  const toMs = Math.min(options.toMs ?? Infinity, ...traces.map(traceEndMs));
  if (traces.length === 0 || !(fromMs <= toMs)) {
    throw new InputError("Cannot align traces", {
      value: traces.map(({ code }) => formatChannelCode(code)).join(", "),
      expected: "traces that share an instant",
    });
  }
  return traces.map((trace) => alignTrace(trace, { ...options, fromMs, toMs }));
}
