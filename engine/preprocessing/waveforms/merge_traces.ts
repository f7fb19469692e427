import {
  ConfigurationError,
  formatChannelCode,
  type Trace,
  type WaveformNote,
  type WaveformReading,
} from "../../domain/mod.ts";
import { JoinedSamples } from "./joined_samples.ts";

/** What is done where two traces of a channel tell of the same instants. */
export type OverlapPolicy = "keep first" | "keep last" | "require equal";

/** What is done where a channel has nothing for a while. */
export type GapPolicy = "split" | "fill with zeros" | "interpolate";

/** How the traces of a channel are merged. */
export interface MergeOptions {
  /**
   * In an overlap: the samples of the trace that starts first (default), those of the later one, or,
   * with "require equal", the shared ones, and from the first to the last disagreement a gap.
   */
  readonly overlap?: OverlapPolicy;
  /** In a gap: two traces (default), zeros, or a straight line from the sample before to that after. */
  readonly gap?: GapPolicy;
  /** Longest gap that is filled, seconds; longer ones split. Without end where left out. */
  readonly longestFillSeconds?: number;
}

/** Traces that are complete, and what is joined further. */
interface Joining {
  merged: Trace[];
  joined: JoinedSamples;
}

/** Pieces further than this off the first one's samples are said to be moved, in samples. */
const SAID_WHEN_MOVED = 0.01;

/**
 * Merges the traces of each channel: by time, whatever their order; pieces that follow each other
 * become one trace, gaps and overlaps are treated as the options tell, and everything that was found
 * or done is in the notes. A piece whose samples fall between those of the one before it is moved by
 * at most half a sample, and that is noted too; use `alignTrace` first where it matters. Traces of
 * another rate are never merged. Samples keep their kind unless kinds are mixed or interpolated.
 *
 * Throws ConfigurationError for an unknown policy.
 */
export function mergeTraces(
  traces: readonly Trace[],
  options: MergeOptions = {},
): WaveformReading {
  checkOptions(options);
  const merged: Trace[] = [];
  const notes: WaveformNote[] = [];
  for (const group of groupByChannel(traces)) {
    let joined: JoinedSamples | undefined;
    for (const trace of group) {
      if (trace.samples.length === 0) continue;
      if (joined !== undefined && joined.samplingRateHz !== trace.samplingRateHz) {
        notes.push(
          note(
            trace,
            "rate change",
            `sampling rate changes from ${joined.samplingRateHz} to ${trace.samplingRateHz} Hz: not merged`,
          ),
        );
        merged.push(joined.toTrace());
        joined = undefined;
      }
      if (joined === undefined) {
        joined = new JoinedSamples(trace);
        continue;
      }
      const next: Joining = joinNext(joined, trace, { options, notes });
      merged.push(...next.merged);
      joined = next.joined;
    }
    if (joined !== undefined) merged.push(joined.toTrace());
  }
  return { traces: merged.filter(({ samples }) => samples.length > 0), notes };
}

/** Joins a trace to what there is; what is complete comes back in `merged`. */
function joinNext(
  joined: JoinedSamples,
  trace: Trace,
  run: { options: MergeOptions; notes: WaveformNote[] },
): Joining {
  const exact = joined.placeOf(trace.startTimeMs);
  const place = Math.round(exact);
  if (place < 0) return joinNext(joined, trimStart(trace, -place, run.notes), run);
  if (place > joined.length) return joinAfterGap(joined, trace, { ...run, place });
  if (Math.abs(exact - place) > SAID_WHEN_MOVED) noteMoved(trace, place - exact, run.notes);
  if (place === joined.length) {
    joined.append(trace.samples);
    return { merged: [], joined };
  }
  const shared = Math.min(joined.length - place, trace.samples.length);
  const { overlap = "keep first" } = run.options;
  const found = `overlap of ${shared} samples`;
  if (overlap === "require equal") {
    const apart = joined.findDisagreement(trace.samples, place, shared);
    if (apart !== undefined) {
      const count = apart.to - apart.from;
      run.notes.push(
        note(trace, "overlap", `${found}: they disagree, ${count} samples taken out`, {
          timeMs: joined.timeAt(apart.from),
        }),
      );
      return splitAround(joined, trace, { place, ...apart });
    }
  } else if (overlap === "keep last") {
    joined.overwrite(trace.samples.subarray(0, shared), place);
  }
  const done = overlap === "require equal" ? "all equal" : `${overlap.slice(5)} kept`;
  run.notes.push(note(trace, "overlap", `${found}: ${done}`));
  joined.append(trace.samples.subarray(shared));
  return { merged: [], joined };
}

