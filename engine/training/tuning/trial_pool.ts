import { EnvironmentError } from "../../domain/mod.ts";
import type { TrainingData } from "../training_data.ts";
import type { FromTrialThread, ToTrialThread, TrialResult, TrialTask } from "./trial_messages.ts";

interface Waiting {
  task: TrialTask;
  resolve(result: TrialResult): void;
  reject(reason: unknown): void;
}

/**
 * Threads that train trials, each on kernels of its own: as many trainings at once as threads. What is
 * asked first is begun first; which thread does it changes no number.
 */
export class TrialPool implements Disposable {
  readonly #data: TrainingData;
  readonly #threads: number;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  #waiting: Waiting[] = [];
  #ended: { reason: unknown } | undefined;

  /** Starts no thread before there is work for it. */
  constructor(data: TrainingData, { threads }: { threads: number }) {
    this.#data = data;
    this.#threads = threads;
  }

  /**
   * Trains and scores a trial on a fold. Throws the reason with which the pool was ended, and
   * EnvironmentError where a thread is lost.
   */
  score(task: TrialTask): Promise<TrialResult> {
    const { promise, resolve, reject } = Promise.withResolvers<TrialResult>();
    if (this.#ended !== undefined) reject(this.#ended.reason);
    else this.#waiting.push({ task, resolve, reject });
    this.#begin();
    return promise;
  }

  /** Ends all threads at once; whoever waits is given the reason. */
  end(reason: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = { reason };
    for (const worker of [...this.#idle, ...this.#busy.keys()]) worker.terminate();
    for (const { reject } of [...this.#busy.values(), ...this.#waiting]) reject(reason);
    this.#busy.clear();
    this.#waiting = [];
  }

  /** Ends all threads. */
  [Symbol.dispose](): void {
    this.end(new DOMException("The threads were ended.", "AbortError"));
  }

  #begin(): void {
    while (this.#waiting.length > 0 && this.#busy.size < this.#threads) {
      const worker = this.#idle.pop() ?? this.#startThread();
      const next = this.#waiting.shift()!;
      this.#busy.set(worker, next);
      worker.postMessage({ kind: "score", task: next.task } satisfies ToTrialThread);
    }
  }

  #startThread(): Worker {
    const url = new URL("./trial_worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module", name: "trials" });
    worker.onmessage = ({ data }: MessageEvent<FromTrialThread>) => {
      const { resolve } = this.#busy.get(worker) ?? {};
      if (data.kind === "failed") return this.#lose(data.message);
      this.#busy.delete(worker);
      this.#idle.push(worker);
      resolve?.(data.result);
      this.#begin();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(event.message);
    };
    worker.postMessage({ kind: "start", data: this.#data } satisfies ToTrialThread);
    return worker;
  }

  #lose(message: string): void {
    this.end(new EnvironmentError(`Cannot go on with the trials: ${message}`, "thread"));
  }
}
