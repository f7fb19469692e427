import { createStore, type Store } from "./create_store.ts";

const PLACE = "quakecast-api-key";

/** Whether the server asks for a key: for one at all, or for another than it was given. */
export type KeyRequest = "none" | "wanted" | "refused";

/** What the server asks the reader for. */
export const keyRequest: Store<KeyRequest> = createStore<KeyRequest>("none");

/** What a request carries so that the server lets it in. */
export function keyHeaders(): Record<string, string> {
  const key = sessionStorage.getItem(PLACE);
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** Keeps a key until the window is closed, and lets whoever waits for it try again. */
export function giveKey(key: string): void {
  sessionStorage.setItem(PLACE, key);
  keyRequest.set("none");
}

/** Asks the reader for a key and waits until there is one. */
export function waitForKey(): Promise<void> {
  keyRequest.set(sessionStorage.getItem(PLACE) === null ? "wanted" : "refused");
  return new Promise((resolve) => {
    const stop = keyRequest.listen(() => {
      if (keyRequest.get() !== "none") return;
      stop();
      resolve();
    });
  });
}
