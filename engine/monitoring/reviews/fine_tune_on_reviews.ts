import type { KernelEngine } from "../../backend/mod.ts";
import {
  InsufficientDataError,
  type LabelledTrace,
  type PickerCard,
  type ReportProgress,
  type ReviewsUsed,
} from "../../domain/mod.ts";
import { openPicker } from "../../models/mod.ts";
import {
  type Acceptance,
  acceptCandidate,
  type PickerFitConfiguration,
  type PickerStart,
  type PickerTrained,
  trainPicker,
} from "../../training/mod.ts";
import { networkTracePicker } from "../trace_picker.ts";
import { dealRecords } from "./deal_records.ts";
import { judgedByLabels, judgeTraces, type TraceErrors } from "./judge_traces.ts";
import type { JudgedTrace, ReviewedTraces } from "./label_reviewed_traces.ts";

/** Fewest records that a decision can rest on: a bootstrap of fewer is too sure of itself. */
const LEAST_RECORDS = 10;

/** How much worse the mean error on what was known before may become, seconds. */
const TOLERANCE_SECONDS = 0.01;

/** What a picker is fine-tuned on, and how it can be watched and stopped. */
export interface FineTuneOnReviewsOptions {
  /** Name of the model, for its card. */
  readonly name: string;
  /** The picker whose place may be taken. */
  readonly from: PickerStart;
  /** Records around reviewed picks. */
  readonly reviewed: ReviewedTraces;
  /** Which reviews they are from, for the card. */
  readonly reviews: ReviewsUsed;
  /** Labelled traces of what it should not forget; none unless given. */
  readonly rehearsal?: { readonly traces: readonly LabelledTrace[]; readonly description: string };
  /** Parts that the records are judged in, each by a network that learned from the others. */
  readonly folds: number;
  /** Seed of everything random. */
  readonly seed: number;
  /** How it is trained, where that differs from fine-tuning on labelled sets. */
  readonly configuration?: Partial<PickerFitConfiguration>;
  /** Where it runs. */
  readonly kernels: KernelEngine;
  /** Stops the training between two batches. */
  readonly signal?: AbortSignal;
  /** Told how far it has come. */
  readonly onProgress?: ReportProgress;
  /** Software that trains, by name. */
  readonly versions?: Record<string, string>;
}

/** A picker that was fine-tuned on reviewed picks, and whether it may take the place of the one before. */
export interface FineTunedOnReviews {
  /** The picker, trained on all records. */
  readonly trained: PickerTrained;
  /** Whether it is sure to be better, by networks that had not seen what they were judged by. */
  readonly acceptance: Acceptance;
  /** On the records around reviewed picks, original and candidate. */
  readonly judged: { readonly original: TraceErrors; readonly candidate: TraceErrors };
}

/**
 * Moves a picker's weights towards reviewed picks, and finds out whether that makes it better: the records
 * are cut into parts, event by event, each judged by a network that was fine-tuned on the other parts, beside
 * the original on the same. The network that is given learned from all of them.
 *
 * Throws InsufficientDataError for fewer than ten records, for fewer events than parts, and as `trainPicker`.
 */
export async function fineTuneOnReviews(
  options: FineTuneOnReviewsOptions,
): Promise<FineTunedOnReviews> {
  const { reviewed, rehearsal, folds, seed, from } = options;
  const need = Math.max(LEAST_RECORDS, folds);
  if (reviewed.traces.length < need) {
    throw new InsufficientDataError("Cannot fine-tune a picker on reviewed picks", {
      ...{ have: reviewed.traces.length, need, of: "records around them" },
    });
  }
  const known = (rehearsal?.traces ?? []).map(judgedByLabels).filter((one) => one !== undefined);
  const { parts: ofReviewed, recordsOfOne } = dealRecords(reviewed.traces, { folds, seed });
  if (ofReviewed.some((part) => part.length === 0)) {
    const have = ofReviewed.filter((part) => part.length > 0).length;
    throw new InsufficientDataError("Cannot fine-tune a picker on reviewed picks", {
      ...{ have, need: folds, of: "events that records are of, one for each part that is judged" },
    });
  }
  const parts = {
    reviewed: ofReviewed,
    known: known.length < folds ? [] : dealRecords(known, { folds, seed }).parts,
  };
  const all = { reviewed: reviewed.traces, known };
  const pairs = { reviewed: [] as JudgedPair[], known: [] as JudgedPair[] };
  for (let fold = 0; fold < folds; fold++) {
    const without = (one: readonly JudgedTrace[][]) => one.filter((_, i) => i !== fold).flat();
    const candidate = await fit(
      {
        reviewed: without(parts.reviewed),
        known: parts.known.length === 0 ? known : without(parts.known),
      },
      options,
      fold,
    );
    for (const kind of ["reviewed", "known"] as const) {
      const records = parts[kind][fold];
      if (records === undefined) continue;
      pairs[kind].push({
        original: await judge(from, records, options),
        candidate: await judge(candidate, records, options),
      });
    }
  }
  const judged = joinPairs(pairs.reviewed);
  const forgotten = joinPairs(pairs.known);
  const acceptance = acceptCandidate(errorsOf(judged), {
    ...(forgotten.original.errors.length > 0 && { rehearsal: errorsOf(forgotten) }),
    ...{ tolerance: TOLERANCE_SECONDS, unit: "s", item: "records", seed, alike: recordsOfOne },
  });
  const trained = await fit(all, options, folds);
  const card = withReviews(trained.card, acceptance, options);
  return { trained: { ...trained, card }, acceptance, judged };
}

