import { createHash } from "node:crypto";
import {
  type Covariate,
  type ForecastConfiguration,
  ModelError,
  VERSION,
} from "../../domain/mod.ts";
import { JournalFile } from "../../storage/mod.ts";
import type { TrainingData } from "../training_data.ts";
import type { SearchPlan } from "./search_plan.ts";
import type { TrialRecord } from "./trial_scores.ts";

/** What a journal belongs to: the same heading means the same search. */
export interface SearchHeading {
  /** Version of this layout. */
  format: 1;
  /** Version of Quakecast. */
  version: string;
  /** SHA-256 of the catalogue as read. */
  catalogue: string;
  /** The covariates: names, what they come and go with, and SHA-256 of their samples. */
  covariates: { name: string; modality?: string; samples: string }[];
  /** Options that the search leaves alone. */
  configuration: ForecastConfiguration;
  /** How it goes about it. */
  plan: SearchPlan;
}

/** An opened journal of a search. */
export interface OpenedSearch {
  /** To go on with. */
  journal: JournalFile;
  /** Trainings that it holds. */
  done: TrialRecord[];
  /** Bytes of a line that a kill had cut short; they are gone. */
  tornBytes: number;
}

/** The heading of a search. */
export function headingOf(
  data: TrainingData,
  { configuration, plan }: { configuration: ForecastConfiguration; plan: SearchPlan },
): SearchHeading {
  return {
    ...{ format: 1, version: VERSION, catalogue: data.fingerprint },
    ...{ covariates: data.covariates.map(printOf), configuration, plan },
  };
}

function printOf({ name, modality, timeMs, values }: Covariate) {
  const hash = createHash("sha256");
  for (const numbers of [timeMs, values]) {
    hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  return { name, modality, samples: hash.digest("hex") };
}

/**
 * Opens the journal of a search, or starts one.
 *
 * Throws ModelError for the journal of another search, InputError for a damaged one and EnvironmentError
 * where it cannot be written.
 */
export async function openSearchJournal(
  path: string,
  heading: SearchHeading,
): Promise<OpenedSearch> {
  const { journal, records, tornBytes } = await JournalFile.open(path);
  try {
    const [found, ...done] = records;
    if (found === undefined) await journal.append(heading);
    else refuseOtherSearch(path, { found: found as SearchHeading, heading });
    return { journal, done: done as TrialRecord[], tornBytes };
  } catch (error) {
    await journal[Symbol.asyncDispose]();
    throw error;
  }
}

function refuseOtherSearch(
  path: string,
  { found, heading }: { found: SearchHeading; heading: SearchHeading },
): void {
  const differences = new Set([
    ...differencesOf(found, heading).filter((name) => !["configuration", "plan"].includes(name)),
    ...differencesOf(found.configuration, heading.configuration),
    ...differencesOf(found.plan, heading.plan),
  ]);
  if (differences.size === 0) return;
  throw new ModelError(
    `Cannot resume from "${path}": it belongs to another search, which differs in ` +
      `${[...differences].join(", ")}. To throw it away, tune with --restart.`,
    path,
  );
}

function differencesOf<Value extends object>(found: Value | undefined, wanted: Value): string[] {
  return Object.keys(wanted).filter((name) => {
    const key = name as keyof Value;
    return JSON.stringify(found?.[key]) !== JSON.stringify(wanted[key]);
  });
}
