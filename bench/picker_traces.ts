import type { LabelledWaveforms } from "../engine/domain/mod.ts";
import {
  evaluatePickers,
  type PickerEvaluation,
  readLabelledWaveforms,
  type TracePicker,
} from "../engine/monitoring/mod.ts";
import { splitTraces, type TraceSplit } from "../engine/training/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

const SETS = ["data/waveforms/ncedc", "data/waveforms/stead"];

/** Traces whose index in their set has one remainder here are tested on, and nothing else. */
export const FOLDS = 5;

/** Windows of each trace, to lower the noise of their places. */
const WINDOWS = 4;

/** Labelled traces of both sets: those to train on, and a test of pickers on the others. */
export interface PickerTraces {
  /** To train on: all four parts. */
  training: TraceSplit;
  /** Scores pickers on the test part, all on the same windows at random places. */
  score: (pickers: readonly TracePicker[]) => Promise<PickerEvaluation>;
}

/** Reads both sets and parts them; tested on are the traces of one remainder, 0 unless given. */
export async function readPickerTraces(testFold = 0): Promise<PickerTraces> {
  const sets = await Promise.all(SETS.map((path) => readLabelledWaveforms(sharedFile(path))));
  const joined = joinSets(sets);
  const starts = sets.map((_, i) => sets.slice(0, i).reduce((sum, { count }) => sum + count, 0));
  const indices = sets.flatMap(({ count }, i) =>
    Array.from({ length: count }, (_, index) => index)
      .filter((index) => index % FOLDS === testFold)
      .map((index) => starts[i] + index)
  );
  return {
    training: splitTraces(sets, { folds: FOLDS, testFold }),
    score: (pickers) => evaluatePickers(joined, pickers, { seed: 1, windows: WINDOWS, indices }),
  };
}

/** Several sets as one, one after the other. */
function joinSets(sets: readonly LabelledWaveforms[]): LabelledWaveforms {
  const [first] = sets;
  const traceAt: LabelledWaveforms["traceAt"] = (index) => {
    let left = index;
    for (const set of sets) {
      if (left < set.count) return set.traceAt(left);
      left -= set.count;
    }
    return first.traceAt(-1); // refuses
  };
  return {
    name: SETS.map((path) => path.split("/").at(-1)).join(" and "),
    names: sets.flatMap(({ names }) => names),
    samplingRateHz: first.samplingRateHz,
    count: sets.reduce((sum, { count }) => sum + count, 0),
    notes: [],
    traceAt,
    close: () => sets.forEach((set) => set.close()),
  };
}

/** F1 of a phase at a tolerance, by picker. */
export function f1Of(
  evaluation: PickerEvaluation,
  { phase, toleranceSeconds }: { phase: string; toleranceSeconds: number },
): Record<string, { value: number; low: number; high: number }> {
  return Object.fromEntries(evaluation.pickers.map(({ name, phases }) => {
    const score = phases[phase].scores.find((one) => one.toleranceSeconds === toleranceSeconds)!;
    const { value, low, high } = score.f1;
    return [name, { value: value ?? 0, low: low ?? 0, high: high ?? 0 }];
  }));
}
