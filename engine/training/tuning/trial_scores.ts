import type { ForecastConfiguration, SearchPoint } from "../../domain/mod.ts";
import { configurationOfPoint } from "./configuration_of_point.ts";
import type { TrialFold } from "./score_on_fold.ts";
import type { TrialResult, TrialTask } from "./trial_messages.ts";

/** One training of a search, as its journal tells of it. */
export interface TrialRecord {
  /** What was trained. */
  point: SearchPoint;
  /** Epochs. */
  epochs: number;
  /** Fold that it was scored on. */
  fold: number;
  /** What came of it. */
  result: TrialResult;
}

/** What scores are made of. */
export interface TrialScoresOptions {
  /** Options that the search leaves alone. */
  base: ForecastConfiguration;
  /** Folds, in order. */
  folds: readonly TrialFold[];
  /** Trains and scores. */
  run(task: TrialTask): Promise<TrialResult>;
  /** Keeps what came of it, before it counts. */
  keep?(record: TrialRecord): Promise<void>;
  /** Told after each score. */
  onScore?(): void;
}

/**
 * Every training of a search, each done once however many ask for it: what a journal holds is not done
 * again.
 */
export class TrialScores {
  readonly #options: TrialScoresOptions;
  readonly #known = new Map<string, Promise<TrialResult>>();

  /** Takes what earlier runs have done. */
  constructor(options: TrialScoresOptions, done: readonly TrialRecord[] = []) {
    this.#options = options;
    for (const record of done) this.#known.set(keyOf(record), Promise.resolve(record.result));
  }

  /** What comes of a point on a fold, from 1, after so many epochs. Throws what `run` throws. */
  async resultOf(asked: Omit<TrialRecord, "result">): Promise<TrialResult> {
    const key = keyOf(asked);
    let result = this.#known.get(key);
    if (result === undefined) {
      result = this.#run(asked);
      this.#known.set(key, result);
      result.catch(() => this.#known.delete(key)); // out of time: it may be asked for again
    }
    const settled = await result;
    this.#options.onScore?.();
    return settled;
  }

  /**
   * Mean gain of a point over the windows of some folds, nats per window; −Infinity where one of them
   * failed.
   */
  async meanGain(
    { point, epochs, folds }: { point: SearchPoint; epochs: number; folds: readonly number[] },
  ): Promise<number> {
    const results = await Promise.all(
      folds.map((fold) => this.resultOf({ point, epochs, fold })),
    );
    let [sum, windows] = [0, 0];
    for (const result of results) {
      if (!("gains" in result)) return -Infinity;
      for (const gain of result.gains.gains) sum += gain;
      windows += result.gains.gains.length;
    }
    return sum / windows;
  }

  async #run(asked: Omit<TrialRecord, "result">): Promise<TrialResult> {
    const { base, folds, run, keep } = this.#options;
    const { folds: number } = base;
    const configuration = { ...configurationOfPoint(base, asked), folds: number };
    const result = await run({ configuration, ...folds[asked.fold - 1] });
    await keep?.({ ...asked, result });
    return result;
  }
}

function keyOf({ point, epochs, fold }: Omit<TrialRecord, "result">): string {
  return JSON.stringify([point, epochs, fold]);
}
