import { type DriftReport, InsufficientDataError, type ReportProgress } from "../../domain/mod.ts";
import { assessDrift } from "../../evaluation/mod.ts";
import type { EventTable } from "../../sources/mod.ts";
import type { Database } from "../../storage/mod.ts";
import type { TrainedModel } from "../../training/mod.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import { timeOfCard } from "../point_processes/time_of_card.ts";
import { type CatalogueRequest, readAndClean } from "../read_and_clean.ts";
import { materialOfNetwork } from "./material_of_network.ts";
import { materialOfPointModel } from "./material_of_point_model.ts";
import { materialOfSchedule } from "./material_of_schedule.ts";

/** Which part is watched. */
export interface WatchDriftOptions {
  /** Beginning, UTC epoch milliseconds; the end of what the model was trained and tested on unless given. */
  readonly sinceMs?: number;
  /** Chance of a false alarm; 0.05 unless given. */
  readonly falseAlarmRate?: number;
}

/** Scheduled forecasts that tell what is usual, at most; as many again must follow for any to do so. */
const MOST_BEFORE = 90;
const FEWEST_BEFORE = 30;

/**
 * Reads and cleans a catalogue as a network's training did, and tells whether the network has drifted on
 * the part of it after its own.
 *
 * Throws InputError for what cannot be read, InsufficientDataError where too little is left, and
 * ConfigurationError for a time that the network was fitted to.
 */
export async function watchDrift(
  model: TrainedModel,
  request: CatalogueRequest,
  { sinceMs, falseAlarmRate }: WatchDriftOptions = {},
): Promise<DriftReport> {
  const { catalogue, covariates } = await readAndClean(request, model.configuration);
  const fromMs = sinceMs ?? Date.parse(model.card.data.to);
  const untilMs = catalogue.timeMs[catalogue.size - 1];
  requireNewer(model.card.name, { fromMs, untilMs });
  const material = materialOfNetwork(model, { catalogue, covariates, fromMs });
  return assessDrift(material, { fromMs, untilMs, falseAlarmRate });
}

/**
 * Tells whether a point process has drifted on the events after its own, by its forecasts of their
 * numbers. Throws as `watchDrift` does.
 */
export function watchPointDrift(
  model: PointModel,
  { events: source }: EventTable,
  { sinceMs, falseAlarmRate, onProgress }: WatchDriftOptions & {
    readonly onProgress?: ReportProgress;
  } = {},
): DriftReport {
  const fromMs = sinceMs ?? timeOfCard(model.card.data.testEnd);
  const untilMs = source.timeMs.reduce((last, time) => Math.max(last, time), -Infinity);
  requireNewer(model.card.name, { fromMs, untilMs });
  const material = materialOfPointModel(model, { source, fromMs, onProgress });
  return assessDrift(material, { fromMs, untilMs, falseAlarmRate });
}

/**
 * Tells from the stored outcomes alone whether the daily forecasts of a schedule have drifted. The first of
 * them, up to 90, tell what is usual; as long as there are few, calibration itself is asked for. Throws
 * InputError where the model has made none, and InsufficientDataError before eight came to their end.
 */
export function watchScheduledDrift(
  database: Database,
  { model, sinceMs, falseAlarmRate }: WatchDriftOptions & { readonly model: string },
): DriftReport {
  const material = materialOfSchedule(database, model);
  const { issueMs, endMs } = material.windows;
  const half = Math.min(MOST_BEFORE, Math.floor(issueMs.length / 2));
  const first = half >= FEWEST_BEFORE ? half : 0;
  const fromMs = sinceMs ?? issueMs[first] ?? Infinity;
  const untilMs = endMs.at(-1) ?? -Infinity;
  return assessDrift(material, { fromMs, untilMs, falseAlarmRate });
}

function requireNewer(
  model: string,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): void {
  if (untilMs > fromMs) return;
  throw new InsufficientDataError(
    `Cannot tell whether "${model}" has drifted: nothing in the catalogue is newer than what it was ` +
      "trained and tested on; give a newer catalogue, or --since an earlier time. There are",
    { have: 0, need: 1, of: "newer events" },
  );
}
