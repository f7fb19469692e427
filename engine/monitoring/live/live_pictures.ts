import { type Trace, traceEndMs, type WaveformEnvelope } from "../../domain/mod.ts";
import { LiveWaveforms } from "../live_waveforms.ts";
import { envelopeOf } from "./envelope_of.ts";

/** Length of a bin of what passes each second, and most of it that is told at once, seconds. */
const BIN_SECONDS = 0.1;
const MOST_SECONDS = 10;
/** Most bins of one picture. */
const MOST_BINS = 20_000;

/** The last minutes of every channel, to be drawn: each second what is new, or a stretch that is asked for. */
export class LivePictures {
  readonly #waveforms: LiveWaveforms;
  /** By channel: end of the newest sample, and of the last bin that was told. */
  readonly #newest = new Map<string, number>();
  readonly #told = new Map<string, number>();

  /** Keeps so many seconds of each channel. */
  constructor(seconds: number) {
    this.#waveforms = new LiveWaveforms({ seconds });
  }

  /** Takes the next piece of a channel "NET.STA.LOC.CHA". */
  push(channel: string, trace: Trace): void {
    this.#waveforms.push(trace);
    this.#newest.set(channel, traceEndMs(trace) + 1000 / trace.samplingRateHz);
  }

  /** What came of all channels since the last call, in whole bins. */
  takeNew(): WaveformEnvelope[] {
    const binMs = 1000 * BIN_SECONDS;
    return [...this.#newest].flatMap(([channel, newestMs]) => {
      const endMs = Math.floor(newestMs / binMs) * binMs;
      const toldMs = this.#told.get(channel) ?? endMs - 1000;
      const startMs = Math.max(toldMs, endMs - 1000 * MOST_SECONDS);
      const bins = Math.round((endMs - startMs) / binMs);
      if (bins <= 0) return [];
      this.#told.set(channel, endMs);
      const traces = this.#waveforms.read(channel, { fromMs: startMs, toMs: endMs });
      return [envelopeOf(traces, { channel, startMs, binSeconds: BIN_SECONDS, bins })];
    });
  }

  /** The last seconds of a channel; undefined where it is not known, or where that are too many bins. */
  read(
    channel: string,
    { seconds, binSeconds }: { seconds: number; binSeconds: number },
  ): WaveformEnvelope | undefined {
    const newestMs = this.#newest.get(channel);
    const bins = Math.ceil(seconds / binSeconds - 1e-9);
    if (newestMs === undefined || !(bins >= 1 && bins <= MOST_BINS && binSeconds > 0)) {
      return undefined;
    }
    const binMs = 1000 * binSeconds;
    const startMs = (Math.ceil(newestMs / binMs - 1e-6) - bins) * binMs;
    const traces = this.#waveforms.read(channel, { fromMs: startMs });
    return envelopeOf(traces, { channel, startMs, binSeconds, bins });
  }
}
