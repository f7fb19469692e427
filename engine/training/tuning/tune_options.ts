import type { ForecastConfiguration } from "../../domain/mod.ts";
import type { TrainOptions } from "../train_model.ts";
import type { SearchPlan } from "./search_plan.ts";

/** What a search runs with. */
export interface TuneOptions extends Omit<TrainOptions, "checkpointPath" | "resume"> {
  /** Options that the search leaves alone; `folds`, 2 or more, says on how many stretches it scores. */
  configuration: ForecastConfiguration;
  /** How to go about it. */
  plan: SearchPlan;
  /** Trainings at once; they change no number. */
  threads: number;
  /** Milliseconds that the search may take, the last training aside; no limit unless given. */
  budgetMs?: number;
  /** File that keeps each training, from which a search goes on; none is kept without it. */
  journalPath?: string;
  /** Told what a person should know: a generation that is through, a line that was cut, time that is up. */
  onNotice?(message: string): void;
}
