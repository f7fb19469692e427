import type { Trace } from "../../domain/mod.ts";
import type { ChainHost, ChainListener } from "./chain_host.ts";
import { type ChainPicker, openChainPicker } from "./chain_picker.ts";
import { EventChain, type EventChainOptions } from "./event_chain.ts";
import { ThreadedChain } from "./threaded_chain.ts";

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