interface JudgedPair {
  original: TraceErrors;
  candidate: TraceErrors;
}

/** Fine-tunes on records and on what was known, each as often as the other at least. */
async function fit(
  { reviewed, known }: { reviewed: readonly JudgedTrace[]; known: readonly JudgedTrace[] },
  options: FineTuneOnReviewsOptions,
  step: number,
): Promise<PickerTrained> {
  const { name, from, seed, configuration, kernels, signal, versions, folds, onProgress } = options;
  const times = Math.max(1, Math.round(known.length / reviewed.length));
  const repeated = Array.from({ length: times }, () => reviewed).flat();
  const train = [...repeated, ...known].map(({ trace }) => trace);
  const stage = step === folds
    ? "Fine-tuning on all records"
    : `Fine-tuning without part ${step + 1} of ${folds}`;
  return await trainPicker({
    ...{ name, picker: from.card.picker, from, seed, configuration, kernels, signal, versions },
    traces: { train, validation: [], description: describeData(options) },
    onProgress: (progress) => onProgress?.({ ...progress, stage }),
  });
}

async function judge(
  { files, card }: Pick<PickerStart, "files" | "card">,
  records: readonly JudgedTrace[],
  { signal }: FineTuneOnReviewsOptions,
): Promise<TraceErrors> {
  const picker = openPicker(files, card);
  try {
    const { samplingRateHz } = card.settings;
    return await judgeTraces(networkTracePicker(picker, { signal }), records, {
      ...{ samplingRateHz, signal },
    });
  } finally {
    picker.dispose();
  }
}

function joinPairs(pairs: readonly JudgedPair[]): JudgedPair {
  const join = (all: readonly TraceErrors[]): TraceErrors => ({
    errors: all.flatMap(({ errors }) => errors),
    found: all.reduce((sum, { found }) => sum + found, 0),
    arrivals: all.reduce((sum, { arrivals }) => sum + arrivals, 0),
    falsePicks: all.reduce((sum, { falsePicks }) => sum + falsePicks, 0),
  });
  const of = (which: keyof JudgedPair) => join(pairs.map((pair) => pair[which]));
  return { original: of("original"), candidate: of("candidate") };
}

function errorsOf({ original, candidate }: JudgedPair) {
  return { original: original.errors, candidate: candidate.errors };
}

function describeData({ reviewed, rehearsal }: FineTuneOnReviewsOptions): string {
  const { traces, arrivals, refused, assumed, added } = reviewed;
  const more = assumed === 0 ? "" : ` and ${assumed} picks beside them that nobody reviewed`;
  const byPersons = added === 0 ? "" : ` (${added} added by persons)`;
  const known = rehearsal === undefined || rehearsal.traces.length === 0
    ? ""
    : `, and from ${rehearsal.description}`;
  return `${traces.length} records around reviewed picks${byPersons}, with ${arrivals} arrivals and ` +
    `${refused} rejected picks${more}${known}`;
}

function withReviews(
  card: PickerCard,
  { accepted, reason }: Acceptance,
  { reviews, from }: FineTuneOnReviewsOptions,
): PickerCard {
  const warnings = accepted ? card.warnings : [...card.warnings, reason];
  return { ...card, warnings, reviews: { ...reviews, original: from.card.name, reason } };
}
