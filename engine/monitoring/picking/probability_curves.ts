import type { Picker } from "../../models/mod.ts";
import type { TellProbabilities } from "../pick_options.ts";

/** Probabilities of one phase at one instrument, without a gap. */
export interface PhaseProbabilities {
  /** The instrument, "NC.MEM..HH". */
  readonly instrument: string;
  /** The phase. */
  readonly phase: string;
  /** Time of the first value, UTC epoch milliseconds. */
  readonly startTimeMs: number;
  /** Values a second. */
  readonly samplingRateHz: number;
  /** Probabilities, 0 to 1. [sample] */
  readonly values: Float32Array;
}

/** Keeps the probabilities that a picker blends, as curves to be drawn: 4 bytes a sample and phase. */
export class ProbabilityCurves {
  readonly #picker: Picker;
  readonly #phases: readonly string[];
  readonly #runs: { instrument: string; startTimeMs: number; values: number[][] }[] = [];
  #nextMs = NaN;

  /** Keeps the phases that the picker can pick. */
  constructor(picker: Picker) {
    this.#picker = picker;
    this.#phases = picker.classes.filter((name) => name in picker.defaultThresholds);
  }

  /** To be given to the picker as `onProbabilities`. */
  readonly tell: TellProbabilities = (instrument, timeMs, probabilities) => {
    let run = this.#runs.at(-1);
    if (run?.instrument !== instrument || Math.abs(timeMs - this.#nextMs) > 1) {
      run = { instrument, startTimeMs: timeMs, values: this.#phases.map(() => []) };
      this.#runs.push(run);
    }
    this.#phases.forEach((phase, i) => {
      run.values[i].push(probabilities[this.#picker.classes.indexOf(phase)]);
    });
    this.#nextMs = timeMs + 1000 / this.#picker.samplingRateHz;
  };

  /** The curves so far, by instrument and time. */
  get curves(): PhaseProbabilities[] {
    const { samplingRateHz } = this.#picker;
    return this.#runs.flatMap(({ instrument, startTimeMs, values }) =>
      this.#phases.map((phase, i) => ({
        ...{ instrument, phase, startTimeMs, samplingRateHz },
        values: Float32Array.from(values[i]),
      }))
    );
  }
}
