import type { ListeningServer } from "./listening_server.ts";

/** How long is waited before a port is opened anew, milliseconds; what was cut lets go of its handles first. */
const PAUSE_MS = 100;

/**
 * Listens until it is told to end. Where the machine ends it before, as where there are no more file handles
 * for connections, all of them are cut and the same port is opened anew: clients come back, and the process
 * has handles again. Throws what Deno.serve throws where the port cannot be opened the first time.
 */
export function serveLasting(
  address: { readonly hostname: string; readonly port: number },
  handler: Deno.ServeHandler<Deno.NetAddr>,
  log: (line: string) => void,
): ListeningServer {
  const finished = Promise.withResolvers<void>();
  let isEnding = false;
  const open = (at: { readonly hostname: string; readonly port: number }) => {
    const cutting = new AbortController();
    const { signal } = cutting;
    const server = Deno.serve({ ...at, signal, onListen: () => {} }, handler);
    server.finished.then(
      () => isEnding && finished.resolve(),
      (error: Error) => {
        cutting.abort();
        if (isEnding) return finished.resolve();
        log(`Connections were cut, and are taken anew: ${error.message}.`);
        void openAnew();
      },
    );
    return { server, cutting };
  };
  let current = open(address);
  const { addr } = current.server;
  const openAnew = async () => {
    for (let isTold = false;;) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (isEnding) return finished.resolve();
      try {
        current = open({ hostname: addr.hostname, port: addr.port });
        return;
      } catch (error) {
        if (!isTold) log(`Cannot listen anew, and go on trying: ${(error as Error).message}.`);
        isTold = true;
      }
    }
  };
  return {
    ...{ addr, finished: finished.promise },
    shutdown: async () => {
      isEnding = true;
      await current.server.shutdown();
    },
    cut: () => {
      isEnding = true;
      current.cutting.abort();
    },
  };
}
