import type { BackendReport } from "../engine/backend/mod.ts";
import { type OptionValues, VERSION } from "../engine/domain/mod.ts";
import type { EventTable } from "../engine/sources/mod.ts";
import type { PointModel, PointProcessName } from "../engine/forecasting/mod.ts";
import { type CATALOGUE_FLAGS, openRequest } from "./catalogue_request.ts";
import { kindOfModel } from "./kind_of_model.ts";
import { type POINT_FLAGS, pointOptionsOf } from "./point_flags.ts";
import type { Terminal } from "./terminal.ts";

/** The values of a verb that works with a point process. */
export type PointVerbValues = OptionValues<typeof CATALOGUE_FLAGS & typeof POINT_FLAGS> & {
  readonly model: string;
  readonly threads?: number;
  readonly issueTime?: string;
};

/** A point process, the events it is asked with, and what ran. */
export interface OpenPointModel {
  /** The model. */
  model: PointModel;
  /** The events. */
  table: EventTable;
  /** What really ran. */
  backend: BackendReport;
}

/**
 * Reads a catalogue and the folder of a point process; for a bare name it fits one to everything up to
 * the issue time first, and says so.
 *
 * Throws what the engine throws.
 */
export async function openPointModel(
  values: PointVerbValues,
  { explicit, terminal }: {
    explicit: Readonly<Record<string, unknown>>;
    terminal: Terminal;
  },
): Promise<OpenPointModel> {
  const { datasetNameOf, fitForForecast, loadPointModel, readPointEvents, startKernels } =
    await import("../engine/forecasting/mod.ts");
  const isName = await kindOfModel(values.model) === "name";
  const folder = isName ? undefined : await loadPointModel(values.model);
  const { splitColumn, threads, issueTime } = values;
  const request = await openRequest(values.catalogue, values);
  const table = await readPointEvents({ ...request, splitColumn });
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const kernels = await startKernels({ threads: isName ? threads : threads ?? 1, onThreadLost });
  const backend = kernels.report;
  if (folder !== undefined) return { model: folder, table, backend };
  terminal.say(
    `There is no folder "${values.model}": ${values.model} is fitted to all events up to the issue ` +
      "time first, and to the first four fifths of the time for its skill on the last fifth. Keep a " +
      "model with train --out.",
  );
  const model = await fitForForecast(table, {
    ...await pointOptionsOf(values, { explicit, dataset: datasetNameOf(values.catalogue) }),
    process: values.model as PointProcessName,
    name: values.model,
    versions: { quakecast: VERSION, deno: Deno.version.deno },
    kernels,
    issueTime,
    onProgress: terminal.progress,
  });
  return { model, table, backend };
}
