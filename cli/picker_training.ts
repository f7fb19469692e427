import type { BackendReport } from "../engine/backend/mod.ts";
import type { LabelledWaveforms } from "../engine/domain/mod.ts";
import type { PickerFitConfiguration, PickerTrained, TraceSplit } from "../engine/training/mod.ts";
import { watchInterruption } from "./interruption.ts";
import { describeInterruption, refuseLeftCheckpoint, removeIfThere } from "./left_checkpoint.ts";
import { prepareFolder } from "./prepare_folder.ts";
import type { Terminal } from "./terminal.ts";

/** One training of a picker, from its flags to the saved folder. */
export interface PickerTrainingRun {
  /** Folders and files of labelled waveforms. */
  data: readonly string[];
  /** Kind of picker that is trained from scratch. */
  picker: string;
  /** Folder of the picker that is fine-tuned. */
  from?: string;
  /** Parts of each set. */
  folds: number;
  /** The part that is left out. */
  testFold: number;
  /** The part that chooses the epoch. */
  validationFold: number;
  /** Whether that is trained on too. */
  final: boolean;
  /** Looks at validation. */
  epochs?: number;
  /** Batches between two of them. */
  batchesPerEpoch?: number;
  /** First step length. */
  learningRate?: number;
  /** Seed of everything random. */
  seed: number;
  /** Folder of the model. */
  out: string;
  /** Name in the card. */
  name?: string;
  /** Go on from the checkpoint. */
  resume?: boolean;
  /** Throw a checkpoint away. */
  restart?: boolean;
  /** Threads asked for. */
  threads?: number;
  /** Where messages and progress go. */
  terminal: Terminal;
}

/**
 * Trains a picker and saves it, whole or not at all. Throws what the engine throws, and a reason with
 * its name after Ctrl-C or SIGTERM.
 */
export async function runPickerTraining(
  run: PickerTrainingRun,
): Promise<{ trained: PickerTrained; backend: BackendReport }> {
  const { terminal, threads, seed, picker, resume } = run;
  const out = run.out.replace(/(?<=.)[/\\]+$/, "");
  const checkpointPath = `${out}.checkpoint`;
  await prepareFolder(out, terminal);
  await refuseLeftCheckpoint(checkpointPath, run);
  const { loadPickerFiles, savePicker, trainPicker } = await import("../engine/training/mod.ts");
  const { startKernels } = await import("../engine/backend/mod.ts");
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const kernels = await startKernels({ threads, onThreadLost });
  const from = run.from === undefined ? undefined : await loadPickerFiles(run.from);
  const traces = await readPickerTraces(run);
  const interruption = watchInterruption("Stopping; Ctrl-C again ends at once.");
  try {
    const trained = await trainPicker({
      name: run.name ?? out.split(/[/\\]/).at(-1)!,
      ...{ picker, from, traces, seed, kernels, checkpointPath, resume },
      configuration: pickerConfigurationOf(run),
      signal: interruption.signal,
      onProgress: terminal.progress,
      versions: { deno: Deno.version.deno },
    });
    await savePicker(out, trained);
    await removeIfThere(checkpointPath);
    return { trained, backend: kernels.report };
  } catch (error) {
    if (error !== interruption.signal.reason) throw error;
    throw await describeInterruption(checkpointPath, (error as DOMException).name);
  } finally {
    interruption.stop();
  }
}

/** The traces that may be seen, of all sets. */
export async function readPickerTraces(
  { data, folds, testFold, validationFold, final }: PickerTrainingRun,
): Promise<TraceSplit> {
  const { readLabelledWaveforms } = await import("../engine/sources/mod.ts");
  const { splitTraces } = await import("../engine/training/mod.ts");
  const sets: LabelledWaveforms[] = [];
  try {
    for (const path of data) sets.push(await readLabelledWaveforms(path));
    const parts = { folds, testFold, validationFold: final ? undefined : validationFold };
    return splitTraces(sets, parts);
  } finally {
    for (const set of sets) set.close();
  }
}

/** What was asked for, without what was not. */
export function pickerConfigurationOf(
  { epochs, batchesPerEpoch, learningRate }: PickerTrainingRun,
): Partial<PickerFitConfiguration> {
  const given = Object.entries({ epochs, batchesPerEpoch, learningRate });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
