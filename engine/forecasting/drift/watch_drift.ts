import type { DriftReport } from "../../domain/mod.ts";
import { assessDrift } from "../../evaluation/mod.ts";
import type { TrainedModel } from "../../training/mod.ts";
import { type CatalogueRequest, readAndClean } from "../read_and_clean.ts";
import { materialOfNetwork } from "./material_of_network.ts";

/** Which part of a catalogue is watched. */
export interface WatchDriftOptions {
  /** Beginning, UTC epoch milliseconds; the end of what the model was trained and tested on unless given. */
  readonly sinceMs?: number;
  /** Chance of a false alarm; 0.05 unless given. */
  readonly falseAlarmRate?: number;
}

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
  const material = materialOfNetwork(model, { catalogue, covariates, fromMs });
  const untilMs = catalogue.timeMs[catalogue.size - 1];
  return assessDrift(material, { fromMs, untilMs, falseAlarmRate });
}
