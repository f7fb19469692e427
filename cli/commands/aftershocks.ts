import type { AftershockForecast, Catalogue } from "../../engine/domain/mod.ts";
import type { SequenceOptions } from "../../engine/forecasting/mod.ts";
import { AFTERSHOCK_FLAGS, type AftershockValues, sequenceOptionsOf } from "../aftershock_flags.ts";
import { openRequest } from "../catalogue_request.ts";
import { readEtasParametersFile } from "../etas_parameters_file.ts";
import type { Terminal } from "../terminal.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Forecasts the aftershocks of a mainshock; no trained model is needed. */
export const aftershocks: Verb = defineVerb({
  about:
    "Forecasts the aftershocks of a mainshock for a day, a week, a month and a year (Reasenberg & " +
    "Jones, or ETAS, where each aftershock has its own): expected number, 95 % range and " +
    "probability by magnitude, one plain sentence, and a map. --json has the shape of the USGS' " +
    "aftershock forecasts.",
  flags: AFTERSHOCK_FLAGS,
  examples: [
    ["aftershocks --catalogue m25.csv.gz", "of the largest event"],
    ["aftershocks --catalogue m25.csv.gz --after 2019-07-04 --region CAL-SCSN", "of a sequence"],
    ["aftershocks --catalogue m25.csv.gz --model etas --map zone.svg", "by ETAS, with a map"],
    ["aftershocks --catalogue m25.csv.gz --mainshock ci38457511 --json", "for a program"],
  ],
  permissions: [
    "--allow-read=CATALOGUE",
    "--allow-net=HOST (of a URL)",
    "--allow-read=PARAMETERS (with --etas-parameters)",
    "--allow-read=engine,node_modules,FOLDER --allow-write=FOLDER (with --map)",
  ],
  async run({ values, terminal }) {
    const { readAndClean } = await import("../../engine/forecasting/mod.ts");
    const { resolveForecastConfiguration } = await import("../../engine/domain/mod.ts");
    const { aftershockText } = await import("../../engine/drawing/mod.ts");
    const request = await openRequest(values.catalogue, values);
    const { catalogue } = await readAndClean(request, resolveForecastConfiguration({}));
    const options = await sequenceOptionsOf(values);
    const answer = await forecastBy(catalogue, { values, options, terminal });
    if (values.map !== undefined) await drawMap(catalogue, { path: values.map, answer, options });
    terminal.answer({ document: () => answer, text: () => aftershockText(answer) });
  },
});

async function forecastBy(
  catalogue: Catalogue,
  { values, options, terminal }: {
    values: AftershockValues;
    options: SequenceOptions;
    terminal: Terminal;
  },
): Promise<AftershockForecast> {
  const { AFTERSHOCK_FORMS, datasetNameOf, forecastAftershocks, forecastEtasAftershocks } =
    await import("../../engine/forecasting/mod.ts");
  if (values.model === "etas") {
    const dataset = datasetNameOf(catalogue.name);
    return forecastEtasAftershocks(catalogue, {
      ...options,
      etas: await readEtasParametersFile(values.etasParameters, dataset),
      ...{ simulations: values.simulations, seed: values.seed, onProgress: terminal.progress },
    });
  }
  return forecastAftershocks(catalogue, {
    ...options,
    form: AFTERSHOCK_FORMS.find((form) => form === values.form),
    b: values.b,
  });
}

async function drawMap(
  catalogue: Catalogue,
  { path, answer, options }: { path: string; answer: AftershockForecast; options: SequenceOptions },
): Promise<void> {
  const { mapAftershocks } = await import("../../engine/forecasting/mod.ts");
  const { drawEpicentreMap } = await import("../../engine/drawing/mod.ts");
  const { writeFileWhole } = await import("../../engine/storage/mod.ts");
  const { title, cells, epicentres } = mapAftershocks(catalogue, answer, options);
  const svg = await drawEpicentreMap({ ...epicentres, cells, title });
  await writeFileWhole(path, new TextEncoder().encode(svg));
}
