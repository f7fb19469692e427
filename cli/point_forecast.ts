import type { PointEvents, PointForecast } from "../engine/domain/mod.ts";
import { describeRun } from "./backend_flags.ts";
import { CataloguesFile } from "./catalogues_file.ts";
import { openPointModel, type PointVerbValues } from "./open_point_model.ts";
import type { Terminal } from "./terminal.ts";
import { integerFlag, numberFlag, textFlag } from "./verb.ts";

const GROUP = "Point process forecast:";

/** Flags of `forecast` that only point processes take. */
export const POINT_FORECAST_FLAGS = {
  catalogues: integerFlag("simulated catalogues; 10000 unless given", {
    ...{ group: GROUP, minimum: 1, maximum: 1_000_000 },
  }),
  seed: integerFlag("seed of the catalogues; that of the model unless given", { group: GROUP }),
  cellDegrees: numberFlag("edge of a cell in degrees; by the size of the region unless given", {
    ...{ group: GROUP, maximum: 90 },
  }),
  cataloguesOut: textFlag("writes every simulated event as CSV, in the columns of pyCSEP", {
    ...{ group: GROUP, placeholder: "FILE.csv" },
  }),
  map: textFlag("draws the expected number of events by cell", {
    ...{ group: GROUP, placeholder: "FILE.svg" },
  }),
} as const;

/** What a forecast of a point process is asked with. */
export type PointForecastValues = PointVerbValues & {
  readonly horizon?: string;
  readonly catalogues?: number;
  readonly seed?: number;
  readonly cellDegrees?: number;
  readonly cataloguesOut?: string;
  readonly map?: string;
};

/** Forecasts with a point process, writes what is asked for and tells the answer. */
export async function runPointForecast(
  values: PointForecastValues,
  { explicit, terminal }: {
    explicit: Readonly<Record<string, unknown>>;
    terminal: Terminal;
  },
): Promise<void> {
  const startedMs = performance.now();
  const { makePointForecast, writeForecastJson } = await import("../engine/forecasting/mod.ts");
  const { pointForecastText } = await import("../engine/drawing/mod.ts");
  const { model, table, backend } = await openPointModel(values, { explicit, terminal });
  const { horizon, issueTime, catalogues, seed, cellDegrees, cataloguesOut, map } = values;
  const file = cataloguesOut === undefined ? undefined : await CataloguesFile.open(cataloguesOut);
  let forecast: PointForecast;
  try {
    forecast = await makePointForecast(model, table.events, {
      ...{ horizon, issueTime, catalogues, seed, cellDegrees },
      onCatalogue: file && ((events, catalogue) => file.add(events, catalogue)),
      onProgress: terminal.progress,
    });
    await file?.finish();
  } catch (error) {
    await file?.abandon();
    throw error;
  }
  if (map !== undefined) await writeMap(map, { forecast, events: table.events });
  if (terminal.json) {
    return terminal.writeOut(writeForecastJson(forecast, describeRun(backend, startedMs)));
  }
  const written = [cataloguesOut, map].filter((path) => path !== undefined);
  const last = written.length === 0 ? "" : `\n\nWrote ${written.join(" and ")}.`;
  terminal.answer({
    document: () => forecast,
    text: () => pointForecastText(forecast, model.card) + last,
  });
}

async function writeMap(
  path: string,
  { forecast, events }: { forecast: PointForecast; events: PointEvents },
): Promise<void> {
  const { drawPointForecastMap } = await import("../engine/drawing/mod.ts");
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const svg = await drawPointForecastMap(forecast, events);
  await writeFileWhole(path, new TextEncoder().encode(svg));
}
