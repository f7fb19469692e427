import process from "node:process";

const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Runs a start-up of tfjs' WebAssembly and removes what its glue leaves behind: a foreign
 * `globalThis.Worker`, and listeners of the process that rethrow every error they are told.
 */
export async function withoutTraces<Result>(start: () => Promise<Result>): Promise<Result> {
  const { Worker } = globalThis;
  const before = EVENTS.map((event) => listenersOf(event));
  try {
    return await start();
  } finally {
    globalThis.Worker = Worker;
    EVENTS.forEach((event, i) => {
      for (const listener of listenersOf(event)) {
        if (!before[i].includes(listener)) process.removeListener(event, listener);
      }
    });
  }
}

type Listener = (...details: unknown[]) => void;

function listenersOf(event: (typeof EVENTS)[number]): Listener[] {
  return process.listeners(event as never) as unknown as Listener[];
}
