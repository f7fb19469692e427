import { ConfigurationError, type DriftReport } from "../../engine/domain/mod.ts";
import { CATALOGUE_FLAGS, openRequest } from "../catalogue_request.ts";
import { kindOfModel } from "../kind_of_model.ts";
import { loadModel, MODEL_FLAGS, MODEL_PERMISSIONS } from "../model_flags.ts";
import { refusePictureName, writePictureFile } from "../picture_file.ts";
import { prepareFiles } from "../prepare_files.ts";
import type { Terminal } from "../terminal.ts";
import { readTimeFlag } from "../time_flag.ts";
import { defineVerb, numberFlag, switchFlag, textFlag, type Verb } from "../verb.ts";
import type { OptionValues } from "../../engine/domain/mod.ts";

/** Exit code that tells of drift, where it is asked for. */
const DRIFT_EXIT_CODE = 7;

const FLAGS = {
  ...MODEL_FLAGS,
  ...CATALOGUE_FLAGS,
  catalogue: textFlag(
    "catalogue from the model's training on to now: a file, a URL, or - for stdin",
    { group: CATALOGUE_FLAGS.catalogue.group, placeholder: "FILE|URL|-" },
  ),
  database: textFlag(
    "instead of a catalogue: a database with scheduled forecasts, --model being their model's name",
    { placeholder: "FILE" },
  ),
  since: textFlag(
    "watch from this time on; unless given from the end of the model's own catalogue",
    { placeholder: "TIME" },
  ),
  falseAlarmRate: numberFlag("chance of an alarm where nothing changes; 0.05 unless given", {
    ...{ minimum: 0.001, maximum: 0.5 },
  }),
  plot: textFlag("draw the three panels of the report, as SVG or PNG", { placeholder: "FILE" }),
  failOnDrift: switchFlag(`end with exit code ${DRIFT_EXIT_CODE} unless all is steady: for cron`),
} as const;

/** Tells whether a model should be trained again, why, and since when. */
export const drift: Verb = defineVerb({
  about:
    "Tells whether a model should be trained again: whether its inputs are distributed as in " +
    "training (population stability), its gain over the baseline is what it was, what comes still " +
    "lies where it did in the forecasts (cumulative sums), and whether the catalogue or the Earth " +
    'has changed. The verdict is "steady", "watch" or "retrain", with reasons and the time when ' +
    "the change most probably began.\n\n" +
    "Where nothing changes, 1 in 20 reports says otherwise than steady; limits allow for the size " +
    "of the parts and for neighbours that depend on each other. The catalogue must reach back over " +
    "what the model was trained on.",
  flags: FLAGS,
  examples: [
    ["drift --model m6 --catalogue newer.csv.gz --plot drift.svg", "verdict, tables, a picture"],
    ["drift --model etas --catalogue newer.csv --since 2025-01-01 --json", "for a program"],
    [
      "drift --model etas --database quakecast.db --fail-on-drift",
      "of scheduled forecasts, in cron",
    ],
  ],
  permissions: [
    ...MODEL_PERMISSIONS,
    "--allow-read=FOLDER-OF-DATABASE (with --database)",
    "--allow-write=FOLDER-OF-DATABASE (with --database)",
    "--allow-read=FOLDER --allow-write=FOLDER (of --plot)",
    "--allow-read=node_modules (with --plot to PNG)",
  ],
  async run({ values, terminal }) {
    refusePictureName(values.plot, "plot");
    await prepareFiles(values.plot);
    const report = await watch(values, terminal);
    const { drawDrift, driftText } = await import("../../engine/drawing/mod.ts");
    if (values.plot !== undefined) await writePictureFile(values.plot, await drawDrift(report));
    terminal.answer({ document: () => report, text: () => driftText(report) });
    return values.failOnDrift && report.verdict !== "steady" ? DRIFT_EXIT_CODE : 0;
  },
});

async function watch(
  values: OptionValues<typeof FLAGS>,
  terminal: Terminal,
): Promise<DriftReport> {
  const { catalogue, database: path, model: name, falseAlarmRate } = values;
  if ((catalogue === undefined) === (path === undefined)) {
    throw new ConfigurationError(
      "Cannot tell of drift without newer data: give --catalogue, or --database, and not both.",
      "catalogue",
    );
  }
  const sinceMs = values.since === undefined ? undefined : readTimeFlag(values.since, "since");
  const options = { sinceMs, falseAlarmRate };
  const { loadPointModel, readPointEvents, watchDrift, watchPointDrift, watchScheduledDrift } =
    await import("../../engine/forecasting/mod.ts");
  if (path !== undefined) {
    const { openDatabase } = await import("../../engine/storage/mod.ts");
    using database = openDatabase(path, { mode: "read" });
    return watchScheduledDrift(database, { model: name, ...options });
  }
  const request = await openRequest(catalogue!, values);
  if (await kindOfModel(name) !== "point") {
    const { model } = await loadModel(values, terminal);
    return await watchDrift(model, request, options);
  }
  const model = await loadPointModel(name);
  const table = await readPointEvents(request);
  return watchPointDrift(model, table, { ...options, onProgress: terminal.progress });
}
