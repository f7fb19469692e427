import type { Trace } from "../../domain/mod.ts";
import type { ChainHost, ChainListener } from "./chain_host.ts";
import { type ChainPicker, openChainPicker } from "./chain_picker.ts";
import { type ChainAnswer, EventChain, type EventChainOptions } from "./event_chain.ts";
import { FailureSeries } from "./failure_series.ts";
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
  const openStream = await openChainPicker(picker);
  return new InlineChain(() => new EventChain(options, openStream), listener);
}

/** A chain in this thread: every step is answered before it returns. */
class InlineChain implements ChainHost {
  readonly outstanding = 0;
  workMs = 0;
  readonly #open: () => EventChain;
  readonly #failures = new FailureSeries();
  #chain: EventChain;
  readonly #listener: ChainListener;

  constructor(open: () => EventChain, listener: ChainListener) {
    this.#open = open;
    this.#chain = open();
    this.#listener = listener;
  }

  step(traces: readonly Trace[], nowMs: number): void {
    const startedMs = performance.now();
    const answer = this.#try((chain) => chain.step(traces, nowMs));
    this.workMs = performance.now() - startedMs;
    if (answer !== undefined) this.#listener.onAnswer(answer, nowMs);
  }

  whenBelow(): Promise<void> {
    return Promise.resolve();
  }

  finish(nowMs: number): Promise<void> {
    const answer = this.#try((chain) => chain.finish(nowMs));
    if (answer !== undefined) this.#listener.onAnswer(answer, nowMs);
    return Promise.resolve();
  }

  close(): void {}

  /** A chain that fails begins anew, without what it knew. */
  #try(work: (chain: EventChain) => ChainAnswer): ChainAnswer | undefined {
    try {
      const answer = work(this.#chain);
      this.#failures.worked(1);
      return answer;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.#failures.failed().isFirst) this.#listener.onFailure(message);
      this.#chain = this.#open();
      return undefined;
    }
  }
}
