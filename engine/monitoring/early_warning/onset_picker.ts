import { designButterworth, SectionFilter } from "../../mathematics/mod.ts";
import { akaikeOnset, ClassicStaLta, squareSamples, STA_LTA_SETTINGS } from "../../models/mod.ts";
import { ChannelRecord } from "./channel_record.ts";

/** Ratio of power that triggers: an event that matters is far above noise, so only clear onsets count. */
const TRIGGER_ON = 20;
/** Seconds after a trigger until it is known for an onset or not. */
const CONFIRM_SECONDS = 1;
/** Seconds before a trigger that are searched for the onset. */
const SEARCH_SECONDS = 1.5;
/** Seconds of data before anything is picked: the long average and the filter must have settled. */
const SETTLE_SECONDS = 12;
/** Mean power of the last 0.4 s over that of the first 0.3 s: a spike's or knock's is gone by then. */
const LEAST_LASTING = 0.02;
const [FIRST_SECONDS, LAST_SECONDS] = [0.3, 0.4];
/** Largest share that the largest 3 % of samples may have of the energy. */
const LARGEST_PEAKEDNESS = 0.9;

/** An onset as it is first known. */
export interface Onset {
  /** Its time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Largest ratio of short to long average so far. */
  readonly ratio: number;
}

/** Seconds for which it is remembered when nothing could be picked. */
const REMEMBERED_SECONDS = 60;

/** When a channel could not have picked an onset, UTC epoch milliseconds. */
export interface DeafSpan {
  /** From when; −Infinity where it had not begun. */
  readonly fromMs: number;
  /** Until when; Infinity where that is not known yet. */
  readonly toMs: number;
}

/** What a piece of a channel held. */
export interface OnsetReading {
  /** Onsets that were confirmed. */
  onsets: Onset[];
  /** Triggers that were no onset, and why. */
  refused: { timeMs: number; reason: string }[];
}

/**
 * Picks P onsets on a vertical component a second after they come: a ratio of short to long
 * average (resumed from packet to packet), moved to the onset nearby by the Akaike criterion. Spikes,
 * steps and pulses, whose energy is over at once, are refused. Its band and lengths are those of the
 * classical picker, which were chosen on recordings.
 */
export class OnsetPicker {
  readonly #rate: number;
  readonly #leastAmplitude: number;
  /** Samples that are looked at together: a second. */
  readonly #block: number;
  readonly #filter: SectionFilter;
  readonly #ratio: ClassicStaLta;
  readonly #record: ChannelRecord;
  #seen = 0;
  #startMs = NaN;
  /** Rows between which nothing could be picked, the oldest first. */
  #deaf: { from: number; to: number }[];
  #trigger: { sample: number; ratio: number } | undefined;
  #armed = true;
  #restUntil = 0;

