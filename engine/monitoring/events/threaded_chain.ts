import { ConfigurationError, EnvironmentError, ModelError, type Trace } from "../../domain/mod.ts";
import type { ChainHost, ChainListener } from "./chain_host.ts";
import type { ChainStep, FromChain, ToChain } from "./chain_messages.ts";
import type { NamedChainPicker } from "./chain_picker.ts";
import type { EventChainOptions } from "./event_chain.ts";
import { FailureSeries } from "./failure_series.ts";

/** A chain in a thread of its own, which is started anew where it fails. */
export class ThreadedChain implements ChainHost {
  /** Milliseconds that the last answered step took. */
  workMs = 0;
  readonly #start: ToChain;
  readonly #listener: ChainListener;
  #thread: Worker | undefined;
  /** Times of the steps that are not answered, and those of them that wait until the thread is free. */
  #asked: number[] = [];
  #waiting: ChainStep[] = [];
  #isBusy = false;
  /** Whether the present thread is ready, and whether one ever was. */
  #isReady = false;
  #hasStarted = false;
  readonly #failures = new FailureSeries();
  #rest: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #wake: (() => void)[] = [];
  #refuse: ((error: Error) => void) | undefined;

  private constructor(
    options: EventChainOptions,
    { picker, listener }: { picker: NamedChainPicker; listener: ChainListener },
  ) {
    this.#start = { kind: "start", options, picker };
    this.#listener = listener;
  }

  /** Starts the thread. Throws what the chain throws where it cannot start. */
  static async start(
    options: EventChainOptions,
    setting: { picker: NamedChainPicker; listener: ChainListener },
  ): Promise<ThreadedChain> {
    const host = new ThreadedChain(options, setting);
    await new Promise<void>((resolve, reject) => {
      host.#wake.push(resolve);
      host.#refuse = reject;
      host.#begin();
    });
    host.#refuse = undefined;
    return host;
  }

  /** Steps that are asked for and not answered yet. */
  get outstanding(): number {
    return this.#asked.length;
  }

  /** Hands over packets, at once or together once the thread is free; samples are copied then. */
  step(traces: readonly Trace[], nowMs: number): void {
    this.#ask({ traces, nowMs, isLast: false });
  }

  /** Settled once fewer than so many steps are outstanding, or the thread is closed. */
  async whenBelow(outstanding: number): Promise<void> {
    while (this.#asked.length >= outstanding && !this.#isClosed) {
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  /** Ends the stream; settled once the last answer was told. */
  async finish(nowMs: number): Promise<void> {
    this.#ask({ traces: [], nowMs, isLast: true });
    await this.whenBelow(1);
    this.close();
  }

  /** Ends the thread at once. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#rest);
    this.#thread?.terminate();
    this.#thread = undefined;
    this.#letGo();
    this.#wakeAll();
  }

  #ask(step: ChainStep): void {
    if (this.#isClosed) return;
    this.#asked.push(step.nowMs);
    this.#waiting.push(step);
    this.#send();
  }

  #send(): void {
    if (!this.#isReady || this.#isBusy || this.#waiting.length === 0) return;
    const message: ToChain = { kind: "steps", steps: this.#waiting };
    this.#waiting = [];
    this.#isBusy = true;
    this.#thread!.postMessage(message);
  }

  #letGo(): void {
    [this.#asked, this.#waiting, this.#isBusy] = [[], [], false];
  }

  #begin(): void {
    const url = new URL("./chain_worker.ts", import.meta.url);
    const thread = new Worker(url, { type: "module", name: "events" });
    this.#thread = thread;
    thread.onmessage = ({ data }: MessageEvent<FromChain>) => {
      if (this.#thread === thread) this.#hear(data);
    };
    thread.onerror = (event) => {
      event.preventDefault(); // else the warning would end with it
      if (this.#thread === thread) this.#fail("Error", event.message);
    };
    thread.postMessage(this.#start);
  }

  #hear(message: FromChain): void {
    if (message.kind === "failed") return this.#fail(message.name, message.message);
    if (message.kind === "ready") {
      this.#isReady = this.#hasStarted = true;
      this.#send(); // what came while it started
    } else {
      const { answers, workMs, failure } = message;
      this.workMs = workMs / Math.max(1, answers.length);
      this.#isBusy = false;
      this.#failures.worked(answers.length);
      if (failure === undefined) this.#send();
      for (const answer of answers) this.#listener.onAnswer(answer, this.#asked.shift()!);
      if (failure !== undefined) return this.#fail("Error", failure);
    }
    this.#wakeAll();
  }

  /** One that never started would fail again; one that ran begins anew, without what it knew, after a rest. */
  #fail(name: string, message: string): void {
    this.#thread?.terminate();
    this.#thread = undefined;
    this.#isReady = false;
    if (!this.#hasStarted) return this.#refuse?.(errorOf(name, message));
    this.#letGo();
    const { isFirst, restMs } = this.#failures.failed();
    if (isFirst) this.#listener.onFailure(message);
    if (restMs === 0) this.#begin();
    else this.#rest = setTimeout(() => this.#begin(), restMs);
    this.#wakeAll();
  }

  #wakeAll(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}

/** An error of a thread by its name, so that whoever started it can tell what to mend. */
function errorOf(name: string, message: string): Error {
  if (name === ModelError.name) return new ModelError(message, "");
  if (name === ConfigurationError.name) return new ConfigurationError(message, "picker");
  return new EnvironmentError(`Cannot start the thread of events: ${message}`, "thread");
}
