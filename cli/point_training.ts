import type { BackendReport } from "../engine/backend/mod.ts";
import { type ReviewedEvents, VERSION } from "../engine/domain/mod.ts";
import type {
  PointEventsRequest,
  PointModel,
  PointProcessName,
} from "../engine/forecasting/mod.ts";
import type { PointOptions } from "./point_flags.ts";
import { prepareFolder } from "./prepare_folder.ts";
import type { Terminal } from "./terminal.ts";
import { withReviewedEvents } from "./training_catalogue.ts";

/** One training of a point process, from its flags to the saved folder. */
export interface PointTraining {
  /** Which process. */
  process: string;
  /** What it is trained with. */
  options: PointOptions;
  /** The catalogue. */
  openRequest(): Promise<PointEventsRequest>;
  /** Reviews that made the catalogue what it is; none unless given. */
  reviews?: ReviewedEvents;
  /** Folder of the model. */
  out: string;
  /** Name in the card; that of the folder when left out. */
  name?: string;
  /** Threads asked for. */
  threads?: number;
  /** Where messages and progress go. */
  terminal: Terminal;
}

/** Trains a point process and saves it, whole or not at all. Throws what the engine throws. */
export async function runPointTraining(
  { process, options, openRequest, reviews, out: given, name, threads, terminal }: PointTraining,
): Promise<{ model: PointModel; backend: BackendReport }> {
  const out = given.replace(/(?<=.)[/\\]+$/, "");
  await prepareFolder(out, terminal);
  const { readPointEvents, savePointModel, startKernels, trainPointProcess } = await import(
    "../engine/forecasting/mod.ts"
  );
  const table = await readPointEvents(await openRequest());
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const kernels = await startKernels({ threads, onThreadLost });
  const trained = await trainPointProcess(table, {
    ...options,
    process: process as PointProcessName,
    name: name ?? out.split(/[/\\]/).at(-1)!,
    versions: { quakecast: VERSION, deno: Deno.version.deno },
    kernels,
    onProgress: terminal.progress,
  });
  const model = { ...trained, card: withReviewedEvents(trained.card, reviews) };
  await savePointModel(model, out);
  return { model, backend: kernels.report };
}
