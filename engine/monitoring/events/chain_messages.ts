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
  /** Packets that came until a time. */
  | { readonly kind: "step"; readonly traces: readonly Trace[]; readonly nowMs: number }
  /** Comes last. */
  | { readonly kind: "finish"; readonly nowMs: number };

/** What it answers: once to each message, in their order. */
export type FromChain =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly answer: ChainAnswer; readonly workMs: number }
  /** It cannot go on. */
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
