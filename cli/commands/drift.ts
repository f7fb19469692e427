import { CATALOGUE_FLAGS, openRequest } from "../catalogue_request.ts";
import { loadModel, MODEL_FLAGS, MODEL_PERMISSIONS } from "../model_flags.ts";
import { readTimeFlag } from "../time_flag.ts";
import { defineVerb, numberFlag, switchFlag, textFlag, type Verb } from "../verb.ts";

/** Exit code that tells of drift, where it is asked for. */
const DRIFT_EXIT_CODE = 7;

/** Tells whether a model should be trained again. */
export const drift: Verb = defineVerb({
  about: "Tells whether a model should be trained again.",
  flags: {
    ...MODEL_FLAGS,
    ...CATALOGUE_FLAGS,
    since: textFlag("watch from this time on; the end of the model's own catalogue unless given", {
      placeholder: "TIME",
    }),
    falseAlarmRate: numberFlag("chance of an alarm where nothing changes; 0.05 unless given", {
      ...{ minimum: 0.001, maximum: 0.5 },
    }),
    failOnDrift: switchFlag(`exit code ${DRIFT_EXIT_CODE} unless all is steady, for cron`),
  },
  examples: [
    ["drift --model m6 --catalogue newer.csv.gz", "the verdict, why, and since when"],
  ],
  permissions: MODEL_PERMISSIONS,
  async run({ values, terminal }) {
    const { watchDrift } = await import("../../engine/forecasting/mod.ts");
    const { driftText } = await import("../../engine/drawing/mod.ts");
    const sinceMs = values.since === undefined ? undefined : readTimeFlag(values.since, "since");
    const { model } = await loadModel(values, terminal);
    const request = await openRequest(values.catalogue, values);
    const report = await watchDrift(model, request, {
      ...{ sinceMs, falseAlarmRate: values.falseAlarmRate },
    });
    terminal.answer({ document: () => ({ report }), text: () => driftText(report) });
    return values.failOnDrift && report.verdict !== "steady" ? DRIFT_EXIT_CODE : 0;
  },
});
