import type { LiveSystem } from "../engine/monitoring/mod.ts";

/** How a server speaks, and when it ends. */
export interface ServeOptions {
  /** Receives what only a log may hold, such as why a worker failed. */
  log: (line: string) => void;
  /** Ends the server; what is under way is answered first. */
  signal?: AbortSignal;
  /** The live system whose state and messages it gives; without it, those routes answer 404. */
  live?: LiveSystem;
}

/** A server that listens. */
export interface RunningServer {
  /** Address, such as "http://127.0.0.1:8000". */
  url: string;
  /** Settled once the server has ended. */
  finished: Promise<void>;
  /** Ends it; what is under way is answered first. */
  stop(): Promise<void>;
}
