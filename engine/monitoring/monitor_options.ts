import type { AlertSite, LatencyReport, Station } from "../domain/mod.ts";
import type { Database } from "../storage/mod.ts";
import type { WarningPacket } from "./early_warning/early_warning.ts";
import type { EarlyWarningOptions } from "./early_warning/early_warning_options.ts";
import type { ChainPicker } from "./events/chain_picker.ts";
import type { EventChainOptions } from "./events/event_chain.ts";
import type { LiveFeed } from "./live/live_feed.ts";

/** What a monitor runs on. */
export interface MonitorOptions extends Omit<EventChainOptions, "stations" | "model"> {
  /** Stations; warnings and magnitudes need their responses. */
  readonly stations: readonly Station[];
  /** Where everything is kept; open for writing. It is not closed by the monitor. */
  readonly database: Database;
  /** Finds the arrivals of events; in a thread of its own unless it is opened already. */
  readonly picker: ChainPicker;
  /** Places that are warned; none unless given. */
  readonly sites?: readonly AlertSite[];
  /** How fast waves are; ak135 unless given. */
  readonly velocity?: EventChainOptions["model"];
  /** What differs from EARLY_WARNING_DEFAULTS. */
  readonly warning?: Omit<EarlyWarningOptions, "sites" | "model">;
  /** Where everything is told; a new feed unless given. */
  readonly feed?: LiveFeed;
  /** Seconds of each channel that can be shown; 300 unless given. */
  readonly shownSeconds?: number;
}

/** Packets in the order in which they came; a WaveformStream, or a scene that is played. */
export interface MonitoredStream extends AsyncIterable<WarningPacket> {
  /** Whether its time is that of the wall clock. */
  readonly isLive: boolean;
}

/** How a stream is followed. */
export interface RunMonitorOptions {
  /** The time now, UTC epoch milliseconds, for a stream that is live. */
  readonly now: () => number;
  /** Ends it; what came is still worked. */
  readonly signal?: AbortSignal;
  /** Seconds of data that picks and events of a replay may lie behind warnings; 30 unless given. */
  readonly ahead?: number;
}

/** What a monitor counted. */
export interface MonitorReport {
  /** Packets that came. */
  readonly packets: number;
  /** Packets that were refused, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Picks that were told. */
  readonly picks: number;
  /** Versions of events that were told. */
  readonly eventVersions: number;
  /** Messages of alerts that were told. */
  readonly alerts: number;
  /** Milliseconds from the arrival of a packet to the message it led to. */
  readonly alertLatency: LatencyReport;
}