function joinAfterGap(
  joined: JoinedSamples,
  trace: Trace,
  run: { options: MergeOptions; notes: WaveformNote[]; place: number },
): Joining {
  const { gap = "split", longestFillSeconds = Infinity } = run.options;
  const missing = run.place - joined.length;
  const seconds = missing / trace.samplingRateHz;
  const found = `${missing} samples (${Number(seconds.toPrecision(6))} s) are missing`;
  const timeMs = joined.timeAt(joined.length);
  if (joined.length === 0 || gap === "split" || seconds > longestFillSeconds) {
    run.notes.push(note(trace, "gap", `${found}: split`, { timeMs }));
    return { merged: [joined.toTrace()], joined: new JoinedSamples(trace) };
  }
  const moved = run.place - joined.placeOf(trace.startTimeMs);
  if (Math.abs(moved) > SAID_WHEN_MOVED) noteMoved(trace, moved, run.notes);
  if (gap === "fill with zeros") {
    run.notes.push(note(trace, "filled with zeros", `${found}: filled with zeros`, { timeMs }));
    joined.append(new Float64Array(missing), { sameKind: true });
  } else {
    run.notes.push(note(trace, "interpolated", `${found}: a straight line laid`, { timeMs }));
    const before = joined.last;
    const step = (trace.samples[0] - before) / (missing + 1);
    joined.append(Float64Array.from({ length: missing }, (_, i) => before + step * (i + 1)));
  }
  joined.append(trace.samples);
  return { merged: [], joined };
}

/** The part before a disagreement, complete, and the part after it, to be joined further. */
function splitAround(
  joined: JoinedSamples,
  trace: Trace,
  cut: { place: number; from: number; to: number },
): Joining {
  const whole = joined.toTrace();
  const before = { ...whole, samples: whole.samples.subarray(0, cut.from) };
  const end = Math.max(joined.length, cut.place + trace.samples.length);
  const inFirst = whole.samples.subarray(cut.to);
  const inSecond = trace.samples.subarray(joined.length - cut.place);
  const rest = new JoinedSamples({
    ...whole,
    startTimeMs: joined.timeAt(cut.to),
    samples: inFirst,
  });
  if (end > joined.length) rest.append(inSecond);
  return { merged: cut.from > 0 ? [before] : [], joined: rest };
}

/** A trace without its first samples, whose instants were taken out before as disagreed on. */
function trimStart(trace: Trace, count: number, notes: WaveformNote[]): Trace {
  const dropped = Math.min(count, trace.samples.length);
  notes.push(
    note(trace, "overlap", `overlap of ${dropped} samples with those taken out: left out`),
  );
  return {
    ...trace,
    startTimeMs: trace.startTimeMs + count * 1000 / trace.samplingRateHz,
    samples: trace.samples.subarray(dropped),
  };
}

function groupByChannel(traces: readonly Trace[]): Trace[][] {
  const groups = Map.groupBy(traces, ({ code }) => formatChannelCode(code));
  const codes = [...groups.keys()].sort();
  return codes.map((code) => groups.get(code)!.sort((a, b) => a.startTimeMs - b.startTimeMs));
}

function noteMoved(trace: Trace, samples: number, notes: WaveformNote[]): void {
  const milliseconds = (samples * 1000 / trace.samplingRateHz).toFixed(3);
  notes.push(
    note(trace, "moved in time", `samples fall between those before: moved ${milliseconds} ms`),
  );
}

function note(
  trace: Trace,
  kind: string,
  what: string,
  at: { timeMs: number } = { timeMs: trace.startTimeMs },
): WaveformNote {
  const channel = formatChannelCode(trace.code);
  const when = new Date(at.timeMs).toISOString();
  return { kind, message: `${channel} at ${when}: ${what}.`, channel, timeMs: at.timeMs };
}

function checkOptions({ overlap, gap }: MergeOptions): void {
  const known = {
    overlap: ["keep first", "keep last", "require equal"],
    gap: ["split", "fill with zeros", "interpolate"],
  };
  for (const [key, value] of Object.entries({ overlap, gap })) {
    const list = known[key as keyof typeof known];
    if (value === undefined || list.includes(value)) continue;
    throw new ConfigurationError(
      `Cannot merge traces by ${key} "${value}": known are ${list.join(", ")}.`,
      key,
    );
  }
}
