import { BACKEND_FLAGS, describeRun } from "../backend_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { describeMagnitudeEvaluation } from "../magnitude_answer.ts";
import { defineVerb, type Flag, integerFlag, requiredTextFlag, type Verb } from "../verb.ts";

/** Cross-validates the magnitude network on labelled waveforms. */
export const evaluateMagnitude: Verb = defineVerb({
  about:
    "Trains the magnitude network anew on all parts of the data but one, for each part and seed, and " +
    "scores it on that part, beside a regression on log amplitude and P-S time and beside the mean, fitted " +
    "on the same parts. Differences are told with a paired bootstrap over recordings.",
  flags: {
    data: requiredTextFlag("labelled waveforms", { placeholder: "FOLDER" }),
    folds: {
      kind: "integer",
      default: 5,
      about: "parts: a recording is in part index mod folds",
      minimum: 2,
    } as Flag<number>,
    seeds: {
      kind: "integer",
      default: 5,
      about: "trainings of each part, with seeds 1, 2 and so on",
      minimum: 1,
      maximum: 100,
    } as Flag<number>,
    epochs: integerFlag(
      "most epochs; how many is chosen by cross-validation within what is trained on",
      { minimum: 1, maximum: 1000 },
    ),
    ...BACKEND_FLAGS,
  },
  examples: [
    [
      "evaluate magnitude --data waveforms/stead --folds 5 --seeds 5 --json",
      "everything, for a program",
    ],
  ],
  permissions: ["--allow-read=FOLDER,node_modules,engine"],
  async run({ values, terminal }) {
    const startedMs = performance.now();
    const { readLabelledWaveforms } = await import("../../engine/sources/mod.ts");
    const { runningKernels, startBackend } = await import("../../engine/backend/mod.ts");
    const training = await import("../../engine/training/mod.ts");
    const waveforms = await readLabelledWaveforms(values.data);
    const backend = await startBackend({ threads: values.threads });
    const interruption = watchInterruption("Stopping; Ctrl-C again ends at once.");
    try {
      const { records, leftOut } = training.selectMagnitudeRecords(waveforms);
      const { folds, seeds, epochs } = values;
      const evaluation = await training.evaluateMagnitude(records, {
        ...{ folds, seeds, epochs, kernels: runningKernels(), signal: interruption.signal },
        onProgress: terminal.progress,
      });
      const { formatTable } = await import("../../engine/drawing/mod.ts");
      terminal.answer({
        document: () => ({
          ...{ data: waveforms.name, leftOut, evaluation },
          run: describeRun(backend, startedMs),
        }),
        text: () => describeMagnitudeEvaluation(evaluation, formatTable),
      });
    } finally {
      interruption.stop();
      waveforms.close();
    }
  },
});
