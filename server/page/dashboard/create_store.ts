import { useEffect, useRef, useState } from "preact/hooks";

/** A value that is watched: whoever listens is told when it is replaced. */
export interface Store<T> {
  /** The value now. */
  get(): T;
  /** Replaces it; nobody is told where it is the same object. */
  set(next: T | ((now: T) => T)): void;
  /** Tells a listener of every change, until the function it gives is called. */
  listen(listener: () => void): () => void;
}

/** A store that begins with a value. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      const replaced = typeof next === "function" ? (next as (now: T) => T)(value) : next;
      if (replaced === value) return;
      value = replaced;
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Part of a store's value in a component, which is drawn anew when that part changes; `select` must give the
 * same object for the same value.
 */
export function useStore<T, Part>(store: Store<T>, select: (value: T) => Part): Part {
  const [, redraw] = useState(0);
  const part = select(store.get());
  const drawn = useRef({ select, part });
  drawn.current = { select, part };
  useEffect(() => {
    const look = () => {
      const { select, part } = drawn.current;
      if (!Object.is(select(store.get()), part)) redraw((turn) => turn + 1);
    };
    look(); // what changed between drawing and listening
    return store.listen(look);
  }, [store]);
  return part;
}
