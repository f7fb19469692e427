import {
  type ForecastConfiguration,
  InsufficientDataError,
  type NestedScore,
} from "../../domain/mod.ts";
import type { TrainingData } from "../training_data.ts";
import { countOnRungs } from "./halving.ts";
import { type Lanes, runLanes } from "./run_lanes.ts";
import { layFolds } from "./score_on_fold.ts";
import { scoreNested } from "./score_nested.ts";
import { headingOf, openSearchJournal } from "./search_journal.ts";
import { layGenerations, type SearchPlan } from "./search_plan.ts";
import { TrialPool } from "./trial_pool.ts";
import { TrialScores } from "./trial_scores.ts";
import type { TuneOptions } from "./tune_options.ts";

/** The reason with which trainings end where time is up. */
const TIME_IS_UP = new DOMException("The budget of time is used up.", "TimeoutError");

/** A search that is through, with the scores of all that was trained. */
export interface RanSearch {
  /** Trials. */
  lanes: Lanes;
  /** What choosing is worth. */
  nested: NestedScore;
  /** Every training. */
  scores: TrialScores;
}

/**
 * Runs a search on threads, from its journal on where there is one.
 *
 * Throws as `tuneModel` does.
 */
export async function runSearch(data: TrainingData, options: TuneOptions): Promise<RanSearch> {
  const { configuration, plan, journalPath, onNotice } = options;
  const opened = journalPath === undefined
    ? undefined
    : await openSearchJournal(journalPath, headingOf(data, options));
  try {
    if (opened !== undefined) onNotice?.(describeJournal(opened));
    const folds = layFolds(data, longestOf(configuration, plan));
    using pools = new TimedPools(data, options);
    const scores = new TrialScores({
      ...{ base: configuration, folds, run: (task) => pools.current.score(task) },
      keep: (record) => opened?.journal.append(record) ?? Promise.resolve(),
      onScore: countScores(options),
    }, opened?.done);
    const lanes = await runLanes({
      ...{ plan, folds: configuration.folds, scores },
      isTimeUp: (error) => error === TIME_IS_UP,
      onGeneration: (lanes, progress) => onNotice?.(describeGeneration(lanes, progress)),
    });
    if (pools.endTime()) {
      refuseNone(lanes);
      onNotice?.(describeTime(lanes, plan));
    }
    return { lanes, scores, nested: await scoreNested(lanes, { plan, scores }) };
  } finally {
    await opened?.journal[Symbol.asyncDispose]();
  }
}

/** The threads of a search while it has time, and those that finish it when time was up. */
class TimedPools implements Disposable {
  current: TrialPool;
  readonly #make: () => TrialPool;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #stop: () => void;
  #isTimeUp = false;

  constructor(data: TrainingData, { threads, budgetMs, signal }: TuneOptions) {
    this.#make = () => new TrialPool(data, { threads });
    this.current = this.#make();
    this.#signal = signal;
    this.#stop = () => this.current.end(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", this.#stop);
    if (budgetMs === undefined) return;
    this.#timer = setTimeout(() => {
      this.#isTimeUp = true;
      this.current.end(TIME_IS_UP);
    }, budgetMs);
  }

  /** Takes the limit away; whether time was up. */
  endTime(): boolean {
    clearTimeout(this.#timer);
    if (this.#isTimeUp) this.current = this.#make();
    return this.#isTimeUp;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#stop);
    this.current[Symbol.dispose]();
  }
}

/** The configuration of the trial that loses the most windows at the start of a fold. */
function longestOf(
  configuration: ForecastConfiguration,
  { space }: SearchPlan,
): ForecastConfiguration {
  const dimension = space.find(({ name }) => name === "window");
  const window = dimension !== undefined && "high" in dimension
    ? dimension.high
    : configuration.window;
  return { ...configuration, window };
}

/** Shows how many of the scores that a search asks for are known. */
function countScores({ plan, configuration, report }: TuneOptions): (() => void) | undefined {
  if (report === undefined) return undefined;
  const { folds, model } = configuration;
  const foldsOfLanes = folds + folds * (folds - 1) / 2;
  const total = layGenerations(plan).reduce((sum, { first, last }) => {
    const options = { rungs: plan.rungs.length, eta: plan.eta };
    const counts = countOnRungs(last - first + 1, options);
    return sum + foldsOfLanes * counts.reduce((all, count) => all + count, 0);
  }, folds - 1);
  let done = 0;
  return () => report({ stage: `Searching ${model}`, done: ++done, total });
}

function describeJournal({ done, tornBytes }: { done: unknown[]; tornBytes: number }): string {
  const torn = tornBytes === 0
    ? ""
    : ` Its last line was cut short, ${tornBytes} bytes, and is dropped.`;
  return `The journal holds ${done.length} trainings.${torn}`;
}

function describeGeneration(
  { whole }: Lanes,
  { done, of }: { done: number; of: number },
): string {
  const [{ number, score }] = whole.ranked;
  return `Generation ${done} of ${of}: ${whole.ranked.length} trials; the best so far is trial ` +
    `${number}, ${score < 0 ? "" : "+"}${score.toFixed(3)} nats per window.`;
}

function describeTime({ whole }: Lanes, { trials }: SearchPlan): string {
  return `Time is up: ${whole.ranked.length} of ${trials} trials count. How many fit into a budget ` +
    "depends on the machine; their scores do not. With --resume and more time the search goes on.";
}

function refuseNone({ whole }: Lanes): void {
  if (whole.ranked.length > 0) return;
  throw new InsufficientDataError(
    "Cannot choose a model: time was up before the first generation was through; with --resume and " +
      "more time the search goes on",
    { have: 0, need: 1, of: "generations of trials" },
  );
}
