import {
  findComponentsPresent,
  instrumentOf,
  type LabelledTrace,
  type Pick,
  stationOf,
  type Trace,
  traceEndMs,
} from "../../domain/mod.ts";
import { alignTrace } from "../../preprocessing/mod.ts";
import { componentOf } from "../picking/component_of.ts";
import {
  groupReviewedPicks,
  type LearnedPhase,
  type PickGroup,
  type PickMark,
} from "./group_reviewed_picks.ts";
import type { ReviewedPick } from "./reviewed_picks.ts";
import { unknownStretches } from "./unknown_stretches.ts";

/** A place in a record. */
export interface RecordPlace {
  /** The phase. */
  readonly phase: LearnedPhase;
  /** Sample, with fractions. */
  readonly sample: number;
}

/** A record to learn from, and what a picker is judged by there. */
export interface JudgedTrace {
  /** The record with its arrivals. */
  readonly trace: LabelledTrace;
  /** When its first mark is, UTC epoch milliseconds; left out for a trace of a labelled set. */
  readonly timeMs?: number;
  /** Arrivals that a person has seen. */
  readonly arrivals: readonly RecordPlace[];
  /** Places where a person has seen none. */
  readonly refused: readonly RecordPlace[];
}

/** Records around reviewed picks, and how many picks came into them. */
export interface ReviewedTraces {
  /** The records. */
  readonly traces: readonly JudgedTrace[];
  /** Picks that were reviewed. */
  readonly reviewed: number;
  /** Of these, added by persons where programs found nothing. */
  readonly added: number;
  /** Reviewed ones that are in the records as arrivals. */
  readonly arrivals: number;
  /** Reviewed ones that are in the records as places without one. */
  readonly refused: number;
  /** Reviewed ones that are left out as there is no waveform. */
  readonly withoutWaveform: number;
  /** Reviewed ones that are left out as they are of another phase than P and S. */
  readonly otherPhases: number;
  /** Picks in the records that nobody reviewed, taken as they are. */
  readonly assumed: number;
}

/** How records are cut. */
export interface LabelReviewedOptions {
  /** Picks that nobody reviewed, of the same stations. */
  readonly beside: readonly Pick[];
  /** Samples a second of the records: the picker's. */
  readonly samplingRateHz: number;
  /** Seconds of a picker's window; a record reaches as far from its picks. */
  readonly windowSeconds: number;
}

/** Fewest samples a second that are read. */
const LEAST_RATE_HZ = 20;

/**
 * Cuts records around reviewed picks out of waveforms; a rejected pick leaves its place noise, and what lies
 * beyond what a person has looked at is unknown.
 */
export function labelReviewedTraces(
  waveforms: readonly Trace[],
  reviewed: readonly ReviewedPick[],
  options: LabelReviewedOptions,
): ReviewedTraces {
  const spanMs = options.windowSeconds * 1000;
  const { groups, otherPhases } = groupReviewedPicks(reviewed, { ...options, spanMs });
  const usable = waveforms.filter(({ code, samplingRateHz, samples }) =>
    componentOf(code) !== undefined && samplingRateHz >= LEAST_RATE_HZ && samples.length > 0
  );
  const stations = Map.groupBy(usable, ({ code }) => stationOf(code));
  const traces: JudgedTrace[] = [];
  let assumed = 0;
  for (const group of groups) {
    const record = cutRecord(stations.get(group.station) ?? [], group, options);
    if (record === undefined) continue;
    traces.push(record.judged);
    assumed += record.assumed;
  }
  const count = (key: "arrivals" | "refused") =>
    traces.reduce((sum, one) => sum + one[key].length, 0);
  const [arrivals, refused] = [count("arrivals"), count("refused")];
  const withoutWaveform = reviewed.length - otherPhases - arrivals - refused;
  return {
    ...{ traces, reviewed: reviewed.length, arrivals, refused },
    added: reviewed.filter(({ isAdded }) => isAdded).length,
    ...{ withoutWaveform, otherPhases, assumed },
  };
}

