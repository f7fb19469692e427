import { openDatabase } from "../../engine/storage/mod.ts";
import { serve } from "../../server/mod.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { SimulatedNetwork } from "./simulated_network.ts";

/** A server with a live system, under test. */
export interface LiveServer {
  /** Its address. */
  readonly url: string;
  /** The live system, which follows the wall clock. */
  readonly network: SimulatedNetwork;
  /** Ends the server and starts another at the same address, with the same live system; meanwhile something happens. */
  readonly restart: (meanwhile: () => Promise<void>) => Promise<void>;
}

/** How a server is started. */
export interface LiveServerOptions {
  /** Options of the server, such as `apiKeysFile`. */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** Milliseconds between two looks at the clock. */
const TICK_MS = 100;

/** Runs `body` with a server on loopback whose live system is simulated from now on. */
export function withLiveServer(
  body: (server: LiveServer) => Promise<void>,
  { given = {} }: LiveServerOptions = {},
): Promise<void> {
  return withFolder(async (folder) => {
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "create" });
    const network = new SimulatedNetwork(database, { startMs: Date.now() });
    const start = (port: number) =>
      serve({ port, models: folder, ...given }, { log: () => {}, live: network });
    let server = await start(0);
    const { url } = server;
    const timer = setInterval(() => network.advance(Date.now()), TICK_MS);
    const stop = async () => {
      await server.stop();
      await server.finished;
    };
    try {
      const restart = async (meanwhile: () => Promise<void>) => {
        await stop();
        await meanwhile();
        server = await start(Number(new URL(url).port));
      };
      await body({ url, network, restart });
    } finally {
      clearInterval(timer);
      await stop();
    }
  });
}
