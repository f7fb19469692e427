import type { LabelledTrace, Pick, Trace } from "../../domain/mod.ts";
import type { TracePicker } from "../trace_picker.ts";
import type { JudgedTrace, RecordPlace } from "./label_reviewed_traces.ts";

/** What a missed arrival costs, and a pick where nothing arrives, and the most that an early or late one costs. */
const MOST_SECONDS = 0.5;

/** How a picker does on records. */
export interface TraceErrors {
  /** What each record costs by place that a person has seen, seconds. [trace] */
  readonly errors: number[];
  /** Arrivals found within 0.5 s. */
  readonly found: number;
  /** Arrivals in all. */
  readonly arrivals: number;
  /** Picks where it is known that nothing arrives. */
  readonly falsePicks: number;
}

/**
 * Errors of a picker on records, seconds: an arrival costs how far the nearest pick of its phase is from
 * it, 0.5 s at most; a pick where it is known that nothing arrives costs 0.5 s, whichever picker made it first:
 * were only those of one picker counted that a person rejected, another one with as many would look better.
 */
export async function judgeTraces(
  picker: TracePicker,
  records: readonly JudgedTrace[],
  { samplingRateHz, signal }: { samplingRateHz: number; signal?: AbortSignal },
): Promise<TraceErrors> {
  const errors: number[] = [];
  let [found, arrivals, falsePicks] = [0, 0, 0];
  for (const { trace, arrivals: right, refused } of records) {
    signal?.throwIfAborted();
    const { picks } = await picker.pick(tracesOf(trace, samplingRateHz));
    const distance = ({ phase, sample }: RecordPlace) =>
      Math.min(
        MOST_SECONDS,
        ...picks.filter((pick) => pick.phase === phase)
          .map(({ timeMs }) => Math.abs(timeMs / 1000 - sample / samplingRateHz)),
      );
    const far = right.map(distance);
    const wrong = picks.filter((pick) => isFalse(pick, { trace, right, samplingRateHz })).length;
    found += far.filter((seconds) => seconds < MOST_SECONDS).length;
    falsePicks += wrong;
    arrivals += right.length;
    const cost = far.reduce((sum, seconds) => sum + seconds, wrong * MOST_SECONDS);
    errors.push(cost / (right.length + refused.length));
  }
  return { errors, found, arrivals, falsePicks };
}

/** Whether a pick is far from all arrivals of its phase where a person has looked. */
function isFalse(
  { phase, timeMs }: Pick,
  { trace, right, samplingRateHz }: {
    trace: LabelledTrace;
    right: readonly RecordPlace[];
    samplingRateHz: number;
  },
): boolean {
  const at = timeMs / 1000 * samplingRateHz;
  if (trace.unknown?.some(([from, to]) => from <= at && at <= to)) return false;
  const own = right.filter((place) => place.phase === phase).map(({ sample }) => sample);
  const labelled = phase === "P" ? trace.pSample : trace.sSample; // NaN is near nothing
  return ![...own, labelled].some((sample) =>
    Math.abs(sample - at) < MOST_SECONDS * samplingRateHz
  );
}

/** A labelled trace as one to judge by all that people read in it; undefined where they read nothing. */
export function judgedByLabels(trace: LabelledTrace): JudgedTrace | undefined {
  const places: RecordPlace[] = [
    { phase: "P", sample: trace.pSample },
    { phase: "S", sample: trace.sSample },
  ];
  const arrivals = places.filter(({ sample }) => !Number.isNaN(sample));
  return arrivals.length === 0 ? undefined : { trace, arrivals, refused: [] };
}

/** The components that were recorded, from 1970 on. */
function tracesOf(
  { network, station, name, samples, componentsPresent }: LabelledTrace,
  samplingRateHz: number,
): Trace[] {
  return [0, 1, 2].filter((c) => componentsPresent[c]).map((c) => ({
    code: { network, station: station || name, location: "", channel: `HH${"ENZ"[c]}` },
    startTimeMs: 0,
    samplingRateHz,
    samples: Float32Array.from({ length: samples.length / 3 }, (_, i) => samples[i * 3 + c]),
  }));
}
