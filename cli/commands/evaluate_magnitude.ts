import { ConfigurationError } from "../../engine/domain/mod.ts";
import { BACKEND_FLAGS, describeRun } from "../backend_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { describeMagnitudeEvaluation, describeMagnitudeModel } from "../magnitude_answer.ts";
import {
  defineVerb,
  type Flag,
  integerFlag,
  requiredTextFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

/** Cross-validates the magnitude network on labelled waveforms. */
export const evaluateMagnitude: Verb = defineVerb({
  about:
    "Trains the magnitude network anew on all parts of the data but one, for each part and seed, and " +
    "scores it on that part, beside a regression on log amplitude and P-S time and beside the mean, fitted " +
    "on the same parts. Differences are told with a paired bootstrap over recordings. With --model a trained " +
    "network is scored on the data instead.",
  flags: {
    data: requiredTextFlag("labelled waveforms", { placeholder: "FOLDER" }),
    model: textFlag(
      "folder of a magnitude network that is scored as it is, in place of training anew",
      {
        placeholder: "DIR",
      },
    ),
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
    ["evaluate magnitude --data later --model magnitude", "a trained network on other data"],
  ],
  permissions: ["--allow-read=FOLDER,DIR,node_modules,engine"],
  async run({ values, explicit, terminal }) {
    const startedMs = performance.now();
    const unused = ["folds", "seeds", "epochs"].find((name) => explicit[name] !== undefined);
    if (values.model !== undefined && unused !== undefined) {
      throw new ConfigurationError(
        `Cannot use --${unused} with --model: a trained network is scored as it is.`,
        unused,
      );
    }
    const { readLabelledWaveforms } = await import("../../engine/sources/mod.ts");
    const { runningKernels, startBackend } = await import("../../engine/backend/mod.ts");
    const training = await import("../../engine/training/mod.ts");
    const waveforms = await readLabelledWaveforms(values.data);
    const backend = await startBackend({ threads: values.threads });
    const interruption = watchInterruption("Stopping; Ctrl-C again ends at once.");
    try {
      const { records, leftOut } = training.selectMagnitudeRecords(waveforms);
      const { formatTable } = await import("../../engine/drawing/mod.ts");
      if (values.model !== undefined) {
        const trained = await training.loadTrainedMagnitude(values.model);
        const kernels = runningKernels();
        const scores = await training.scoreMagnitudeModel(records, { trained, kernels });
        return terminal.answer({
          document: () => ({
            ...{ data: waveforms.name, leftOut, model: values.model, scores },
            run: describeRun(backend, startedMs),
          }),
          text: () => describeMagnitudeModel(scores, formatTable),
        });
      }
      const { folds, seeds, epochs } = values;
      const evaluation = await training.evaluateMagnitude(records, {
        ...{ folds, seeds, epochs, kernels: runningKernels(), signal: interruption.signal },
        onProgress: terminal.progress,
      });
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
