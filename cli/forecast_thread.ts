import { ConfigurationError, type ForecastNotice, ModelError } from "../engine/domain/mod.ts";
import type { ScheduleNoticeKind } from "../engine/forecasting/mod.ts";
import type { LiveSystem } from "../engine/monitoring/mod.ts";
import type { MonitorForecastValues } from "./monitor_forecasts.ts";

/** What the thread is told: to begin, that a time has come, and to let the database go. Times are UTC epoch milliseconds. */
export type ToForecastThread =
  | { readonly kind: "start"; readonly database: string; readonly values: MonitorForecastValues }
  | { readonly kind: "advance"; readonly nowMs: number }
  | { readonly kind: "close" };

/** What it answers: "done" or "failed" to each, and what it has to tell in between. */
export type FromForecastThread =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string; readonly isUsage: boolean }
  | { readonly kind: "forecast"; readonly notice: ForecastNotice }
  | { readonly kind: "notice"; readonly message: string; readonly about: ScheduleNoticeKind };

/** What must have passed in the time of the system before it is looked again what is due. */
const LOOK_AFTER_MS = 60_000;

/** How long the thread may take to let the database go. */
const CLOSE_MS = 2000;

/** A thread that makes and scores the forecasts of a system and tells of them by its feed. */
export class ForecastThread {
  readonly #system: LiveSystem;
  readonly #model: string;
  readonly #worker: Worker;
  #askedMs = -Infinity;
  /** What is under way, and how it ends. */
  #current: { promise: Promise<void>; resolve(): void; reject(error: Error): void } | undefined;

  /** Starts a thread for a system and a model; it is to be told to begin. */
  constructor(system: LiveSystem, model: string) {
    this.#system = system;
    this.#model = model;
    const url = new URL("./forecast_worker.ts", import.meta.url);
    this.#worker = new Worker(url, { type: "module", name: "forecasts" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromForecastThread>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault(); // else warnings would end with forecasts
      this.#worker.terminate();
      this.#warn(`Forecasts have ended: ${event.message}`);
      this.#end(new ModelError(event.message, model));
    };
  }

  /** Tells the thread something; settled once it is done. Throws what is wrong with it. */
  ask(message: ToForecastThread): Promise<void> {
    const current = Promise.withResolvers<void>();
    this.#current = current;
    this.#worker.postMessage(message);
    return current.promise;
  }

  /** Looks what is due, where that was a minute ago and nothing is under way; what fails is a notice. */
  look(): void {
    const nowMs = this.#system.nowMs();
    if (this.#current !== undefined || !(nowMs - this.#askedMs >= LOOK_AFTER_MS)) return;
    void this.advance();
  }

  /** Does what is due now, after what is under way; what fails is a notice. */
  async advance(): Promise<void> {
    while (this.#current !== undefined) await this.#current.promise.catch(() => {});
    const nowMs = this.#system.nowMs();
    if (!Number.isFinite(nowMs)) return;
    this.#askedMs = nowMs;
    try {
      await this.ask({ kind: "advance", nowMs });
    } catch (error) {
      this.#warn(`A forecast could not be made: ${(error as Error).message}`);
    }
  }

  /**
   * Ends the thread: one that is at work at once, one that rests after it let the database go, whose last
   * writes would else stay beside it in its journal.
   */
  async stop(): Promise<void> {
    if (this.#current === undefined) {
      const closed = this.ask({ kind: "close" }).catch(() => {});
      await waitAtMost(closed, CLOSE_MS);
    }
    this.#worker.terminate();
  }

  #hear(data: FromForecastThread): void {
    const { feed } = this.#system;
    if (data.kind === "forecast") feed.tell("forecast", data.notice, data.notice.issuedMs);
    else if (data.kind === "notice") this.#warn(data.message, data.about);
    else if (data.kind === "done") this.#end();
    else if (data.isUsage) this.#end(new ConfigurationError(data.message, "forecast"));
    else this.#end(new ModelError(data.message, this.#model));
  }

  #end(error?: Error): void {
    const current = this.#current;
    this.#current = undefined;
    if (error === undefined) current?.resolve();
    else current?.reject(error);
  }

  #warn(message: string, kind: ScheduleNoticeKind = "scheduled forecasts"): void {
    const notice = { level: "warning", kind, message } as const;
    this.#system.feed.tell("notice", notice, this.#system.nowMs());
  }
}

async function waitAtMost(promise: Promise<void>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, patience]);
  clearTimeout(timer);
}