  /** For one sampling rate, hertz, and onsets whose filtered motion reaches `leastAmplitude`. */
  constructor(
    { samplingRateHz, leastAmplitude }: { samplingRateHz: number; leastAmplitude: number },
  ) {
    this.#leastAmplitude = leastAmplitude;
    const { pBand, filterOrder, pShortSeconds, pLongSeconds } = STA_LTA_SETTINGS;
    this.#rate = samplingRateHz;
    this.#block = Math.ceil(samplingRateHz);
    const highHz = Math.min(pBand.highHz, 0.4 * samplingRateHz);
    this.#filter = new SectionFilter(
      designButterworth({ lowHz: pBand.lowHz, highHz, order: filterOrder, samplingRateHz }),
    );
    this.#ratio = new ClassicStaLta({
      shortSamples: Math.max(1, Math.round(pShortSeconds * samplingRateHz)),
      longSamples: Math.round(pLongSeconds * samplingRateHz),
    });
    this.#record = new ChannelRecord({ samplingRateHz, seconds: 5 });
    this.#deaf = [{ from: -Infinity, to: SETTLE_SECONDS * samplingRateHz }];
  }

  /**
   * The first span that ends after a time and in which no onset could have been picked: before the averages
   * have settled, and from a trigger until the next can come and the long average has let go of it.
   */
  deafSpanAfter(timeMs: number): DeafSpan | undefined {
    const toMs = (row: number) => this.#startMs + row * 1000 / this.#rate;
    const span = this.#deaf.find(({ to }) => toMs(to) > timeMs);
    return span && { fromMs: toMs(span.from), toMs: toMs(span.to) };
  }

  /** Takes samples that follow those before. [sample] */
  push(samples: Float64Array, startMs: number): OnsetReading {
    const reading: OnsetReading = { onsets: [], refused: [] };
    for (let from = 0; from < samples.length; from += this.#block) {
      const piece = samples.subarray(from, from + this.#block);
      this.#advance(piece, { reading, startMs: startMs + from * 1000 / this.#rate });
    }
    return reading;
  }

  #advance(
    samples: Float64Array,
    { reading, startMs }: { reading: OnsetReading; startMs: number },
  ): void {
    if (this.#seen === 0) {
      this.#filter.settle(samples[0]);
      this.#startMs = startMs;
    }
    const filtered = this.#filter.push(samples);
    const ratios = this.#ratio.push(squareSamples(filtered));
    // Times of the record are rows of this picker: its channel has no gap.
    this.#record.append({
      code: { network: "", station: "", location: "", channel: "" },
      ...{ startTimeMs: this.#seen * 1000 / this.#rate, samplingRateHz: this.#rate },
      samples: filtered,
    });
    const first = this.#seen;
    this.#seen += samples.length;
    const toMs = (sample: number) => startMs + (sample - first) * 1000 / this.#rate;
    for (let i = 0; i < ratios.length; i++) {
      const sample = first + i;
      this.#watch(sample, ratios[i]);
      const since = this.#trigger === undefined ? 0 : sample - this.#trigger.sample;
      if (this.#trigger !== undefined && since >= CONFIRM_SECONDS * this.#rate) {
        this.#confirm(reading, toMs);
      }
    }
  }

  #watch(sample: number, ratio: number): void {
    const { triggerOff, restSeconds, pLongSeconds } = STA_LTA_SETTINGS;
    if (this.#trigger !== undefined) {
      this.#trigger.ratio = Math.max(this.#trigger.ratio, ratio);
      return;
    }
    if (!this.#armed && ratio < triggerOff && sample >= this.#restUntil) {
      this.#armed = true;
      const span = this.#deaf.at(-1)!;
      span.to = Math.max(sample, this.#restUntil + (pLongSeconds - restSeconds) * this.#rate);
    }
    if (!this.#armed || ratio < TRIGGER_ON || sample < SETTLE_SECONDS * this.#rate) return;
    this.#trigger = { sample, ratio };
    this.#armed = false;
    this.#restUntil = sample + restSeconds * this.#rate;
    const isDeaf = this.#deaf.at(-1)!.to > sample;
    if (isDeaf) this.#deaf.at(-1)!.to = Infinity;
    else this.#deaf.push({ from: sample, to: Infinity });
    const forgotten = sample - REMEMBERED_SECONDS * this.#rate;
    this.#deaf = this.#deaf.filter(({ to }) => to > forgotten);
  }

  #confirm(reading: OnsetReading, toMs: (sample: number) => number): void {
    const { sample, ratio } = this.#trigger!;
    this.#trigger = undefined;
    const step = 1000 / this.#rate;
    const from = sample - Math.round(SEARCH_SECONDS * this.#rate);
    const until = sample + Math.round(CONFIRM_SECONDS * this.#rate);
    const { samples, startMs } = this.#record.slice(from * step, (until + 1) * step);
    const begin = Math.round(startMs / step);
    const searched = samples.subarray(0, sample - begin + Math.round(0.2 * this.#rate));
    const onset = akaikeOnset([searched]);
    const start = onset === undefined ? sample - begin : onset.sample;
    const reason = describeTransient(samples.subarray(sample - begin), {
      ...{ leastAmplitude: this.#leastAmplitude, rate: this.#rate },
    });
    const timeMs = toMs(begin + start);
    if (reason === undefined) reading.onsets.push({ timeMs, ratio });
    else reading.refused.push({ timeMs, reason });
  }
}

/** Why the motion after a trigger is none of the ground; undefined where it may be. */
function describeTransient(
  samples: Float64Array,
  { leastAmplitude, rate }: { leastAmplitude: number; rate: number },
): string | undefined {
  if (samples.every((value) => Math.abs(value) < leastAmplitude)) return "too weak to matter";
  const energies = Array.from(samples, (value) => value * value);
  const mean = (values: readonly number[]) =>
    values.reduce((total, value) => total + value, 0) / values.length;
  const early = mean(energies.slice(0, Math.round(FIRST_SECONDS * rate)));
  const late = mean(energies.slice(-Math.round(LAST_SECONDS * rate)));
  if (late < LEAST_LASTING * early) return "over within a second: a spike, step or knock";
  const largest = [...energies].sort((a, b) => b - a).slice(0, Math.ceil(0.03 * energies.length));
  if (largest.length * mean(largest) > LARGEST_PEAKEDNESS * energies.length * mean(energies)) {
    return "single samples: a spike";
  }
  return undefined;
}
