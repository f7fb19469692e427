import type { ForecastConfiguration } from "../../domain/mod.ts";
import type { TrainingData } from "../training_data.ts";
import type { FoldGains, TrialFold } from "./score_on_fold.ts";

/** One training of a search: a trial on a fold. */
export interface TrialTask extends TrialFold {
  /** Resolved options; `folds` says how many there are. */
  configuration: ForecastConfiguration;
}

/** What came of it: gains, or why there are none, and the seconds it took. */
export type TrialResult = { seconds: number } & ({ gains: FoldGains } | { failure: string });

/** What a thread is told: the data, once, then a task after the other. */
export type ToTrialThread =
  | { readonly kind: "start"; readonly data: TrainingData }
  | { readonly kind: "score"; readonly task: TrialTask };

/** What it answers: "failed" ends it. */
export type FromTrialThread =
  | { readonly kind: "scored"; readonly result: TrialResult }
  | { readonly kind: "failed"; readonly message: string };
