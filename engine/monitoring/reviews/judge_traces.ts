import type { LabelledTrace, Trace } from "../../domain/mod.ts";
import type { TracePicker } from "../trace_picker.ts";
import type { JudgedTrace, RecordPlace } from "./label_reviewed_traces.ts";

/** What a missed arrival costs, and a pick where there is none, and the most that an early or late one costs. */
const MOST_SECONDS = 0.5;

/** How a picker does on records. */
export interface TraceErrors {
  /** Mean over the places of each record, seconds. [trace] */
  readonly errors: number[];
  /** Arrivals found within 0.5 s. */
  readonly found: number;
  /** Arrivals in all. */
  readonly arrivals: number;
  /** Rejected places where there is a pick again. */
  readonly repeated: number;
}

/**
 * Errors of a picker on records, seconds: an arrival costs how far the nearest pick of its phase is from
 * it, 0.5 s at most; a rejected place costs 0.5 s where there is a pick within 0.5 s again, else nothing.
 */
export async function judgeTraces(
  picker: TracePicker,
  records: readonly JudgedTrace[],
  { samplingRateHz, signal }: { samplingRateHz: number; signal?: AbortSignal },
): Promise<TraceErrors> {
  const errors: number[] = [];
  let [found, arrivals, repeated] = [0, 0, 0];
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
    const wrong = refused.map((place) => distance(place) < MOST_SECONDS ? MOST_SECONDS : 0);
    found += far.filter((seconds) => seconds < MOST_SECONDS).length;
    repeated += wrong.filter((seconds) => seconds > 0).length;
    arrivals += right.length;
    const all = [...far, ...wrong];
    errors.push(all.reduce((sum, seconds) => sum + seconds, 0) / all.length);
  }
  return { errors, found, arrivals, repeated };
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
