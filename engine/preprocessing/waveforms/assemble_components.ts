import {
  type ChannelCode,
  formatChannelCode,
  InputError,
  instrumentOf,
  type Station,
  type StationChannel,
  type Trace,
  traceEndMs,
  type WaveformNote,
} from "../../domain/mod.ts";
import { alignTrace } from "./align_trace.ts";
import { rotateToGround } from "./rotate_components.ts";

/** East, north and up of one instrument over one stretch of time, sample by sample. */
export interface ComponentRecord {
  /** The instrument: the channel code without its last letter, such as "HH". */
  readonly code: ChannelCode;
  /** Time of the first sample, UTC epoch milliseconds. */
  readonly startTimeMs: number;
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** East, north and up side by side; zero where nothing was recorded. [sample, 3] */
  readonly samples: Float64Array;
  /** Whether east, north and up were recorded at all. [3] */
  readonly componentsPresent: readonly [boolean, boolean, boolean];
}

/** How components are assembled. */
export interface AssembleOptions {
  /** Samples a second of the answer: its samples fall on whole multiples from 1970-01-01. */
  readonly samplingRateHz: number;
  /** Stations whose channels tell azimuth and dip; left out, letters tell: Z up, N or 1, E or 2. */
  readonly stations?: readonly Station[];
}

/** One channel laid on the record's clock. */
interface LaidChannel {
  trace: Trace;
  /** 0 for east, 1 for north, 2 for up; by its letter. */
  component: number;
  samples: Float64Array;
  known: StationChannel | undefined;
}

const LETTERS: Readonly<Record<string, number>> = { E: 0, N: 1, Z: 2, "1": 1, "2": 0 };
const NAMES = ["east", "north", "up"];
/** Azimuth and dip of pure east, north and up. */
const PURE = [[90, 0], [0, 0], [0, -90]] as const;
/** Directions within this many degrees of the pure ones are not turned. */
const PURE_WITHIN = 0.01;

/** Times its own rate to which a channel is read between; beyond, most of the band would be empty. */
const MOST_OVER_OWN_RATE = 5;

/**
 * Puts channels together to three components on one clock: one record for each instrument and each
 * stretch of time in which any of its channels has data. Channels are turned to east, north and up
 * where stations tell directions that differ (right angles or not); without, `1` and `2` are taken
 * for north and east. Missing components and gaps of one channel are zero. All of it is noted.
 *
 * Merge the traces first; of traces of a channel that still overlap the later ones win. Channels with
 * other letters, or with less than a fifth of the rate asked for, are left out, and noted. Throws InputError where a rate is not positive.
 */
export function assembleComponents(
  traces: readonly Trace[],
  options: AssembleOptions,
): { records: ComponentRecord[]; notes: WaveformNote[] } {
  const notes: WaveformNote[] = [];
  const kept = traces.filter((trace) => {
    const reason = reasonAgainst(trace, options);
    if (reason !== undefined) notes.push(noteOf(trace, "left out", reason));
    return reason === undefined && trace.samples.length > 0;
  });
  const groups = Map.groupBy(kept, ({ code }) => instrumentOf(code));
  const records = [...groups.keys()].sort().flatMap((key) =>
    findStretches(groups.get(key)!).map((stretch) => layRecord(stretch, { options, notes }))
  );
  return { records: records.filter(({ samples }) => samples.length > 0), notes };
}

/** Why a trace is left out; undefined where it is not. */
function reasonAgainst(trace: Trace, { samplingRateHz }: AssembleOptions): string | undefined {
  const letter = letterOf(trace);
  if (LETTERS[letter] === undefined) return `its letter "${letter}" is no component`;
  const leastHz = samplingRateHz / MOST_OVER_OWN_RATE;
  if (trace.samplingRateHz <= 0 || trace.samplingRateHz >= leastHz) return undefined;
  return `it has ${trace.samplingRateHz} samples a second, too few: need ${leastHz} or more`;
}

/** Groups traces that overlap in time or follow each other, by time. */
function findStretches(traces: readonly Trace[]): Trace[][] {
  const stretches: Trace[][] = [];
  let endMs = -Infinity;
  for (const trace of [...traces].sort((a, b) => a.startTimeMs - b.startTimeMs)) {
    if (trace.startTimeMs > endMs + 1500 / trace.samplingRateHz) stretches.push([]);
    stretches.at(-1)!.push(trace);
    endMs = Math.max(endMs, traceEndMs(trace));
  }
  return stretches;
}

