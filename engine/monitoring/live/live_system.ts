import type {
  AlertSite,
  LatencyReport,
  LiveEvent,
  LiveStation,
  Station,
  WaveformEnvelope,
} from "../../domain/mod.ts";
import type { Database, StoredEvent } from "../../storage/mod.ts";
import type { LiveFeed } from "./live_feed.ts";

/** A live system as a server sees it: what it tells, and how it stands. */
export interface LiveSystem {
  /** Everything it tells. */
  readonly feed: LiveFeed;
  /** Where it keeps events, picks, alerts and forecasts; open for writing. */
  readonly database: Database;
  /** Its network. */
  readonly network: readonly Station[];
  /** The places it warns. */
  readonly sites: readonly AlertSite[];
  /** The time it lives in: the wall clock, or that of a replay, UTC epoch milliseconds. */
  nowMs(): number;
  /** Stations, with how they are. */
  stations(): LiveStation[];
  /** Events of the last days, newest first. */
  events(): LiveEvent[];
  /** The last seconds of a channel; undefined where it is not known. */
  waveform(
    channel: string,
    options: { seconds: number; binSeconds: number },
  ): WaveformEnvelope | undefined;
  /** From the arrival of a packet to a warning. */
  latency(): LatencyReport;
  /**
   * Takes in an event that somebody else wrote into the database: it is listed as it is there. Left out where
   * events are listed from the database anyway.
   */
  takeStored?(stored: StoredEvent): void;
}
