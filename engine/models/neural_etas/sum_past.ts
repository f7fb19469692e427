import type { RunningKernels } from "../../backend/mod.ts";
import {
  DAY_MS,
  type PointEvents,
  type ReportProgress,
  type ScoredSpan,
  selectEvents,
} from "../../domain/mod.ts";
import { etasLawOf } from "../etas/etas_law.ts";
import { GROUPS } from "./event_groups.ts";
import { type KeptNeuralEtas, neuralSpans } from "./kept_neural_etas.ts";
import { PLACE_LAWS, sumEventGroups } from "./sum_event_groups.ts";

/** What ETAS says of each event of a past, from those before it. */
export interface PastSums {
  /** The parts of the past, the last up to its end. */
  spans: ScoredSpan[];
  /** Rate of the whole plane, events a day. [event] */
  rate: Float64Array;
  /** Events expected since the event before. [event] */
  expected: Float64Array;
  /** Rate triggered at the place, events a day and km². [event] */
  triggered: Float64Array;
  /** Events expected from the last event to the end. */
  expectedSince: number;
}

/** Sums of a part, from the events up to its end alone. */
interface PartSums {
  span: ScoredSpan;
  /** The events up to its end. */
  events: PointEvents;
  rate: Float64Array;
  expected: Float64Array;
  triggered: Float64Array;
  expectedAfter: number;
}

/** Parts that were summed for a model, by their number: forecasts from later pasts begin with the same. */
const KNOWN = new WeakMap<KeptNeuralEtas, PartSums[]>();

/**
 * Sums over all pairs of events up to a start. Each part between the model's edges sees the events up to
 * its end alone, so that what is known of it from an earlier call is the same to the bit.
 */
export function sumPast(
  kept: KeptNeuralEtas,
  history: PointEvents,
  { startMs, ...task }: {
    startMs: number;
    kernels: RunningKernels;
    onProgress?: ReportProgress;
  },
): PastSums {
  const { size } = history;
  const { mu } = etasLawOf(kept.parameters);
  const background = mu * kept.areaKm2;
  const end = { from: size, to: size, startMs, endMs: startMs };
  const spans = neuralSpans(history, { edgesMs: kept.edgesMs, span: end });
  const known = KNOWN.get(kept) ?? [];
  KNOWN.set(kept, known);
  const columns = () => new Float64Array(size);
  const sums = { spans, rate: columns(), expected: columns(), triggered: columns() };
  let expectedSince = 0;
  spans.forEach((span, k) => {
    const part = isSame(known[k], { span, history })
      ? known[k]
      : known[k] = sumPart(history, { ...task, kept, span });
    for (const name of ["rate", "expected", "triggered"] as const) {
      sums[name].set(part[name], span.from);
    }
    for (let i = span.from; i < span.to; i++) sums.rate[i] += background;
    if (span.to > span.from) {
      for (let i = span.from; i < span.to; i++) {
        const before = i === span.from ? span.startMs : history.timeMs[i - 1];
        sums.expected[i] += background * (history.timeMs[i] - before) / DAY_MS;
      }
      if (span.from > 0) sums.expected[span.from] += expectedSince;
      expectedSince = 0;
    }
    const last = span.to > span.from ? history.timeMs[span.to - 1] : span.startMs;
    expectedSince += part.expectedAfter + background * (span.endMs - last) / DAY_MS;
  });
  return { ...sums, expectedSince };
}

function sumPart(
  history: PointEvents,
  { kept: { parameters, mc }, span, kernels, onProgress }: {
    kept: KeptNeuralEtas;
    span: ScoredSpan;
    kernels: RunningKernels;
    onProgress?: ReportProgress;
  },
): PartSums {
  const { from, to } = span;
  const events = to === history.size
    ? history
    : selectEvents(history, Uint32Array.from({ length: to }, (_, i) => i));
  const size = to - from;
  const law = etasLawOf(parameters);
  const sums = sumEventGroups(events, { law, mc, span, kernels, onProgress });
  const part = {
    rate: new Float64Array(size),
    expected: new Float64Array(size),
    triggered: new Float64Array(size),
  };
  for (let i = 0; i < size; i++) {
    for (let group = 0; group < GROUPS; group++) {
      const at = GROUPS * i + group;
      part.rate[i] += sums.rate[at];
      part.expected[i] += sums.expected[at];
      part.triggered[i] += sums.here[PLACE_LAWS * at];
    }
  }
  const expectedAfter = sums.expectedAfter.reduce((sum, value) => sum + value, 0);
  return { span, events, ...part, expectedAfter };
}

/** Whether a part is of the same events, up to its end, between the same times. */
function isSame(
  part: PartSums | undefined,
  { span, history }: { span: ScoredSpan; history: PointEvents },
): boolean {
  if (part === undefined) return false;
  const { from, to, startMs, endMs } = part.span;
  const isSpan = from === span.from && to === span.to && startMs === span.startMs &&
    endMs === span.endMs;
  return isSpan && columnsOf(part.events).every((column, k) => {
    const given = columnsOf(history)[k];
    return column.every((value, i) => value === given[i]);
  });
}

function columnsOf({ timeMs, magnitude, places }: PointEvents): Float64Array[] {
  return places.kind === "plane"
    ? [timeMs, magnitude, places.eastKm, places.northKm]
    : [timeMs, magnitude, places.longitude, places.latitude];
}
