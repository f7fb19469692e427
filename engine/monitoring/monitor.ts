import {
  type AlertMessage,
  type AlertSite,
  formatChannelCode,
  InsufficientDataError,
  type LatencyReport,
  type LiveEvent,
  type LiveNotice,
  type LiveStation,
  type Station,
  stationOf,
  type Trace,
  type WaveformEnvelope,
} from "../domain/mod.ts";
import { resolveAssociationOptions, VELOCITY_MODELS } from "../models/mod.ts";
import type { Database, StoredEvent } from "../storage/mod.ts";
import { EarlyWarning, type WarningPacket } from "./early_warning/early_warning.ts";
import type { ChainHost } from "./events/chain_host.ts";
import type { ChainAnswer } from "./events/event_chain.ts";
import { startChain } from "./events/start_chain.ts";
import { ClockWatch } from "./live/clock_watch.ts";
import { DatabaseWriter } from "./live/database_writer.ts";
import { EventRegister, type EventVersion } from "./live/event_register.ts";
import { followClock } from "./live/follow_clock.ts";
import { LatencyMeter } from "./live/latency_meter.ts";
import { LiveFeed } from "./live/live_feed.ts";
import { LivePictures } from "./live/live_pictures.ts";
import type { LiveSystem } from "./live/live_system.ts";
import { PacketGate } from "./live/packet_gate.ts";
import { RefusalTally } from "./live/refusal_tally.ts";
import { StationBoard } from "./live/station_board.ts";
import type {
  MonitoredStream,
  MonitorOptions,
  MonitorReport,
  RunMonitorOptions,
} from "./monitor_options.ts";
import { runMonitor } from "./run_monitor.ts";

/** Steps of the chain that may be outstanding before packets no longer go to it, and when that is told. */
const MOST_OUTSTANDING = 60;
const TOLD_OUTSTANDING = 10;
/** Steps that a replay may be ahead of the chain: many go to its thread together. */
const AHEAD_OUTSTANDING = 30;

/**
 * A network's live system: packets in; picks, events, magnitudes and warnings out, told in a feed and kept
 * in a database. Warnings are made as each packet comes; what takes longer runs apart from them, once a
 * second. All times are those of packets and ticks: the same packets give the same picks, events and alerts.
 * @example
 * ```ts
 * import { drawDemoScene, Monitor } from "@quakecast/quakecast/monitoring";
 * import { openDatabase } from "@quakecast/quakecast/storage";
 * using database = openDatabase(`${await Deno.makeTempDir()}/live.sqlite`, { mode: "create" });
 * const { scene: { stations }, packets } = drawDemoScene({ seed: 1, startMs: 0 });
 * const monitor = await Monitor.open({ stations, database, picker: { kind: "classical", name: "sta-lta" } });
 * for (const packet of packets().take(90)) monitor.push(packet);
 * await monitor.finish().finally(() => monitor.close());
 * ```
 */
export class Monitor implements LiveSystem {
  readonly feed: LiveFeed;
  readonly database: Database;
  readonly network: readonly Station[];
  readonly sites: readonly AlertSite[];
  readonly #warning: EarlyWarning;
  readonly #gate: PacketGate;
  readonly #board: StationBoard;
  readonly #pictures: LivePictures;
  readonly #register: EventRegister;
  readonly #writer: DatabaseWriter;
  readonly #clocks: ClockWatch;
  readonly #refusals: RefusalTally;
  readonly #latency = new LatencyMeter();
  readonly #alertLatency = new LatencyMeter();
  readonly #counts = { packets: 0, picks: 0, eventVersions: 0, alerts: 0 };
  #chain!: ChainHost;
  #traces: Trace[] = [];
  #nowMs = -Infinity;
  #isOverloaded = false;

