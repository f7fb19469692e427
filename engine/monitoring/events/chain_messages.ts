import type { Trace } from "../../domain/mod.ts";
import type { NamedChainPicker } from "./chain_picker.ts";
import type { ChainAnswer, EventChainOptions } from "./event_chain.ts";

/** What the thread of an event chain is told. */
export type ToChain =
  /** Comes first. */
  | {
    readonly kind: "start";
    readonly options: EventChainOptions;
    readonly picker: NamedChainPicker;
  }
  /** Steps that wait, in their order: packets that came until a time each; the last may end the stream. */
  | { readonly kind: "steps"; readonly steps: readonly ChainStep[] };

/** Packets that came until a time, UTC epoch milliseconds, and whether the stream ends with them. */
export interface ChainStep {
  readonly traces: readonly Trace[];
  readonly nowMs: number;
  readonly isLast: boolean;
}

/** What it answers: once to each message, in their order; to steps as many answers as they are. */
export type FromChain =
  | { readonly kind: "ready" }
  | {
    readonly kind: "answers";
    readonly answers: readonly ChainAnswer[];
    /** Milliseconds that they took together. */
    readonly workMs: number;
    /** Why the chain cannot go on after these, where it cannot. */
    readonly failure?: string;
  }
  /** It cannot go on. */
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
