import type { ReviewDecision } from "../../../../engine/domain/mod.ts";
import { createStore, type Store } from "../create_store.ts";
import type { FieldTexts } from "./read_correction.ts";

/** What a person has written of an item and not sent. */
export interface Written {
  /** What is said; left out before that is chosen. */
  readonly decision?: ReviewDecision;
  /** Why. */
  readonly reason: string;
  /** What was written into the fields of a correction. */
  readonly texts: FieldTexts;
  /** Number of the newest review when this was begun. */
  readonly seen?: number;
  /** What the item is called, for a list. */
  readonly title?: string;
}

/** Drafts by the path of their item. */
export type Drafts = Readonly<Record<string, Written>>;

/** Nothing written. */
export const EMPTY: Written = { reason: "", texts: {} };

const PLACE = "quakecast-review-drafts";

/** Drafts that were begun in this window, kept until they are sent or discarded, and when it is loaded anew. */
export const drafts: Store<Drafts> = createStore<Drafts>(read());
drafts.listen(() => sessionStorage.setItem(PLACE, JSON.stringify(drafts.get())));

/** Whether there is something in it that would be missed: more than a decision. */
export function isBegun({ reason, texts }: Written): boolean {
  return reason.trim() !== "" || Object.keys(texts).length > 0;
}

/** Drafts with one in the place of what was there; one in which nothing is written is none. */
export function withDraft(all: Drafts, path: string, written: Written): Drafts {
  const { [path]: _, ...others } = all;
  return isBegun(written) ? { ...others, [path]: written } : others;
}

function read(): Drafts {
  try {
    return JSON.parse(globalThis.sessionStorage?.getItem(PLACE) ?? "{}");
  } catch {
    return {}; // written by something else
  }
}
