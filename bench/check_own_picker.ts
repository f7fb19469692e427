import { startKernels } from "../engine/backend/mod.ts";
import { classicalTracePicker, networkTracePicker } from "../engine/monitoring/mod.ts";
import { openPicker } from "../engine/models/mod.ts";
import { trainPicker } from "../engine/training/mod.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { f1Of, readPickerTraces } from "./picker_traces.ts";

/** What the own picker must reach on traces it never saw, and what it is held beside. */
const GOALS = [
  { phase: "P", toleranceSeconds: 0.3, least: 0.8 },
  { phase: "S", toleranceSeconds: 0.5, least: 0.7 },
] as const;
const RIVALS = ["sta-lta", "ar"];

/** The own picker from scratch with these seeds, on traces it never saw, beside classical pickers. */
export const ownPicker = (seeds: readonly number[]): LongCheck => ({
  about:
    "the own picker, trained from scratch on four fifths of 128 labelled traces, has F1 of at " +
    "least 0.8 for P at 0.3 s and 0.7 for S at 0.5 s on the last fifth; told beside it, whether that " +
    "is above STA/LTA and AR on the same windows",
  async run(report) {
    const kernels = await startKernels();
    const { training, score } = await readPickerTraces();
    const facts: Record<string, unknown> = {
      threads: kernels.report.threads,
      trainedOn: training.description,
    };
    for (const seed of seeds) {
      const start = performance.now();
      const { files, card, fit } = await trainPicker({
        ...{ name: `own ${seed}`, picker: "cnn-lstm", traces: training, seed, kernels },
        onProgress: ({ done, total }) => {
          if (done % 250 === 0) report(`seed ${seed}: ${done} of ${total} batches`);
        },
      });
      const seconds = (performance.now() - start) / 1_000;
      const picker = openPicker(files, card);
      const own = { ...networkTracePicker(picker), name: "own" };
      const evaluation = await score([own, ...RIVALS.map((name) => classicalTracePicker(name))]);
      picker.dispose();
      const f1 = GOALS.map((goal) => {
        const { own, ...rivals } = f1Of(evaluation, goal);
        const best = Math.max(...Object.values(rivals).map(({ value }) => value));
        return { ...goal, own, rivals, isAboveRivals: own.value > best };
      });
      facts[`seed ${seed}`] = {
        ...{ weights: card.weights, trainingSeconds: seconds, f1 },
        ...{ losses: fit.history.map(({ loss }) => loss), evaluation },
      };
      report(`seed ${seed}: ${JSON.stringify(f1)}`);
      for (const { phase, least, own } of f1) {
        if (own.value >= least) continue;
        throw new Error(`seed ${seed}: F1 of ${phase} is ${own.value}, need ${least}`);
      }
    }
    await kernels.stop();
    return facts;
  },
});