function layRecord(
  traces: readonly Trace[],
  { options, notes }: { options: AssembleOptions; notes: WaveformNote[] },
): ComponentRecord {
  const { samplingRateHz } = options;
  const aligned = traces.map((trace) => alignTrace(trace, { samplingRateHz }));
  const startTimeMs = Math.min(...aligned.map((trace) => trace.startTimeMs));
  const placeOf = (trace: Trace) =>
    Math.round((trace.startTimeMs - startTimeMs) * samplingRateHz / 1000);
  const count = Math.max(...aligned.map((trace) => placeOf(trace) + trace.samples.length));
  const channels = new Map<string, LaidChannel & { filled: number }>();
  for (const trace of aligned) {
    const letter = letterOf(trace);
    const laid = channels.get(letter) ?? {
      trace,
      component: LETTERS[letter],
      samples: new Float64Array(count),
      known: findChannel(trace, options.stations ?? []),
      filled: 0,
    };
    laid.samples.set(trace.samples, placeOf(trace));
    laid.filled += trace.samples.length;
    channels.set(letter, laid);
  }
  for (const { trace, filled } of channels.values()) {
    if (filled >= count) continue;
    notes.push(
      noteOf(trace, "filled with zeros", `${count - filled} of ${count} samples are zero`),
    );
  }
  const laid = [...channels.values()].sort((a, b) => a.component - b.component);
  const motions = turnToGround(laid, notes);
  const samples = new Float64Array(3 * count);
  motions.forEach((motion, component) => {
    if (motion !== undefined) {
      for (let i = 0; i < count; i++) samples[3 * i + component] = motion[i];
      return;
    }
    notes.push(noteOf(traces[0], "filled with zeros", `no ${NAMES[component]} component: zero`));
  });
  const { code } = traces[0];
  return {
    code: { ...code, channel: code.channel.slice(0, -1) },
    startTimeMs,
    samplingRateHz,
    samples,
    componentsPresent: motions.map((motion) => motion !== undefined) as [boolean, boolean, boolean],
  };
}

/** Motion to east, north and up; undefined where there is none. [3] of [sample] */
function turnToGround(
  laid: readonly LaidChannel[],
  notes: WaveformNote[],
): (Float64Array | undefined)[] {
  const byComponent = NAMES.map((_, component) =>
    laid.find((channel) => channel.component === component)
  );
  const turned = laid.filter(({ known, component }) => {
    if (known === undefined) return false;
    return Math.abs(known.dipDegrees - PURE[component][1]) > PURE_WITHIN ||
      component < 2 && Math.abs(known.azimuthDegrees - PURE[component][0]) > PURE_WITHIN;
  });
  const [east, north, up] = byComponent;
  const directed = byComponent.every((channel) => channel === undefined || channel.known);
  const level = [east, north].every((channel) => channel?.known?.dipDegrees === 0);
  if (turned.length > 0 && directed && east && north && (up || level)) {
    const none = new Float64Array(east.samples.length);
    const oriented = byComponent.map((channel, component) => ({
      samples: channel?.samples ?? none,
      azimuthDegrees: channel?.known?.azimuthDegrees ?? PURE[component][0],
      dipDegrees: channel?.known?.dipDegrees ?? PURE[component][1],
    }));
    const ground = tryToRotate([oriented[0], oriented[1], oriented[2]]);
    if (ground === undefined) {
      const what =
        "the directions of its channels lie in one plane: taken for what their letters say";
      notes.push(noteOf(laid[0].trace, "wrong directions", what));
      return byComponent.map((channel) => channel?.samples);
    }
    for (const { trace, known } of turned) {
      const direction = `azimuth ${known!.azimuthDegrees}, dip ${known!.dipDegrees} degrees`;
      notes.push(noteOf(trace, "rotated", `turned from ${direction}`));
    }
    return [ground.east, ground.north, up && ground.up];
  }
  for (const { trace, component, known } of laid) {
    const letter = letterOf(trace);
    if (known === undefined && /[12]/.test(letter)) {
      notes.push(
        noteOf(trace, "direction unknown", `"${letter}" is taken for ${NAMES[component]}`),
      );
    } else if (turned.some((channel) => channel.trace === trace)) {
      notes.push(
        noteOf(trace, "not rotated", `too few known directions: taken for ${NAMES[component]}`),
      );
    }
  }
  return byComponent.map((channel) => channel?.samples);
}

/** Motion to east, north and up; undefined for directions from which it cannot be told. */
function tryToRotate(
  channels: Parameters<typeof rotateToGround>[0],
): ReturnType<typeof rotateToGround> | undefined {
  try {
    return rotateToGround(channels);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The channel of a trace whose direction is known, at the trace's start. */
function findChannel(trace: Trace, stations: readonly Station[]): StationChannel | undefined {
  const { network, station, location, channel } = trace.code;
  return stations
    .filter((each) => each.network === network && each.station === station)
    .flatMap(({ channels }) => channels)
    .find((each) =>
      each.location === location && each.channel === channel &&
      each.startMs <= trace.startTimeMs && trace.startTimeMs < each.endMs &&
      Number.isFinite(each.azimuthDegrees) && Number.isFinite(each.dipDegrees)
    );
}

/** The letter of a channel that tells its direction, in capitals. */
function letterOf({ code }: Trace): string {
  return code.channel.slice(-1).toUpperCase();
}

function noteOf(trace: Trace, kind: string, what: string): WaveformNote {
  const channel = formatChannelCode(trace.code);
  return { kind, message: `${channel}: ${what}.`, channel, timeMs: trace.startTimeMs };
}
