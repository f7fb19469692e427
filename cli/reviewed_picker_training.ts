import type { BackendReport } from "../engine/backend/mod.ts";
import { ConfigurationError } from "../engine/domain/mod.ts";
import type { FineTunedOnReviews, ReviewedTraces } from "../engine/monitoring/mod.ts";
import { watchInterruption } from "./interruption.ts";
import { readNamedFiles } from "./named_file.ts";
import {
  pickerConfigurationOf,
  type PickerTrainingRun,
  readPickerTraces,
} from "./picker_training.ts";
import { prepareFolder } from "./prepare_folder.ts";

/** One fine-tuning of a picker on reviewed picks, from its flags to the saved folder. */
export interface ReviewedPickerTrainingRun extends PickerTrainingRun {
  /** Path of the database with the reviews. */
  readonly reviewed: string;
  /** Files of waveforms around the picks. */
  readonly waveforms: readonly string[];
  /** Whether a candidate that is not surely better is written all the same. */
  readonly keepAnyway: boolean;
}

/** What came of it. */
export interface ReviewedPickerTraining extends FineTunedOnReviews {
  /** The records that were learned from. */
  readonly records: ReviewedTraces;
  /** Whether the folder was written. */
  readonly written: boolean;
  /** What computed it. */
  readonly backend: BackendReport;
}

/**
 * Fine-tunes a picker on reviewed picks and saves it where it is sure to be better. Throws ConfigurationError
 * without a picker or waveforms, what the engine throws, and a reason with its name after Ctrl-C or SIGTERM.
 */
export async function runReviewedPickerTraining(
  run: ReviewedPickerTrainingRun,
): Promise<ReviewedPickerTraining> {
  const { terminal, threads, keepAnyway } = run;
  if (run.from === undefined) {
    throw new ConfigurationError("Cannot fine-tune on reviews without --from, a picker.", "from");
  }
  if (run.waveforms.length === 0) {
    const message = "Cannot fine-tune on reviews without --waveforms, files of records.";
    throw new ConfigurationError(message, "waveforms");
  }
  if (run.resume || run.restart) {
    const message = "Cannot resume a fine-tuning on reviews: it keeps no checkpoint.";
    throw new ConfigurationError(message, run.resume ? "resume" : "restart");
  }
  const out = run.out.replace(/(?<=.)[/\\]+$/, "");
  await prepareFolder(out, terminal);
  const { loadPickerFiles, savePicker } = await import("../engine/training/mod.ts");
  const { startKernels } = await import("../engine/backend/mod.ts");
  const { fineTuneOnReviews } = await import("../engine/monitoring/mod.ts");
  const from = await loadPickerFiles(run.from);
  const { samplingRateHz, windowSamples } = from.card.settings;
  const read = { samplingRateHz, windowSeconds: windowSamples / samplingRateHz };
  const { records, reviews } = await readRecords(run, read);
  const rehearsal = run.data.length === 0 ? undefined : await readPickerTraces({
    ...{ ...run, final: true },
  });
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const kernels = await startKernels({ threads, onThreadLost });
  const interruption = watchInterruption("Stopping; Ctrl-C again ends at once.");
  try {
    const tuned = await fineTuneOnReviews({
      name: run.name ?? out.split(/[/\\]/).at(-1)!,
      ...{ from, reviewed: records, reviews, folds: run.folds, seed: run.seed, kernels },
      ...(rehearsal && {
        rehearsal: { traces: rehearsal.train, description: rehearsal.description },
      }),
      configuration: pickerConfigurationOf(run),
      signal: interruption.signal,
      onProgress: terminal.progress,
      versions: { deno: Deno.version.deno },
    });
    const written = tuned.acceptance.accepted || keepAnyway;
    if (written) await savePicker(out, tuned.trained);
    return { ...tuned, records, written, backend: kernels.report };
  } catch (error) {
    if (error !== interruption.signal.reason) throw error;
    throw new DOMException("Interrupted; nothing was written.", (error as DOMException).name);
  } finally {
    interruption.stop();
  }
}

/** The records around the reviewed picks of a database. */
async function readRecords(
  { reviewed: path, waveforms }: ReviewedPickerTrainingRun,
  rates: { samplingRateHz: number; windowSeconds: number },
) {
  const { openDatabase } = await import("../engine/storage/mod.ts");
  const { readWaveformSources } = await import("../engine/sources/mod.ts");
  const { labelReviewedTraces, picksBeside, reviewedPicks, reviewsUsed } = await import(
    "../engine/monitoring/mod.ts"
  );
  using database = openDatabase(path, { mode: "read" });
  const picks = reviewedPicks(database);
  const beside = picksBeside(database, picks, 4000 * rates.windowSeconds);
  const { traces } = await readWaveformSources(readNamedFiles(waveforms));
  const records = labelReviewedTraces(traces, picks, { ...rates, beside });
  return { records, reviews: reviewsUsed(database, ["pick"]) };
}

/** What came of a fine-tuning on reviews, in sentences. */
export function describeReviewedTraining(
  { acceptance, judged, records, written }: ReviewedPickerTraining,
  out: string,
): string {
  const { reviewed, arrivals, refused, withoutWaveform, otherPhases, assumed, added } = records;
  const { original, candidate } = judged;
  const mean = (errors: readonly number[]) =>
    (errors.reduce((sum, error) => sum + error, 0) / errors.length).toFixed(3);
  const byPersons = added === 0 ? "" : `, ${added} of them added by persons`;
  const left = [
    withoutWaveform > 0 && `${withoutWaveform} without a waveform are left out`,
    otherPhases > 0 && `${otherPhases} of other phases than P and S are left out`,
    assumed > 0 && `${assumed} picks beside them that nobody reviewed are taken as they are`,
  ].filter((part) => part !== false);
  return [
    `${reviewed} reviewed picks${byPersons}: ${arrivals} arrivals and ${refused} rejected in ` +
    `${records.traces.length} records${left.map((part) => `; ${part}`).join("")}.`,
    `Mean error on records it had not seen: ${mean(original.errors)} s before, ` +
    `${mean(candidate.errors)} s after; arrivals found within 0.5 s: ${original.found} before, ` +
    `${candidate.found} after, of ${original.arrivals}.`,
    acceptance.reason,
    written
      ? `Saved to ${out}${acceptance.accepted ? "" : ", as --keep-anyway asks"}.`
      : `Nothing was written; the picker stays as it is. --keep-anyway writes the candidate.`,
  ].join("\n");
}
