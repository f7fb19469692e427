import {
  ConfigurationError,
  formatChannelCode,
  formatPreciseTime,
  type Trace,
  traceEndMs,
  type WaveformNote,
  type WaveformReading,
} from "../domain/mod.ts";
import { TraceAligner, TraceFilter, type TraceFilterOptions } from "../preprocessing/mod.ts";
import { SampleRing } from "./live/sample_ring.ts";

/** How live channels are prepared and kept. */
export interface LiveWaveformOptions {
  /** Seconds of each channel that are kept; 300 unless given. */
  readonly seconds?: number;
  /** Samples a second of the clock that all channels are brought to; their own unless given. */
  readonly samplingRateHz?: number;
  /** A causal filter, after that. */
  readonly filter?: TraceFilterOptions;
  /** Most channels; 10,000 unless given. */
  readonly channels?: number;
}

/** Samples of one channel beyond this are refused: the rate of its header is nonsense. */
const MOST_SAMPLES = 20_000_000;

interface LiveChannel {
  aligner: TraceAligner | undefined;
  filter: TraceFilter | undefined;
  ring: SampleRing;
  /** One sample behind the last one that came. */
  nextMs: number;
}

/**
 * The last minutes of every channel of a stream, brought to one clock and filtered as they come, with
 * the state kept from piece to piece: the numbers are those of `alignTrace` and `filterTrace` on the
 * whole record (a gap begins a new stretch, and the filter from rest). Memory is bounded: so many
 * seconds of so many channels.
 */
export class LiveWaveforms {
  readonly #options: LiveWaveformOptions;
  readonly #seconds: number;
  readonly #channels = new Map<string, LiveChannel>();

  /** Throws ConfigurationError for seconds that are not positive. */
  constructor(options: LiveWaveformOptions = {}) {
    this.#options = options;
    this.#seconds = options.seconds ?? 300;
    if (!(this.#seconds > 0 && this.#seconds < Infinity)) {
      throw new ConfigurationError(
        `Cannot keep ${this.#seconds} seconds of a channel: expected a positive number.`,
        "seconds",
      );
    }
  }

  /** Names "NET.STA.LOC.CHA" of the channels that came. */
  channels(): string[] {
    return [...this.#channels.keys()].sort();
  }

  /**
   * Takes the next piece of any channel; gives what became certain of it, prepared, and what was noted.
   * A piece that is older than the last of its channel ("late") is noted and left out.
   *
   * Throws ConfigurationError where the corners of the filter do not fit the rate.
   */
  push(trace: Trace): WaveformReading {
    const name = formatChannelCode(trace.code);
    const leaveOut = (kind: string, why: string): WaveformReading => {
      const message = `${name} at ${formatPreciseTime(trace.startTimeMs)}: ${why}; left out`;
      return { traces: [], notes: [{ kind, message, channel: name, timeMs: trace.startTimeMs }] };
    };
    if (trace.samples.length === 0) return { traces: [], notes: [] };
    const known = this.#channels.get(name);
    const periodMs = 1000 / trace.samplingRateHz;
    if (known !== undefined && trace.startTimeMs < known.nextMs - periodMs / 2) {
      return leaveOut("late", "it is older than what came before");
    }
    const keptRateHz = this.#options.samplingRateHz ?? trace.samplingRateHz;
    const capacity = Math.ceil(this.#seconds * keptRateHz);
    if (!(capacity >= 1 && capacity <= MOST_SAMPLES)) {
      return leaveOut("odd rate", `${trace.samplingRateHz} samples a second cannot be kept`);
    }
    if (known === undefined && this.#channels.size >= (this.#options.channels ?? 10_000)) {
      return leaveOut("too many channels", "it is one channel too many");
    }
    const channel = known ?? this.#begin(name, capacity);
    if (channel.ring.capacity !== capacity) channel.ring = new SampleRing(capacity);
    channel.nextMs = traceEndMs(trace) + periodMs;
    const aligned = channel.aligner?.push(trace) ?? { traces: [trace], notes: [] };
    return this.#keep(channel, aligned);
  }

  /** Ends the stream: gives what the alignment still held, the last sample of each channel held on. */
  finish(): WaveformReading {
    const readings = [...this.#channels.values()].map((channel) =>
      this.#keep(channel, { traces: channel.aligner?.finish() ?? [], notes: [] })
    );
    return {
      traces: readings.flatMap(({ traces }) => traces),
      notes: readings.flatMap(({ notes }) => notes),
    };
  }

  /** What is kept of a channel, prepared, without gaps in a trace; none of an unknown one. */
  read(channel: string, span: { fromMs?: number; toMs?: number } = {}): Trace[] {
    return this.#channels.get(channel)?.ring.read(span) ?? [];
  }

  /** What is kept of all channels, or of those of some stations "NET.STA". */
  readAll(
    { stations, ...span }: {
      readonly fromMs?: number;
      readonly toMs?: number;
      readonly stations?: ReadonlySet<string>;
    } = {},
  ): Trace[] {
    const stationNameOf = (channel: string) => channel.split(".", 2).join(".");
    return this.channels()
      .filter((channel) => stations === undefined || stations.has(stationNameOf(channel)))
      .flatMap((channel) => this.read(channel, span));
  }

  #begin(name: string, capacity: number): LiveChannel {
    const { samplingRateHz, filter } = this.#options;
    const channel = {
      aligner: samplingRateHz === undefined ? undefined : new TraceAligner({ samplingRateHz }),
      filter: filter === undefined ? undefined : new TraceFilter(filter),
      ring: new SampleRing(capacity),
      nextMs: NaN,
    };
    this.#channels.set(name, channel);
    return channel;
  }

  #keep({ filter, ring }: LiveChannel, aligned: WaveformReading): WaveformReading {
    const [traces, notes]: [Trace[], WaveformNote[]] = [[], [...aligned.notes]];
    for (const trace of aligned.traces) {
      const filtered = filter?.push(trace) ?? { trace, notes: [] };
      notes.push(...filtered.notes);
      ring.write(filtered.trace);
      traces.push(filtered.trace);
    }
    return { traces, notes };
  }
}
