import type { KeptLiveMessage } from "../engine/domain/mod.ts";
import type { DemoJudgement, DemoScene, LiveSystem, Monitor } from "../engine/monitoring/mod.ts";
import type { Database } from "../engine/storage/mod.ts";

/** How a demonstration of the live system is run. */
export interface DemoOptions {
  /** Folder that holds its database. */
  readonly folder: string;
  /** Decides every draw; 1 unless given. */
  readonly seed?: number;
  /** Seconds of the scene in one of the clock; 1 unless given. */
  readonly speed?: number;
  /** Seconds of the scene before the earthquake; 8 unless given. */
  readonly quietSeconds?: number;
  /** When the live part begins, in the time of the scene, UTC epoch milliseconds; now unless given. */
  readonly startMs?: number;
  /** Port of the page on this machine; 0 takes a free one, and is taken unless given. */
  readonly port?: number;
  /** Folder of models that the server offers; "models" unless given. */
  readonly models?: string;
  /** Receives what only a log may hold. */
  readonly log?: (line: string) => void;
}

/** A demonstration that runs. */
export interface RunningDemo {
  /** Address of the page. */
  readonly url: string;
  /** The city, the network and what is true. */
  readonly scene: DemoScene;
  /** The system that watches it. */
  readonly system: LiveSystem;
  /** What was told so far. */
  readonly messages: readonly KeptLiveMessage[];
  /** Settled when so many seconds after the first P are over in the scene, impacts included. */
  after(seconds: number): Promise<void>;
  /** What was told beside what was true. */
  judge(): DemoJudgement;
  /** Ends it all: stream, server, database. */
  stop(): Promise<void>;
}
