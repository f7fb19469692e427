import { createStore, type Store } from "../create_store.ts";

const AUTHOR = "quakecast-review-author";

const KEYS = "quakecast-review-keys";

/** Who reviews, kept in the browser; empty before anybody said. */
export const author: Store<string> = kept<string>(AUTHOR, "");

/** Whether single letters do something: speech input and shaky hands may want them off. */
export const hasLetterKeys: Store<"on" | "off"> = kept<"on" | "off">(KEYS, "on");

function kept<Text extends string>(place: string, initial: Text): Store<Text> {
  const store = createStore((localStorage.getItem(place) ?? initial) as Text);
  store.listen(() => localStorage.setItem(place, store.get()));
  return store;
}
