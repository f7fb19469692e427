import { startKernels } from "../engine/backend/mod.ts";
import { openPicker } from "../engine/models/mod.ts";
import {
  classicalTracePicker,
  networkTracePicker,
  type PickerEvaluation,
} from "../engine/monitoring/mod.ts";
import { trainPicker } from "../engine/training/mod.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { FOLDS, readPickerTraces } from "./picker_traces.ts";

/** What is told of each picker. */
const MEASURES = [
  { phase: "P", toleranceSeconds: 0.1 },
  { phase: "P", toleranceSeconds: 0.3 },
  { phase: "S", toleranceSeconds: 0.3 },
  { phase: "S", toleranceSeconds: 0.5 },
] as const;

/** The own picker on all 128 traces, each by one of five that never saw it, beside classical pickers. */
export const check: LongCheck = {
  about:
    "the own picker trained five times, each time tested on the fifth of the traces it never " +
    "saw: F1 over all 128, beside STA/LTA and AR, whose settings were chosen on four of the fifths",
  async run(report) {
    const kernels = await startKernels();
    const evaluations: PickerEvaluation[] = [];
    for (let testFold = 0; testFold < FOLDS; testFold++) {
      const { training, score } = await readPickerTraces(testFold);
      const { files, card } = await trainPicker({
        ...{ name: `own ${testFold}`, picker: "cnn-lstm", traces: training, seed: 1, kernels },
      });
      const picker = openPicker(files, card);
      const own = { ...networkTracePicker(picker), name: "own" };
      const rivals = ["sta-lta", "ar"].map((name) => classicalTracePicker(name));
      evaluations.push(await score([own, ...rivals]));
      picker.dispose();
      report(`fold ${testFold}: ${JSON.stringify(poolF1(evaluations.slice(-1)))}`);
    }
    await kernels.stop();
    const pooled = poolF1(evaluations);
    for (const { phase, toleranceSeconds, f1: { own } } of pooled) {
      const least = phase === "P" ? 0.8 : 0.7;
      const isGoal = toleranceSeconds === (phase === "P" ? 0.3 : 0.5);
      if (isGoal && own < least) throw new Error(`F1 of ${phase} is ${own}, need ${least}`);
    }
    return { pooled, byFold: evaluations.map((one) => poolF1([one])) };
  },
};

/** F1 of each measure by picker, over all windows of all folds. */
function poolF1(evaluations: readonly PickerEvaluation[]) {
  return MEASURES.map(({ phase, toleranceSeconds }) => {
    const names = evaluations[0].pickers.map(({ name }) => name);
    const values = names.map((name) => {
      let [matched, told, labelled] = [0, 0, 0];
      for (const { pickers } of evaluations) {
        const { labels, picks, scores } = pickers.find((one) => one.name === name)!.phases[phase];
        matched += scores.find((one) => one.toleranceSeconds === toleranceSeconds)!.matched;
        told += picks;
        labelled += labels;
      }
      return [name, 2 * matched / (told + labelled)] as const;
    });
    return { phase, toleranceSeconds, f1: Object.fromEntries(values) as Record<string, number> };
  });
}
