import {
  formatChannelCode,
  type LiveNotice,
  type LiveStation,
  type Station,
  stationOf,
  type Trace,
} from "../../domain/mod.ts";

/** Age of the newest sample beyond which a station is late, and silent; and how long a fault is told. */
const LATE_MS = 10_000;
const SILENT_MS = 60_000;
const FAULTY_MS = 30_000;
/** After the first packet so long is waited for the other stations. */
const START_MS = 10_000;
/** Stations that are named in one sentence. */
const MOST_NAMED = 5;

interface BoardEntry {
  readonly station: Station;
  readonly channels: Set<string>;
  /** End of the newest packet and when it came; −Infinity where nothing came. */
  newestMs: number;
  latencyMs: number;
  heardMs: number;
  /** When nonsense came last, UTC epoch milliseconds. */
  faultMs: number;
  state: LiveStation["state"];
}

/** How the stations of a network are heard, and what changed. */
export class StationBoard {
  readonly #entries: Map<string, BoardEntry>;
  /** When the first station was found to be heard, UTC epoch milliseconds. */
  #firstMs = Infinity;
  #isStarted = false;

  /** Nothing was heard yet. */
  constructor(stations: readonly Station[]) {
    this.#entries = new Map(stations.map((station) => [`${station.network}.${station.station}`, {
      ...{ station, channels: new Set<string>(), newestMs: -Infinity, latencyMs: NaN },
      ...{ heardMs: -Infinity, faultMs: -Infinity, state: "silent" as const },
    }]));
  }

  /** A packet came, whose samples end at a time. */
  hear(trace: Trace, receivedMs: number): void {
    const entry = this.#entries.get(stationOf(trace.code));
    if (entry === undefined) return;
    const endMs = trace.startTimeMs + trace.samples.length * 1000 / trace.samplingRateHz;
    entry.channels.add(formatChannelCode(trace.code));
    entry.heardMs = receivedMs;
    entry.latencyMs = receivedMs - endMs;
    entry.newestMs = Math.max(entry.newestMs, endMs);
  }

  /** Nonsense came from a station. */
  doubt(station: string, receivedMs: number): void {
    const entry = this.#entries.get(station);
    if (entry !== undefined) entry.faultMs = receivedMs;
  }

  /**
   * Looks at all stations: tells once, when all are heard or some seconds after the first, how many are, and
   * from then on which were lost, turned out faulty or came back.
   */
  review(nowMs: number): LiveNotice[] {
    const notices: LiveNotice[] = [];
    for (const [name, entry] of this.#entries) {
      const state = stateOf(entry, nowMs);
      const before = entry.state;
      entry.state = state;
      if (state === before || state === "late") continue;
      if (state === "silent") {
        notices.push(notice("warning", "station lost", `${name} has been silent for a minute.`));
      } else if (state === "faulty") {
        notices.push(notice("warning", "station faulty", `${name} sends data that make no sense.`));
      } else if (before === "faulty" || before === "silent" && this.#isStarted) {
        notices.push(notice("information", "station back", `${name} is heard.`));
      }
    }
    return [...this.#start(nowMs), ...notices];
  }

  #start(nowMs: number): LiveNotice[] {
    if (this.#isStarted) return [];
    const silent = [...this.#entries].filter(([, { state }]) => state === "silent");
    const [all, heard] = [this.#entries.size, this.#entries.size - silent.length];
    if (heard > 0) this.#firstMs = Math.min(this.#firstMs, nowMs);
    if (heard === 0 || heard < all && nowMs - this.#firstMs < START_MS) return [];
    this.#isStarted = true;
    const message = `${heard} of ${all} stations are heard`;
    if (heard === all) return [notice("information", "stations heard", `${message}.`)];
    const named = silent.slice(0, MOST_NAMED).map(([name]) => name).join(", ");
    const more = silent.length > MOST_NAMED ? ` and ${silent.length - MOST_NAMED} more` : "";
    return [notice("warning", "stations heard", `${message}; silent: ${named}${more}.`)];
  }

  /** All stations, as they were at the last review. */
  list(): LiveStation[] {
    return [...this.#entries].map(([name, entry]) => ({
      station: name,
      ...{ latitude: entry.station.latitude, longitude: entry.station.longitude },
      state: entry.state,
      ...(Number.isFinite(entry.newestMs) && {
        ...{ latencySeconds: entry.latencyMs / 1000, newestMs: entry.newestMs },
      }),
      channels: [...entry.channels].sort(),
    }));
  }
}

function stateOf({ newestMs, heardMs, faultMs }: BoardEntry, nowMs: number): LiveStation["state"] {
  if (nowMs - faultMs < FAULTY_MS && nowMs - heardMs > LATE_MS) return "faulty";
  const age = nowMs - newestMs;
  if (!(age <= SILENT_MS)) return "silent";
  return age > LATE_MS ? "late" : "live";
}

function notice(level: LiveNotice["level"], kind: string, message: string): LiveNotice {
  return { level, kind, message };
}