  private constructor(options: MonitorOptions) {
    const { stations, database, sites = [], velocity, warning } = options;
    this.feed = options.feed ?? new LiveFeed();
    [this.database, this.network, this.sites] = [database, stations, sites];
    this.#warning = new EarlyWarning(stations, { ...warning, sites, model: velocity });
    this.#gate = new PacketGate(stations);
    this.#board = new StationBoard(stations);
    this.#pictures = new LivePictures(options.shownSeconds ?? 300);
    this.#register = new EventRegister(database);
    const fault = (message: string) => this.#notice("error", "database", message);
    this.#writer = new DatabaseWriter(database, fault);
    this.#clocks = new ClockWatch(this.#writer, (notice) => this.notify(notice));
    this.#refusals = new RefusalTally((notice) => this.notify(notice));
  }

  /**
   * Opens a monitor. Throws InsufficientDataError for fewer stations than an event needs, ModelError for a
   * folder that is no picker, ConfigurationError for options out of range.
   */
  static async open(options: MonitorOptions): Promise<Monitor> {
    const { stations, velocity = VELOCITY_MODELS[0], picker } = options;
    const { minimumStations } = resolveAssociationOptions(options.association);
    if (stations.length < minimumStations) {
      const amounts = { have: stations.length, need: minimumStations, of: "stations" };
      throw new InsufficientDataError("Cannot make events", amounts);
    }
    const monitor = new Monitor({ ...options, velocity });
    const { association, delays, location, magnitude } = options;
    const chain = { stations, model: velocity, association, delays, location, magnitude };
    monitor.#chain = await startChain(chain, {
      picker,
      listener: {
        onAnswer: (answer) => monitor.#take(answer),
        onFailure: (message) =>
          monitor.#notice("error", "events", `Picks and events begin anew: ${message}`),
      },
    });
    return monitor;
  }

  /** The time it lives in, UTC epoch milliseconds; −Infinity before the first packet. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** Stations, with how they are. */
  stations(): LiveStation[] {
    return this.#board.list();
  }

  /** Events of the last days, newest first. */
  events(): LiveEvent[] {
    return this.#register.list();
  }

  /** The last seconds of a channel; undefined where it is not known. */
  waveform(
    channel: string,
    options: { seconds: number; binSeconds: number },
  ): WaveformEnvelope | undefined {
    return this.#pictures.read(channel, options);
  }

  /** Milliseconds from the arrival of a packet until it was looked at for warnings, and until alerts were told. */
  latency(): LatencyReport {
    return { ...this.#latency.report(), alerts: this.#alertLatency.report() };
  }

  /** What was counted so far. */
  report(): MonitorReport {
    const refused = this.#refusals.counts();
    return { ...this.#counts, refused, alertLatency: this.#alertLatency.report() };
  }

  /**
   * Takes a packet: warnings are told before it returns. `waitedMs` is how long it has waited since it came,
   * for the measure of latency.
   */
  push({ trace, receivedMs }: WarningPacket, waitedMs = 0): void {
    const startedMs = performance.now();
    this.#counts.packets++;
    this.#advance(receivedMs);
    const refusal = this.#gate.judge(trace, receivedMs);
    if (refusal !== undefined) {
      const station = stationOf(trace.code);
      const isFault = this.#refusals.add(refusal, { station, nowMs: receivedMs });
      if (isFault) this.#board.doubt(station, receivedMs);
      return;
    }
    const alerts = this.#warning.push({ trace, receivedMs });
    const took = () => waitedMs + performance.now() - startedMs;
    for (const alert of alerts) {
      this.#tellAlert(alert);
      this.#alertLatency.add(took());
    }
    this.#latency.add(took());
    if (alerts.length > 0) this.#keepAlerts(alerts);
    this.#board.hear(trace, receivedMs);
    this.#clocks.hear(trace, receivedMs);
    this.#pictures.push(formatChannelCode(trace.code), trace);
    if (!this.#isOverloaded) this.#traces.push(trace);
  }

  /** A second has passed: events are worked, and what passes is told. UTC epoch milliseconds. */
  tick(nowMs: number): void {
    this.#advance(nowMs);
    const alerts = this.#warning.tick(nowMs);
    alerts.forEach((alert) => this.#tellAlert(alert));
    if (alerts.length > 0) this.#keepAlerts(alerts);
    for (const notice of this.#board.review(nowMs)) this.notify(notice);
    const traces = this.#traces;
    this.#traces = [];
    this.#chain.step(traces, nowMs);
    this.#watchLoad();
    this.#clocks.tick(nowMs);
    this.#writer.flush();
    if (this.feed.listeners === 0) return;
    this.feed.pass("stations", this.stations(), nowMs);
    this.feed.pass("waveforms", this.#pictures.takeNew(), nowMs);
    this.feed.pass("latency", this.latency(), nowMs);
  }

  /** Settled once the chain has fewer steps left: a few, so that a replay does not run away from it. */
  async keepPace(ahead: number = AHEAD_OUTSTANDING): Promise<void> {
    if (this.#chain.outstanding < ahead) return;
    await this.#chain.whenBelow(ahead);
  }

  /** Ends the stream: what came is worked to its end and written down. */
  async finish(): Promise<void> {
    if (this.#nowMs > -Infinity) {
      this.tick(this.#nowMs);
      await this.#chain.finish(this.#nowMs);
    }
    this.#writer.flush();
    this.close();
  }

  /** Ends its thread at once. */
  close(): void {
    this.#chain.close();
  }

  /** Follows a stream until it ends or is told to, a tick a second, and finishes. */
  run(stream: MonitoredStream, options: RunMonitorOptions): Promise<void> {
    return runMonitor(this, stream, options);
  }

  /** Takes in an event that somebody else wrote into the database. */
  takeStored(stored: StoredEvent): void {
    this.#register.takeStored(stored);
  }

  /** Tells people who run the system something. */
  notify(notice: LiveNotice): void {
    this.feed.tell("notice", notice, this.#nowMs);
  }

  #notice(level: LiveNotice["level"], kind: string, message: string): void {
    this.notify({ level, kind, message });
  }

  #advance(nowMs: number): void {
    if (this.#nowMs === -Infinity) this.#register.load(nowMs);
    this.#nowMs = followClock(this.#nowMs, nowMs);
  }

  /** The alert itself goes out before anything waits for a disk. */
  #tellAlert(alert: AlertMessage): void {
    this.#counts.alerts++;
    this.feed.tell("alert", alert, alert.issuedMs);
  }

  #keepAlerts(alerts: readonly AlertMessage[]): void {
    for (const alert of alerts) {
      const { eventId, revision, status, issuedMs } = alert;
      this.#tellEvent(this.#register.takeAlert(alert));
      this.#writer.add((database) =>
        database.alerts.add({ id: eventId, revision, status, issuedMs, eventId, document: alert })
      );
    }
    this.#writer.flush();
  }

  #take({ picks, events, notes }: ChainAnswer): void {
    const recordedMs = this.#nowMs;
    for (const pick of picks) {
      this.#counts.picks++;
      this.feed.tell("pick", pick, recordedMs);
      this.#writer.add((database) => database.picks.add([pick], { recordedMs }));
    }
    for (const event of events) this.#tellEvent(this.#register.takeChain(event));
    if (events.length > 0) this.#writer.flush(); // nobody else may take their revisions
    for (const note of notes) this.#refusals.note(note, recordedMs);
  }

  #tellEvent(version: EventVersion | undefined): void {
    if (version === undefined) return;
    const { event, status, live, reason } = version;
    const recordedMs = this.#nowMs;
    this.#counts.eventVersions++;
    this.feed.tell("event", live, recordedMs);
    this.#writer.add((database) => database.events.put([event], { recordedMs, status, reason }));
  }

  /** Warnings go on whatever the chain does; what it cannot take in time is left out, and told. */
  #watchLoad(): void {
    const { outstanding } = this.#chain;
    if (!this.#isOverloaded && outstanding >= MOST_OUTSTANDING) {
      this.#isOverloaded = true;
      const message = `Picks and events are ${outstanding} s behind: packets are left out of them.`;
      this.#notice("error", "overload", message);
    } else if (this.#isOverloaded && outstanding < TOLD_OUTSTANDING) {
      this.#isOverloaded = false;
      this.#notice("information", "overload over", "Picks and events keep up again.");
    }
  }
}
