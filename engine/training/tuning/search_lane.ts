import type { SearchPoint } from "../../domain/mod.ts";
import { compareStandings, keepBest, type Standing } from "./halving.ts";
import { proposePoint } from "./propose_point.ts";
import type { SearchPlan } from "./search_plan.ts";

/** A trial of a search. */
export interface Trial extends Standing {
  /** What it is. */
  point: SearchPoint;
}

/**
 * Score of a point after so many epochs, on the folds of a lane, nats per window; −Infinity where it
 * failed.
 */
export type ScorePoint = (point: SearchPoint, epochs: number) => Promise<number>;

/**
 * One whole search, generation after generation: points are proposed on what earlier generations have
 * shown, scored after few epochs, and the best of them after more. What it does follows from the plan and
 * the scores alone, never from which score comes first.
 */
export class SearchLane {
  readonly #plan: SearchPlan;
  readonly #score: ScorePoint;
  #trials: Trial[] = [];

  /** Begins nothing yet. */
  constructor(plan: SearchPlan, score: ScorePoint) {
    this.#plan = plan;
    this.#score = score;
  }

  /** Trials of the generations that are through, the best first. */
  get ranked(): readonly Trial[] {
    return this.#trials.toSorted(compareStandings);
  }

  /** Runs the trials with numbers from `first` to `last`; they count once they are accepted. */
  async runGeneration({ first, last }: { first: number; last: number }): Promise<Trial[]> {
    const { space, seed, rungs, eta } = this.#plan;
    const ranked = this.ranked.map(({ point }) => point);
    const trials: Trial[] = [];
    for (let number = first; number <= last; number++) {
      const pending = trials.map(({ point }) => point);
      const point = proposePoint({ space, seed, trial: number, ranked, pending });
      trials.push({ number, point, rung: 0, score: 0 });
    }
    let going = trials;
    for (const epochs of rungs) {
      await Promise.all(going.map(async (trial) => {
        trial.score = await this.#score(trial.point, epochs);
        trial.rung++;
      }));
      going = keepBest(going, eta);
    }
    return trials;
  }

  /** Takes a generation that is through. */
  accept(trials: readonly Trial[]): void {
    this.#trials = [...this.#trials, ...trials];
  }
}
