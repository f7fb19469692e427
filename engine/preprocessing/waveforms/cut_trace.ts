import { formatChannelCode, type Trace, type WaveformReading } from "../../domain/mod.ts";

/** The samples of a trace from one instant to another, both included, UTC epoch milliseconds. */
export function cutTrace(trace: Trace, span: { fromMs: number; toMs: number }): Trace {
  const placeOf = (timeMs: number) => (timeMs - trace.startTimeMs) * trace.samplingRateHz / 1000;
  // An instant within a thousandth of a sample is that sample's.
  const from = Math.max(0, Math.ceil(placeOf(span.fromMs) - 1e-3));
  const to = Math.min(trace.samples.length, Math.floor(placeOf(span.toMs) + 1e-3) + 1);
  return {
    ...trace,
    startTimeMs: trace.startTimeMs + from * 1000 / trace.samplingRateHz,
    samples: trace.samples.subarray(from, Math.max(from, to)),
  };
}

/**
 * Splits a trace where samples are missing, marked by NaN or an infinity; each run of them is noted
 * as a gap. A trace without any comes back as it is.
 */
export function splitAtMissing(trace: Trace): WaveformReading {
  const { samples, samplingRateHz, startTimeMs } = trace;
  const reading = { traces: [] as Trace[], notes: [] as WaveformReading["notes"][number][] };
  const channel = formatChannelCode(trace.code);
  for (let from = 0; from < samples.length;) {
    const sound = Number.isFinite(samples[from]);
    let to = from + 1;
    while (to < samples.length && Number.isFinite(samples[to]) === sound) to++;
    const timeMs = startTimeMs + from * 1000 / samplingRateHz;
    if (sound) {
      const whole = to - from === samples.length;
      const part = { ...trace, startTimeMs: timeMs, samples: samples.subarray(from, to) };
      reading.traces.push(whole ? trace : part);
    } else {
      const when = new Date(timeMs).toISOString();
      const message = `${channel} at ${when}: ${to - from} samples are no numbers: split.`;
      reading.notes.push({ kind: "gap", message, channel, timeMs });
    }
    from = to;
  }
  return reading;
}
