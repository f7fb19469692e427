import { formatChannelCode, type Trace } from "../../domain/mod.ts";
import { ChannelRecord } from "./channel_record.ts";
import { type DeafSpan, OnsetPicker, type OnsetReading } from "./onset_picker.ts";
import { groundMotionOf, type WarningStation } from "./warning_network.ts";

/** Seconds of each channel that are kept. */
const KEPT_SECONDS = 60;

/**
 * Motion that an onset must reach within a second, m/s and m/s²: a twentieth of what the law of
 * displacements gives for magnitude 4.5 at 100 km and 2 Hz, the acceleration at 5 Hz.
 */
const LEAST_MOTION = { velocity: 5e-6, acceleration: 1.6e-4 };

/** Motion above which the response or the samples are wrong, m/s and m/s²: several times the strongest ever recorded. */
const MOST_MOTION = { velocity: 20, acceleration: 200 };

/** What was counted on a channel. */
export interface ChannelCounts {
  /** Packets whose time had passed. */
  late: number;
  /** Gaps, changes of rate and samples that are no numbers: the channel began anew. */
  restarts: number;
  /** Triggers that were no onset. */
  refusedTriggers: number;
}

/** One vertical channel: its last seconds as ground motion, and its picker. */
export class ChannelWatch {
  /** The channel, "NC.MEM.00.HHZ". */
  readonly name: string;
  /** What was counted. */
  readonly counts: ChannelCounts = { late: 0, restarts: 0, refusedTriggers: 0 };
  readonly #station: WarningStation;
  #record: ChannelRecord | undefined;
  #picker: OnsetPicker | undefined;
  #isAcceleration = false;

  /** A channel of a station. */
  constructor(station: WarningStation, { code }: Trace) {
    this.name = formatChannelCode(code);
    this.#station = station;
  }

  /** Its last seconds, metres a second, or a second squared where it `isAcceleration`. */
  get record(): ChannelRecord | undefined {
    return this.#record;
  }

  /** Whether it records acceleration. */
  get isAcceleration(): boolean {
    return this.#isAcceleration;
  }

  /** The first span that ends after a time, UTC epoch milliseconds, and in which no onset could be picked. */
  deafSpanAfter(timeMs: number): DeafSpan | undefined {
    return this.#picker?.deafSpanAfter(timeMs);
  }

  /**
   * Takes a packet and gives the onsets that it confirmed; undefined where the channel's response or
   * rate is of no use.
   */
  push(trace: Trace): OnsetReading | undefined {
    const none: OnsetReading = { onsets: [], refused: [] };
    if (trace.samples.length === 0) return none;
    const { code, startTimeMs: timeMs, samplingRateHz } = trace;
    const motion = groundMotionOf(this.#station, { code, timeMs });
    if (motion === undefined || !(samplingRateHz >= 20)) return undefined;
    this.#isAcceleration = motion.isAcceleration;
    const samples = groundMotion(trace.samples, motion);
    if (samples === undefined) {
      this.#restart(samplingRateHz);
      return none;
    }
    if (this.#record?.samplingRateHz !== samplingRateHz) this.#restart(samplingRateHz);
    const joined = this.#record!.append({ ...trace, samples });
    if (joined === "late") {
      this.counts.late++;
      return none;
    }
    if (joined === "restarted" && this.#picker !== undefined) this.counts.restarts++;
    if (joined === "restarted" || this.#picker === undefined) {
      const leastAmplitude = LEAST_MOTION[motion.isAcceleration ? "acceleration" : "velocity"];
      this.#picker = new OnsetPicker({ samplingRateHz, leastAmplitude });
    }
    const reading = this.#picker.push(samples, timeMs);
    this.counts.refusedTriggers += reading.refused.length;
    return reading;
  }

  #restart(samplingRateHz: number): void {
    if (this.#record !== undefined) this.counts.restarts++;
    this.#record = new ChannelRecord({ samplingRateHz, seconds: KEPT_SECONDS });
    this.#picker = undefined;
  }
}

/** Counts as metres a second or a second squared; undefined where one cannot be. [sample] */
function groundMotion(
  counts: Trace["samples"],
  { countsPerUnit, isAcceleration }: { countsPerUnit: number; isAcceleration: boolean },
): Float64Array | undefined {
  const most = MOST_MOTION[isAcceleration ? "acceleration" : "velocity"];
  const motion = new Float64Array(counts.length);
  for (let i = 0; i < motion.length; i++) {
    motion[i] = counts[i] / countsPerUnit;
    if (!(Math.abs(motion[i]) <= most)) return undefined;
  }
  return motion;
}
