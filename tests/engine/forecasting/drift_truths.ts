import {
  type Catalogue,
  DAY_MS,
  type DriftReport,
  filterRows,
  resolveForecastConfiguration,
  selectRows,
} from "../../../engine/domain/mod.ts";
import { assessDrift, type DriftMaterial } from "../../../engine/evaluation/mod.ts";
import { materialOfNetwork } from "../../../engine/forecasting/mod.ts";
import { RandomStream, standardNormalCumulative } from "../../../engine/mathematics/mod.ts";
import { concatenateCatalogues, sortByTime } from "../../../engine/preprocessing/mod.ts";
import {
  catalogueFingerprint,
  simulateCatalogue,
  type SimulationParameters,
} from "../../../engine/sources/mod.ts";
import { cleanCatalogue } from "../../../engine/preprocessing/mod.ts";
import { type TrainedModel, trainModel } from "../../../engine/training/mod.ts";

/** What changes: nothing, the smallest magnitude that the network hears, or the rate of events. */
export const CHANGES = ["nothing", "completeness", "rate"] as const;

/** One of them. */
export type Change = (typeof CHANGES)[number];

/** Years that the model is trained, chosen and tested on, of those that are watched, and until a change. */
export const YEARS = { own: 8, watched: 3, steady: 1 } as const;

const START_MS = Date.UTC(2000, 0, 1);
const YEAR_MS = 365.25 * DAY_MS;

/** End of the model's own catalogue, where watching begins, and time of the change. */
export const FROM_MS: number = START_MS + YEARS.own * YEAR_MS;
export const CHANGE_MS: number = FROM_MS + YEARS.steady * YEAR_MS;

/** Two events of magnitude 2.5 or more a day, one in two an aftershock. */
const LAW: Partial<SimulationParameters> = {
  ...{ startMs: START_MS, years: YEARS.own + YEARS.watched, burnInYears: 10 },
  ...{ completeness: 2.5, backgroundPerDay: 1, productivity: 0.11, maximumMagnitude: 7 },
};

/** Half of the events are heard of this magnitude; 98 % a quarter above. */
const HALF_HEARD = 2.75;
const HEARING_WIDTH = 0.125;

/** A model that was trained on the years before watching begins, and its whole catalogue. */
export interface DriftTruth {
  /** The model. */
  readonly model: TrainedModel;
  /** Its catalogue, unchanged to the end. */
  readonly catalogue: Catalogue;
  /** Seed of both. */
  readonly seed: number;
}

/** The catalogue of a seed, in which nothing changes. */
export function catalogueOf(seed: number): Catalogue {
  return simulateCatalogue({ ...LAW, seed });
}

/** Simulates a catalogue and trains a small network on its first years; the backend must have been started. */
export async function trainForDrift(seed: number): Promise<DriftTruth> {
  const catalogue = catalogueOf(seed);
  const own = filterRows(catalogue, (row) => catalogue.timeMs[row] < FROM_MS);
  const { catalogue: clean, report: cleaning } = cleanCatalogue(own);
  const configuration = resolveForecastConfiguration({
    ...{ model: "dense", units: [4], epochs: 3, window: 10, minMagnitude: 2.5, completeness: 2.5 },
    ...{ horizon: "7d", seed },
  });
  const fingerprint = await catalogueFingerprint(own);
  const data = { catalogue: clean, cleaning, fingerprint, covariates: [] };
  const model = await trainModel(data as Parameters<typeof trainModel>[0], {
    ...{ name: "simulated", configuration },
  });
  return { model, catalogue, seed };
}

/** The catalogue with a change in its last years. */
export function changeCatalogue({ catalogue, seed }: DriftTruth, change: Change): Catalogue {
  if (change === "nothing") return catalogue;
  if (change === "completeness") {
    const random = new RandomStream(seed).fork("hearing");
    return filterRows(catalogue, (row) => {
      const heard = (catalogue.magnitude[row] - HALF_HEARD) / HEARING_WIDTH;
      const isHeard = random.uniform() < standardNormalCumulative(heard);
      return catalogue.timeMs[row] < CHANGE_MS || isHeard;
    });
  }
  // Two such processes side by side are one of twice the background.
  const second = simulateCatalogue({ ...LAW, seed: 100_000 + seed });
  const more = filterRows(second, (row) => second.timeMs[row] >= CHANGE_MS);
  const both = concatenateCatalogues([catalogue, more], catalogue.name);
  const rows = Uint32Array.from({ length: both.size }, (_, row) => row);
  sortByTime(rows, both.timeMs);
  return selectRows(both, rows);
}

/** What drift is told from, where something has changed or nothing has. */
export function materialAfter(truth: DriftTruth, change: Change): DriftMaterial {
  const catalogue = changeCatalogue(truth, change);
  return materialOfNetwork(truth.model, { catalogue, covariates: [], fromMs: FROM_MS });
}

/** The report of the watched years up to a time, the end of the catalogue unless given. */
export function reportAt(
  material: DriftMaterial,
  untilMs: number = FROM_MS + YEARS.watched * YEAR_MS,
): DriftReport {
  return assessDrift(material, { fromMs: FROM_MS, untilMs });
}

/** Days after the change at which it is looked whether it was found. */
const LOOKS_DAYS = [15, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730];

/** Days from the change until a report says something else than steady; null where none does. */
export function delayDays(material: DriftMaterial): number | null {
  const found = LOOKS_DAYS.find((days) =>
    reportAt(material, CHANGE_MS + days * DAY_MS).verdict !== "steady"
  );
  return found ?? null;
}
