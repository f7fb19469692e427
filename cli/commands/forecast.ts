import { describeRun } from "../backend_flags.ts";
import { CATALOGUE_FLAGS, openRequest } from "../catalogue_request.ts";
import { describeForecast } from "../forecast_answer.ts";
import { loadModel, MODEL_FLAGS, MODEL_PERMISSIONS } from "../model_flags.ts";
import { kindOfModel, refusePointFlags } from "../kind_of_model.ts";
import { runPoolForecast } from "../pool_forecast.ts";
import { POINT_FLAGS } from "../point_flags.ts";
import { POINT_FORECAST_FLAGS, runPointForecast } from "../point_forecast.ts";
import { defineVerb, textFlag, type Verb } from "../verb.ts";

/** Forecasts from a catalogue, with the baseline and the skill beside it. */
export const forecast: Verb = defineVerb({
  about:
    "Forecasts from a catalogue with a trained model. The first line tells whether the network " +
    "or the baseline is to be believed, and whether its calibration failed on later data; both " +
    "answers stand side by side.\n\n" +
    "The issue time is that of the last event unless given, never the clock. With --json the part " +
    '"forecast" has the same bytes for the same input; "run" tells of this run.\n\n' +
    "A point process forecasts any window, a day unless --horizon is given, by simulated catalogues. " +
    "By its bare name (--model etas) it is fitted to everything up to the issue time first.",
  flags: {
    ...MODEL_FLAGS,
    ...CATALOGUE_FLAGS,
    horizon: textFlag("such as 7d; of a network it must be the one it was trained for", {
      group: "Forecast:",
      placeholder: "DURATION",
    }),
    issueTime: textFlag("everything up to then is used, nothing after; ISO 8601", {
      group: "Forecast:",
      placeholder: "TIME",
    }),
    ...POINT_FORECAST_FLAGS,
    ...POINT_FLAGS,
  },
  examples: [
    ["forecast --model m6 --catalogue m5.csv.gz", "from the last event on"],
    ["forecast --model m6 --catalogue m5.csv.gz --issue-time 2025-06-01", "as of a day"],
    ["forecast --model m6 --catalogue - --json < m5.csv", "for a program, from stdin"],
    ["forecast --model etas --catalogue m25.csv.gz --horizon 30d --map map.svg", "a point process"],
  ],
  permissions: [
    ...MODEL_PERMISSIONS,
    "--allow-read=FOLDER --allow-write=FOLDER (of --map and --catalogues-out)",
  ],
  async run({ values, explicit, terminal }) {
    const kind = await kindOfModel(values.model);
    if (kind === "pool") return await runPoolForecast(values, { explicit, terminal });
    if (kind !== "network") {
      return await runPointForecast(values, { explicit, terminal });
    }
    refusePointFlags(explicit, Object.keys({ ...POINT_FORECAST_FLAGS, ...POINT_FLAGS }));
    const startedMs = performance.now();
    const { makeForecast, writeForecastJson } = await import("../../engine/forecasting/mod.ts");
    const { model, backend } = await loadModel(values, terminal);
    const request = await openRequest(values.catalogue, values);
    const answer = await makeForecast(model, {
      ...request,
      horizon: values.horizon,
      issueTime: values.issueTime,
    });
    const run = describeRun(backend, startedMs);
    if (terminal.json) return terminal.writeOut(writeForecastJson(answer, run));
    const text = await describeForecast(answer, model.card);
    terminal.answer({ document: () => answer, text: () => text });
  },
});
