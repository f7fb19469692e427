import {
  ConfigurationError,
  type ForecastConfiguration,
  parseDuration,
  VERSION,
} from "../engine/domain/mod.ts";
import type { CatalogueRequest } from "../engine/forecasting/mod.ts";
import type { SearchPlan, TunedModel } from "../engine/training/mod.ts";
import { watchInterruption } from "./interruption.ts";
import { isThere } from "./is_there.ts";
import { prepareFolder } from "./prepare_folder.ts";
import type { Terminal } from "./terminal.ts";

/** Most trainings at once where their number is left to us. */
const MOST_THREADS = 8;

/** One search, from its flags to the saved folder. */
export interface TuningRun {
  /** Options that the search leaves alone. */
  configuration: ForecastConfiguration;
  /** How it goes about the others. */
  plan: SearchPlan;
  /** Opens the catalogue, once it is sure that the search can start. */
  openRequest(): Promise<CatalogueRequest>;
  /** Folder of the model. */
  out: string;
  /** Name in the card; that of the folder when left out. */
  name?: string;
  /** Time that the search may take, such as "30m". */
  budget?: string;
  /** Trainings at once. */
  threads?: number;
  /** Go on from the journal. */
  resume: boolean;
  /** Throw a journal away. */
  restart: boolean;
  /** Where messages and progress go. */
  terminal: Terminal;
}

/** A search that is saved, and where. */
export interface FinishedTuning extends TunedModel {
  /** Folder of the model. */
  out: string;
  /** All trials, JSON. */
  boardPath: string;
  /** The trials as parallel coordinates, SVG. */
  plotPath: string;
  /** Every training, from which a search goes on. */
  journalPath: string;
}

/**
 * Searches, trains the winner and saves it with the leader board beside it; what an interrupted search left
 * is neither overwritten nor used unasked.
 *
 * Throws what the engine throws, and a reason with its name after Ctrl-C or SIGTERM.
 */
export async function runTuning(run: TuningRun): Promise<FinishedTuning> {
  const { configuration, plan, terminal } = run;
  const out = run.out.replace(/(?<=.)[/\\]+$/, "");
  const budgetMs = run.budget === undefined ? undefined : parseDuration(run.budget, "budget");
  const journalPath = `${out}.journal`;
  await prepareFolder(out, terminal);
  await refuseLeftJournal(journalPath, run);
  const { readAndClean, saveTrainedModel } = await import("../engine/forecasting/mod.ts");
  const { tuneModel } = await import("../engine/training/mod.ts");
  const data = await readAndClean(await run.openRequest(), configuration);
  const interruption = watchInterruption(
    "Stopping; the journal is kept. Ctrl-C again ends at once.",
  );
  try {
    const tuned = await tuneModel(data, {
      ...{ configuration, plan, budgetMs, journalPath, signal: interruption.signal },
      name: run.name ?? out.split(/[/\\]/).at(-1)!,
      threads: run.threads ?? Math.min(MOST_THREADS, navigator.hardwareConcurrency),
      ...{ report: terminal.progress, onNotice: (message) => terminal.say(message) },
      versions: { quakecast: VERSION, deno: Deno.version.deno },
    });
    await saveTrainedModel(tuned.model, out);
    return { ...tuned, out, journalPath, ...await writeBoard(tuned, out) };
  } catch (error) {
    if (error !== interruption.signal.reason) throw error;
    const { name } = error as DOMException;
    throw new DOMException("Interrupted; the journal is kept, go on with --resume.", name);
  } finally {
    interruption.stop();
  }
}

async function writeBoard(
  { board, search }: TunedModel,
  out: string,
): Promise<{ boardPath: string; plotPath: string }> {
  const { drawParallelCoordinates } = await import("../engine/drawing/mod.ts");
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const [boardPath, plotPath] = [`${out}.leader-board.json`, `${out}.leader-board.svg`];
  const write = (path: string, text: string) =>
    writeFileWhole(path, new TextEncoder().encode(text));
  await write(boardPath, JSON.stringify({ ...board, search }, null, 2) + "\n");
  await write(plotPath, drawParallelCoordinates(board));
  return { boardPath, plotPath };
}

async function refuseLeftJournal(path: string, run: TuningRun): Promise<void> {
  if (run.resume && run.restart) {
    throw new ConfigurationError("Cannot both resume and restart.", "restart");
  }
  if (run.resume || !await isThere(path)) return;
  if (run.restart) {
    const { JournalFile } = await import("../engine/storage/mod.ts");
    return await JournalFile.remove(path);
  }
  throw new ConfigurationError(
    `Cannot tune to "${run.out}": an earlier search left "${path}". Go on with --resume, or throw it ` +
      "away with --restart.",
    "resume",
  );
}
