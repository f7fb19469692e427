import { createStore, type Store } from "./create_store.ts";

const PLACE = "quakecast-api-key";

/** Whether the server has asked for a key that is not yet known. */
export const isKeyWanted: Store<boolean> = createStore(false);

/** What a request carries so that the server lets it in. */
export function keyHeaders(): Record<string, string> {
  const key = sessionStorage.getItem(PLACE);
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** Keeps a key until the window is closed, and lets whoever waits for it try again. */
export function giveKey(key: string): void {
  sessionStorage.setItem(PLACE, key);
  isKeyWanted.set(false);
}

/** Asks the reader for a key and waits until there is one. */
export function waitForKey(): Promise<void> {
  isKeyWanted.set(true);
  return new Promise((resolve) => {
    const stop = isKeyWanted.listen(() => {
      stop();
      resolve();
    });
  });
}
