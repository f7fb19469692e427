import type { BackendReport } from "../engine/backend/mod.ts";
import { type ForecastConfiguration, type ReviewedEvents, VERSION } from "../engine/domain/mod.ts";
import type { CatalogueRequest, TrainedModel } from "../engine/forecasting/mod.ts";
import { writeActualPredicted } from "./actual_predicted.ts";
import { watchInterruption } from "./interruption.ts";
import { describeInterruption, refuseLeftCheckpoint, removeIfThere } from "./left_checkpoint.ts";
import { prepareFolder } from "./prepare_folder.ts";
import type { Terminal } from "./terminal.ts";
import { withReviewedEvents } from "./training_catalogue.ts";

/** One training, from its flags to the saved folder. */
export interface TrainingRun {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** Opens the catalogue, once it is sure that the training can start. */
  openRequest(): Promise<CatalogueRequest>;
  /** Reviews that made the catalogue what it is; none unless given. */
  reviews?: ReviewedEvents;
  /** Folder of the model. */
  out: string;
  /** Name in the card; that of the folder when left out. */
  name?: string;
  /** Threads asked for. */
  threads?: number;
  /** Go on from the checkpoint. */
  resume?: boolean;
  /** Throw a checkpoint away. */
  restart?: boolean;
  /** Whether the state after each epoch is kept; true unless given. */
  keepsCheckpoint?: boolean;
  /** Where messages and progress go. */
  terminal: Terminal;
}

/** A saved model, and what computed it. */
export interface FinishedTraining {
  /** The model. */
  model: TrainedModel;
  /** What really ran. */
  backend: BackendReport;
  /** The plot of actual against predicted magnitudes, of a model trained with squared error. */
  plot?: string;
}

/**
 * Trains and saves; what an interrupted training left is neither overwritten nor used unasked.
 *
 * Throws what the engine throws, and a reason with its name after Ctrl-C or SIGTERM.
 */
export async function runTraining(run: TrainingRun): Promise<FinishedTraining> {
  const { configuration, terminal, resume = false } = run;
  const out = run.out.replace(/(?<=.)[/\\]+$/, "");
  const checkpointPath = run.keepsCheckpoint === false ? undefined : `${out}.checkpoint`;
  await prepareFolder(out, terminal);
  if (checkpointPath !== undefined) await refuseLeftCheckpoint(checkpointPath, run);
  const { readAndClean, startBackend, saveTrainedModel } = await import(
    "../engine/forecasting/mod.ts"
  );
  const { trainModel } = await import("../engine/training/mod.ts");
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const backend = await startBackend({ threads: run.threads, onThreadLost });
  if (backend.threadsNote !== undefined) terminal.say(`Note: ${backend.threadsNote}.`);
  const request = await run.openRequest();
  const interruption = watchInterruption("Stopping; Ctrl-C again ends at once.");
  try {
    const data = await readAndClean(request, configuration);
    const trained = await trainModel(data, {
      name: run.name ?? out.split(/[/\\]/).at(-1)!,
      ...{ configuration, checkpointPath, resume, signal: interruption.signal },
      report: terminal.progress,
      versions: {
        quakecast: VERSION,
        deno: Deno.version.deno,
        tfjs: backend.tfjsVersion ?? "none",
      },
    });
    const model = { ...trained, card: withReviewedEvents(trained.card, run.reviews) };
    await saveTrainedModel(model, out);
    if (checkpointPath !== undefined) await removeIfThere(checkpointPath);
    return { model, backend, plot: await writeActualPredicted(model, { data, out }) };
  } catch (error) {
    if (error !== interruption.signal.reason) throw error;
    throw await describeInterruption(checkpointPath, (error as DOMException).name);
  } finally {
    interruption.stop();
  }
}
