import { ConfigurationError } from "../engine/domain/mod.ts";
import { describeRun } from "./backend_flags.ts";
import { openPointModel, type PointVerbValues } from "./open_point_model.ts";
import { refusePictureName, writePictureFile } from "./picture_file.ts";
import type { Terminal } from "./terminal.ts";

/** The flags that bear on the explanation of a point process. */
export type ExplainPointValues = PointVerbValues & {
  readonly horizon?: string;
  readonly at?: string;
  readonly event?: number;
  readonly most?: number;
  readonly repeats?: number;
  readonly map?: string;
};

/** Tells which past events the forecast of a point process comes from. Throws what the engine throws. */
export async function explainPoint(
  values: ExplainPointValues,
  { explicit, terminal }: {
    explicit: Readonly<Record<string, unknown>>;
    terminal: Terminal;
  },
): Promise<void> {
  const startedMs = performance.now();
  const { horizon, issueTime, event, most, map } = values;
  if (values.repeats !== undefined) {
    throw new ConfigurationError(
      "Cannot use --repeats with a point process: only networks take it.",
      "repeats",
    );
  }
  refusePictureName(map, "map");
  const { explainPointForecast, parsePlace, writeExplanationJson } = await import(
    "../engine/forecasting/mod.ts"
  );
  const { drawPointExplanationMap, pointExplanationText } = await import(
    "../engine/drawing/mod.ts"
  );
  const at = values.at === undefined ? undefined : parsePlace(values.at);
  const { model, table, backend } = await openPointModel(values, { explicit, terminal });
  const explanation = explainPointForecast(model, table.events, {
    ...{ horizon, issueTime, event, most, at },
  });
  if (map !== undefined) await writePictureFile(map, await drawPointExplanationMap(explanation));
  if (terminal.json) {
    return terminal.writeOut(writeExplanationJson(explanation, describeRun(backend, startedMs)));
  }
  terminal.answer({
    document: () => explanation,
    text: () => pointExplanationText(explanation) + (map === undefined ? "" : `\n\nWrote ${map}.`),
  });
}
