import { describeRun } from "../backend_flags.ts";
import { CATALOGUE_FLAGS, openRequest } from "../catalogue_request.ts";
import { describeEvaluation } from "../evaluation_answer.ts";
import { loadModel, MODEL_FLAGS, MODEL_PERMISSIONS } from "../model_flags.ts";
import { evaluatePoint } from "../evaluate_point.ts";
import { evaluatePoolVerb } from "../evaluate_pool_verb.ts";
import { kindOfModel } from "../kind_of_model.ts";
import { defineVerb, switchFlag, type Verb } from "../verb.ts";

/** Scores a model on the part of a catalogue that it never saw. */
export const evaluate: Verb = defineVerb({
  about:
    "Scores a trained model, beside the baselines fitted with it, on the part of a catalogue " +
    "after everything it was fitted and chosen on. The catalogue it was trained on gives the scores " +
    "of its card again; a later one tells how it has done since.",
  flags: {
    ...MODEL_FLAGS,
    ...CATALOGUE_FLAGS,
    series: switchFlag("with --json: every window's answer beside its outcome too"),
  },
  examples: [
    ["evaluate --model m6 --catalogue m5.csv.gz", "tables for a person"],
    ["evaluate --model m6 --catalogue m5.csv.gz --json --series", "everything, for a program"],
  ],
  permissions: MODEL_PERMISSIONS,
  async run({ values, terminal }) {
    const kind = await kindOfModel(values.model);
    if (kind === "point") return await evaluatePoint(values, terminal);
    if (kind === "pool") return await evaluatePoolVerb(values, terminal);
    const startedMs = performance.now();
    const { evaluateOnSource, writeEvaluationDocument } = await import(
      "../../engine/forecasting/mod.ts"
    );
    const { formatTable } = await import("../../engine/drawing/mod.ts");
    const { model, backend } = await loadModel(values, terminal);
    const request = await openRequest(values.catalogue, values);
    const evaluation = await evaluateOnSource(model, request);
    const answer = { card: model.card, evaluation };
    terminal.answer({
      document: () => ({
        ...writeEvaluationDocument(answer, { series: values.series }),
        run: describeRun(backend, startedMs),
      }),
      text: () => describeEvaluation(answer, formatTable),
    });
  },
});
