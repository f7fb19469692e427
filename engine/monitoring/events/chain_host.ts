import type { Trace } from "../../domain/mod.ts";
import type { ChainPicker } from "./chain_picker.ts";
import { openChainPicker } from "./chain_picker.ts";
import { type ChainAnswer, EventChain, type EventChainOptions } from "./event_chain.ts";
import { ThreadedChain } from "./threaded_chain.ts";

/** Where an event chain runs, as a monitor sees it. */
export interface ChainHost {
  /** Steps that are asked for and not answered yet. */
  readonly outstanding: number;
  /** Milliseconds that the last answered step took. */
  readonly workMs: number;
  /** Hands over the packets that came until a time, UTC epoch milliseconds; `onAnswer` is told. */
  step(traces: readonly Trace[], nowMs: number): void;
  /** Settled once fewer than so many steps are outstanding. */
  whenBelow(outstanding: number): Promise<void>;
  /** Ends the stream; settled once the last answer was told. */
  finish(nowMs: number): Promise<void>;
  /** Ends it at once. */
  close(): void;
}

/** What a host tells. */
export interface ChainListener {
  /** What a step found. */
  onAnswer(answer: ChainAnswer, nowMs: number): void;
  /** Why the chain ended by itself; a new one is started in its place. */
  onFailure(message: string): void;
}

/**
 * Starts a chain: in a thread of its own where its picker can be opened there, else in this one. Throws
 * as EventChain and openChainPicker do.
 */
export async function startChain(
  options: EventChainOptions,
  { picker, listener }: { picker: ChainPicker; listener: ChainListener },
): Promise<ChainHost> {
  if (picker.kind !== "opened") return await ThreadedChain.start(options, { picker, listener });
  const chain = new EventChain(options, await openChainPicker(picker));
  return new InlineChain(chain, listener);
}

/** A chain in this thread: every step is answered before it returns. */
class InlineChain implements ChainHost {
  readonly outstanding = 0;
  workMs = 0;
  readonly #chain: EventChain;
  readonly #listener: ChainListener;

  constructor(chain: EventChain, listener: ChainListener) {
    this.#chain = chain;
    this.#listener = listener;
  }

  step(traces: readonly Trace[], nowMs: number): void {
    const startedMs = performance.now();
    const answer = this.#chain.step(traces, nowMs);
    this.workMs = performance.now() - startedMs;
    this.#listener.onAnswer(answer, nowMs);
  }

  whenBelow(): Promise<void> {
    return Promise.resolve();
  }

  finish(nowMs: number): Promise<void> {
    this.#listener.onAnswer(this.#chain.finish(nowMs), nowMs);
    return Promise.resolve();
  }

  close(): void {}
}
