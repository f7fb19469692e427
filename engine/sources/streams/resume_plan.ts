import type { SeedlinkFrame, SeedlinkVersion } from "./seedlink_frames.ts";
import type { HandshakeRequest, StationRequest } from "./seedlink_handshake.ts";
import { SequenceTracker } from "./sequence_tracker.ts";
import { type ChannelPattern, wildcard } from "./stream_settings.ts";

type DataFrame = Extract<SeedlinkFrame, { kind: "data" }>;

/** Stations beyond this are nonsense and are not remembered. */
const MOST_STATIONS = 10_000;

/**
 * What to ask a SeedLink server for: the patterns at first, and after a break each station that was
 * seen from its last number on, then the patterns for the others.
 */
export class ResumePlan {
  readonly #patterns: readonly ChannelPattern[];
  readonly #trackers = new Map<string, SequenceTracker>();
  #version: SeedlinkVersion = 4;

  /** All stations where there is no pattern. */
  constructor(patterns: readonly ChannelPattern[]) {
    this.#patterns = patterns;
  }

  /** A connection of this version begins. */
  begin(version: SeedlinkVersion): void {
    if (version !== this.#version) this.#trackers.clear();
    this.#version = version;
  }

  /** What to ask for now. */
  request(): Pick<HandshakeRequest, "stations" | "sequence"> {
    if (this.#isSingle()) return { stations: [], sequence: this.#trackers.get("")?.next };
    const everything = { network: "*", station: "*", location: "*", channel: "*", text: "*.*.*.*" };
    const patterns = this.#patterns.length === 0 ? [everything] : this.#patterns;
    const requests: StationRequest[] = [];
    for (const [name, tracker] of this.#trackers) {
      const [network, station] = split(name);
      const streams = patterns.filter((pattern) => fits(pattern, network, station));
      if (streams.length > 0) {
        requests.push({ network, station, streams: narrow(streams), sequence: tracker.next });
      }
    }
    const groups = Map.groupBy(patterns, ({ network, station }) => `${network}_${station}`);
    for (const [name, streams] of groups) {
      if (this.#trackers.has(name)) continue;
      const { network, station } = streams[0];
      requests.push({ network, station, streams: narrow(streams) });
    }
    const isFirst = this.#patterns.length === 0 && this.#trackers.size === 0;
    return { stations: isFirst ? [] : requests };
  }

  /** Takes the number of a packet; a sentence where it is odd. */
  take(frame: DataFrame): string | undefined {
    const name = this.#isSingle() ? "" : frame.station || stationOf(frame.payload);
    let tracker = this.#trackers.get(name);
    if (tracker === undefined) {
      if (this.#trackers.size >= MOST_STATIONS) {
        return `station ${name} is one too many: not resumed`;
      }
      this.#trackers.set(name, tracker = new SequenceTracker(this.#version));
    }
    const finding = tracker.take(frame.sequence);
    if (finding === "next" || finding === "again") return undefined;
    const where = name === "" ? "" : `${name}: `;
    return finding === "doubted"
      ? `${where}packet number ${frame.sequence} does not follow the one before`
      : `${where}the server counts anew from ${frame.sequence}`;
  }

  /** Whether one number stands for all stations: version 3 without any pattern. */
  #isSingle(): boolean {
    return this.#version === 3 && this.#patterns.length === 0;
  }
}

function fits(pattern: ChannelPattern, network: string, station: string): boolean {
  return new RegExp(`^${wildcard(pattern.network)}$`).test(network) &&
    new RegExp(`^${wildcard(pattern.station)}$`).test(station);
}

/** The streams, or none (all of them) where one is everything. */
function narrow(streams: readonly ChannelPattern[]): readonly ChannelPattern[] {
  const hasAll = streams.some(({ location, channel }) => location === "*" && channel === "*");
  return hasAll ? [] : streams;
}

function split(name: string): [network: string, station: string] {
  const at = name.indexOf("_");
  return [name.slice(0, at), name.slice(at + 1)];
}

/** "NET_STA" of the header of a record of miniSEED 2, the only one that version 3 sends. */
function stationOf(record: Uint8Array): string {
  const text = (from: number, to: number) =>
    String.fromCharCode(...record.subarray(from, to)).trim();
  return `${text(18, 20)}_${text(8, 13)}`;
}