/** The record of a group; undefined where none of its reviewed picks lies in a waveform. */
function cutRecord(
  traces: readonly Trace[],
  group: PickGroup,
  { samplingRateHz, windowSeconds }: LabelReviewedOptions,
): { judged: JudgedTrace; assumed: number } | undefined {
  const { marks, earliestMs, latestMs } = group;
  const around = windowSeconds * 1000;
  const pieces = chooseInstrument(traces, marks).flatMap((trace) => {
    const fromMs = Math.max(marks[0].timeMs - around, earliestMs, trace.startTimeMs);
    const toMs = Math.min(marks.at(-1)!.timeMs + around, latestMs, traceEndMs(trace));
    const piece = fromMs <= toMs && alignTrace(trace, { samplingRateHz, fromMs, toMs });
    return piece && piece.samples.length > 0 ? [piece] : [];
  });
  const covers = (timeMs: number) =>
    pieces.some((piece) => piece.startTimeMs <= timeMs && timeMs <= traceEndMs(piece));
  const seen = marks.filter(({ timeMs }) => covers(timeMs));
  if (seen.every(({ kind }) => kind === "assumed")) return undefined;
  const startMs = Math.min(...pieces.map(({ startTimeMs }) => startTimeMs));
  const sampleOf = (timeMs: number) => (timeMs - startMs) * samplingRateHz / 1000;
  const places = (kind: PickMark["kind"]) =>
    seen.filter((mark) => mark.kind === kind)
      .map(({ phase, timeMs }): RecordPlace => ({ phase, sample: sampleOf(timeMs) }));
  const samples = layPieces(pieces, { startMs, samplingRateHz });
  const [arrivals, assumed] = [places("right"), places("assumed")];
  const arrivalOf = (phase: LearnedPhase) =>
    [...arrivals, ...assumed].find((one) => one.phase === phase)?.sample ?? NaN;
  const [network, station] = group.station.split(".");
  const trace: LabelledTrace = {
    name: `${group.station} ${new Date(Math.round(startMs)).toISOString()}`,
    ...{ network, station, samples, pSample: arrivalOf("P"), sSample: arrivalOf("S") },
    ...{ magnitude: NaN, distanceKm: NaN, metadata: {} },
    componentsPresent: findComponentsPresent(samples),
    unknown: unknownStretches(seen).map(([from, to]) => [sampleOf(from), sampleOf(to)] as const),
  };
  const judged = { trace, timeMs: marks[0].timeMs, arrivals, refused: places("wrong") };
  return { judged, assumed: assumed.length };
}

/** The traces of one instrument: that of a pick where it is among them, else the first that recorded one. */
function chooseInstrument(traces: readonly Trace[], marks: readonly PickMark[]): Trace[] {
  const covering = traces.filter((trace) =>
    marks.some(({ timeMs }) => trace.startTimeMs <= timeMs && timeMs <= traceEndMs(trace))
  );
  const instruments = [...new Set(covering.map(({ code }) => instrumentOf(code)))].sort();
  const own = marks.map(({ pick }) => instrumentOf(pick.code));
  const chosen = own.find((name) => instruments.includes(name)) ?? instruments[0];
  return traces.filter(({ code }) => instrumentOf(code) === chosen);
}

/** Samples side by side, zeros where nothing was recorded. [sample, 3] */
function layPieces(
  pieces: readonly Trace[],
  { startMs, samplingRateHz }: { startMs: number; samplingRateHz: number },
): Float32Array {
  const firstOf = (piece: Trace) =>
    Math.round((piece.startTimeMs - startMs) * samplingRateHz / 1000);
  const length = Math.max(...pieces.map((piece) => firstOf(piece) + piece.samples.length));
  const samples = new Float32Array(length * 3);
  for (const piece of pieces) {
    const component = "ENZ".indexOf(componentOf(piece.code)!);
    const first = firstOf(piece);
    for (let i = 0; i < piece.samples.length; i++) {
      samples[(first + i) * 3 + component] = piece.samples[i];
    }
  }
  return samples;
}
