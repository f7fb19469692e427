import type { Trace } from "../../domain/mod.ts";
import type { ChainAnswer } from "./event_chain.ts";

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
