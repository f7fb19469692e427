import { ConfigurationError } from "../../engine/domain/mod.ts";
import { describeRun } from "../backend_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { describePickerEvaluation } from "../picker_evaluation_text.ts";
import { COMPARED_PICKERS_FLAGS, openPickers, PICKING_FLAGS } from "../picker_flags.ts";
import {
  defineVerb,
  type Flag,
  integerFlag,
  numberFlag,
  requiredTextFlag,
  switchFlag,
  type Verb,
} from "../verb.ts";

const WINDOWS = "Windows:";

/** Scores pickers on labelled waveforms. */
export const evaluatePicks: Verb = defineVerb({
  about:
    "Scores pickers on labelled waveforms: precision, recall and F1 of P and S picks matched one to " +
    "one with what people read, and mean and deviation of the residuals, at several tolerances, with " +
    "intervals by resampling traces. All pickers see the same windows, cut at random places, so that " +
    "none gains from knowing where in a set its arrivals stand.",
  flags: {
    data: requiredTextFlag(
      "labelled waveforms: packed arrays, PhaseNet's .npz, SeisBench or STEAD",
      {
        placeholder: "FOLDER|FILE",
      },
    ),
    ...COMPARED_PICKERS_FLAGS,
    ...PICKING_FLAGS,
    argmax: switchFlag("take the likeliest P and S of each window, whatever the thresholds", {
      group: "Pick:",
    }),
    windows: integerFlag("windows of each trace; 10 unless given", { group: WINDOWS, minimum: 1 }),
    seconds: numberFlag(
      "length of a window; the longest a picker looks at, 30 at least, unless given",
      {
        group: WINDOWS,
        minimum: 1,
      },
    ),
    margin: numberFlag("least seconds from a window's ends to an arrival; 3 unless given", {
      group: WINDOWS,
      minimum: 0,
    }),
    folds: {
      ...{ kind: "numbers", default: [0, 1, 2, 3, 4], whole: true, nonEmpty: true },
      ...{ minimum: 0, maximum: 4, placeholder: "LIST", group: WINDOWS },
      about: "traces whose index has these remainders when divided by 5",
    } as Flag<readonly number[]>,
    tolerances: {
      ...{ kind: "numbers", default: [0.1, 0.3, 0.5], nonEmpty: true, minimum: 0 },
      ...{ placeholder: "LIST", group: WINDOWS },
      about: "seconds by which a pick may be off its label",
    } as Flag<readonly number[]>,
    seed: integerFlag("of the places of windows and of resampling; 1 unless given", {
      group: WINDOWS,
      minimum: 0,
    }),
  },
  examples: [
    [
      "evaluate picks --data ncedc --model phasenet --argmax",
      "the likeliest P and S of each window",
    ],
    [
      "evaluate picks --data stead --model phasenet --picker sta-lta --picker ar --json",
      "compared",
    ],
  ],
  permissions: ["--allow-read=DATA,MODEL,engine"],
  async run({ values, terminal }) {
    const startedMs = performance.now();
    if (values.argmax && (values.thresholdP ?? values.thresholdS) !== undefined) {
      throw new ConfigurationError(
        "Cannot take --argmax and thresholds together: the likeliest arrival needs none.",
        "argmax",
      );
    }
    const { argmax: likeliest, folds, tolerances, threads, model: models, picker: names } = values;
    const { evaluatePickers, pickOptionsOf, readLabelledWaveforms } = await import(
      "../../engine/monitoring/mod.ts"
    );
    const options = { ...pickOptionsOf(values), likeliest };
    const { pickers, backend } = await openPickers({ models, names, threads, options }, terminal);
    const set = await readLabelledWaveforms(values.data);
    const interruption = watchInterruption("Stopping.");
    try {
      const indices = Array.from({ length: set.count }, (_, index) => index)
        .filter((index) => folds.includes(index % 5));
      const evaluation = await evaluatePickers(set, pickers, {
        ...{ seed: values.seed ?? 1, windows: values.windows, seconds: values.seconds },
        ...{ marginSeconds: values.margin, tolerancesSeconds: tolerances, indices },
        ...{ onProgress: terminal.progress, signal: interruption.signal },
      });
      const threshold = likeliest ? "argmax" : "given or the picker's own";
      const { formatTable } = await import("../../engine/drawing/mod.ts");
      terminal.answer({
        document: () => ({
          ...evaluation,
          ...{ folds, threshold, run: describeRun(backend, startedMs) },
        }),
        text: () => describePickerEvaluation(evaluation, formatTable),
      });
    } finally {
      interruption.stop();
      set.close();
    }
  },
});
