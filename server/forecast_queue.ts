import type { BackendReport } from "../engine/forecasting/mod.ts";
import type { ForecastJob, JobResult, WorkerSettings } from "./forecast_job.ts";
import { type Problem, problemOf } from "./problem.ts";
import { WorkerSlot } from "./worker_slot.ts";

/** How many forecasts are made at a time, how many may wait, and how long. */
export interface QueueOptions {
  /** Workers. */
  workers: number;
  /** Jobs that may wait. */
  length: number;
  /** Longest answer, waiting included, milliseconds. */
  timeoutMs: number;
  /** What the workers need. */
  settings: WorkerSettings;
  /** Receives what only the log may hold. */
  log: (line: string) => void;
  /** Starts the thread of a worker; only tests start another one. */
  startThread?: () => Worker;
}

const SHUTTING_DOWN: Problem = problemOf("unavailable", "The server is shutting down.");

/** A job on its way through the queue. */
interface Ticket {
  job: ForecastJob;
  settle: (result: JobResult) => void;
  limit: ReturnType<typeof setTimeout>;
}

/** Hands jobs to workers, in order; a job that takes too long costs its worker, not the server. */
export class ForecastQueue {
  readonly #options: QueueOptions;
  readonly #waiting: Ticket[] = [];
  readonly #slots: WorkerSlot[];
  readonly #running = new Map<WorkerSlot, Ticket>();
  #arriving = 0;
  #lastDurationMs = 1000;
  #isClosed = false;

  /** Starts nothing yet. */
  constructor(options: QueueOptions) {
    this.#options = options;
    const { settings, log, startThread } = options;
    this.#slots = Array.from(
      { length: options.workers },
      () => new WorkerSlot({ settings, log, startThread, onIdle: () => this.#advance() }),
    );
  }

  /** Starts the workers. */
  start(): void {
    for (const slot of this.#slots) slot.start();
  }

  /** Jobs that wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Jobs that are being done. */
  get running(): number {
    return this.#running.size;
  }

  /** Times that a worker was started again. */
  get restarts(): number {
    return this.#slots.reduce((sum, slot) => sum + slot.restarts, 0);
  }

  /** What the workers run on, once one of them has started. */
  get backend(): BackendReport | undefined {
    return this.#slots.find(({ backend }) => backend !== undefined)?.backend;
  }

  /** Why no worker has started; undefined where one has, or may still do so. */
  get fault(): string | undefined {
    const faults = this.#slots.map(({ fault }) => fault);
    return faults.every((fault) => fault !== undefined) ? faults[0] : undefined;
  }

  /**
   * Receives a job, if there is room, and does it. Jobs that are on their way take room too, so that
   * bodies cannot fill the memory. Throws what `receive` throws.
   */
  async run(receive: () => Promise<ForecastJob>): Promise<JobResult> {
    const refusal = this.#refusalOf();
    if (refusal !== undefined) return { problem: refusal };
    this.#arriving++;
    const job = await receive().finally(() => this.#arriving--);
    return this.#isClosed ? { problem: SHUTTING_DOWN } : await this.#enqueue(job);
  }

  /** Ends the workers; what still waits or runs is answered 503. */
  close(): void {
    this.#isClosed = true;
    const tickets = [...this.#waiting.splice(0), ...this.#running.values()];
    this.#running.clear();
    for (const slot of this.#slots) slot.close();
    for (const { settle } of tickets) {
      settle({ problem: SHUTTING_DOWN });
    }
  }

  #enqueue(job: ForecastJob): Promise<JobResult> {
    return new Promise((resolve) => {
      const ticket: Ticket = {
        job,
        settle: (result) => {
          clearTimeout(ticket.limit);
          resolve(result);
        },
        limit: setTimeout(() => this.#expire(ticket), this.#options.timeoutMs),
      };
      this.#waiting.push(ticket);
      this.#advance();
    });
  }

  #refusalOf(): Problem | undefined {
    if (this.#isClosed) return SHUTTING_DOWN;
    if (this.fault !== undefined) {
      return problemOf("unavailable", "Cannot answer: no worker can start; the log tells why.", {
        retryAfterSeconds: 30,
      });
    }
    const idle = this.#slots.filter((slot) => slot.isIdle).length;
    const before = this.waiting + this.#arriving;
    if (before < this.#options.length + idle) return undefined;
    const turns = (before + this.#slots.length) / this.#slots.length;
    const retryAfterSeconds = Math.max(1, Math.ceil(turns * this.#lastDurationMs / 1000));
    return problemOf(
      "queue-full",
      `Cannot take the request: ${before} others are before it.`,
      {
        retryAfterSeconds,
      },
    );
  }

  #advance(): void {
    for (const slot of this.#slots) {
      if (!slot.isIdle) continue;
      const ticket = this.#waiting.shift();
      if (ticket === undefined) return;
      void this.#give(slot, ticket);
    }
  }

  async #give(slot: WorkerSlot, ticket: Ticket): Promise<void> {
    const startMs = performance.now();
    this.#running.set(slot, ticket);
    const result = await slot.run(ticket.job);
    this.#lastDurationMs = performance.now() - startMs;
    if (this.#running.get(slot) === ticket) this.#running.delete(slot);
    ticket.settle(result);
    if (!this.#isClosed) this.#advance();
  }

  #expire(ticket: Ticket): void {
    const seconds = this.#options.timeoutMs / 1000;
    const detail = this.#remove(ticket)
      ? `Cannot answer within ${seconds} s: no worker became free.`
      : `Cannot answer within ${seconds} s: the work was stopped. Send less.`;
    ticket.settle({ problem: problemOf("timeout", detail) });
    for (const [slot, running] of this.#running) {
      if (running === ticket) slot.restart("a job took too long");
    }
  }

  /** Takes a job out of the queue; whether it was there. */
  #remove(ticket: Ticket): boolean {
    const at = this.#waiting.indexOf(ticket);
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }
}
