import { describeRun } from "./backend_flags.ts";
import { openRequest, type ReadingValues } from "./catalogue_request.ts";
import { refusePointFlags } from "./kind_of_model.ts";
import { loadModel } from "./model_flags.ts";
import { refusePictureName, writePictureFile } from "./picture_file.ts";
import { POINT_FLAGS } from "./point_flags.ts";
import type { Terminal } from "./terminal.ts";

/** The flags that bear on the explanation of a network. */
export interface ExplainNetworkValues extends ReadingValues {
  readonly model: string;
  readonly threads?: number;
  readonly catalogue: string;
  readonly covariates: readonly string[];
  readonly horizon?: string;
  readonly issueTime?: string;
  readonly at?: string;
  readonly repeats?: number;
  readonly most?: number;
  readonly map?: string;
}

/** Tells why a network forecasts what it does. Throws what the engine throws. */
export async function explainNetwork(
  values: ExplainNetworkValues,
  { explicit, terminal }: {
    explicit: Readonly<Record<string, unknown>>;
    terminal: Terminal;
  },
): Promise<void> {
  const startedMs = performance.now();
  refusePointFlags(explicit, ["event", ...Object.keys(POINT_FLAGS)]);
  const { map, most, horizon, issueTime, repeats } = values;
  refusePictureName(map, "map");
  const { explainNetworkForecast, parsePlace, writeExplanationJson } = await import(
    "../engine/forecasting/mod.ts"
  );
  const { drawAttributionHeatMap, networkExplanationText } = await import(
    "../engine/drawing/mod.ts"
  );
  const { model, backend } = await loadModel(values, terminal);
  const request = await openRequest(values.catalogue, values);
  const at = values.at === undefined ? undefined : parsePlace(values.at);
  const asked = { horizon, issueTime, at, repeats, onProgress: terminal.progress };
  const explanation = await explainNetworkForecast(model, { ...request, ...asked });
  if (map !== undefined) await writePictureFile(map, drawAttributionHeatMap(explanation));
  if (terminal.json) {
    return terminal.writeOut(writeExplanationJson(explanation, describeRun(backend, startedMs)));
  }
  const text = networkExplanationText(explanation, { most });
  terminal.answer({
    document: () => explanation,
    text: () => text + (map === undefined ? "" : `\n\nWrote ${map}.`),
  });
}
