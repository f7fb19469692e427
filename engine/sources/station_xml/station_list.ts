import type { Station, StationChannel } from "../../domain/mod.ts";
import type { DocumentNotes } from "../document_notes.ts";

/** How far apart two places of one station may be without a note, degrees and metres. */
const PLACE_TOLERANCE_DEGREES = 1e-3;

/** Gathers stations from rows or elements, several of which may be of one station. */
export class StationList {
  #stations = new Map<string, Station & { channels: StationChannel[]; sinceMs: number }>();
  #notes: DocumentNotes;

  /** Takes where to note stations that have moved. */
  constructor(notes: DocumentNotes) {
    this.#notes = notes;
  }

  /** Adds a station, or an epoch of one that is there: the place of the latest epoch counts. */
  add(
    station: Omit<Station, "channels">,
    { channels = [], startMs = -Infinity, line }: {
      channels?: readonly StationChannel[];
      startMs?: number;
      line?: number;
    } = {},
  ): void {
    const key = `${station.network}.${station.station}`;
    const known = this.#stations.get(key);
    if (known === undefined) {
      this.#stations.set(key, { ...station, channels: [...channels], sinceMs: startMs });
      return;
    }
    const moved = Math.max(
      Math.abs(known.latitude - station.latitude),
      Math.abs(known.longitude - station.longitude),
    );
    if (moved > PLACE_TOLERANCE_DEGREES) {
      this.#notes.addAt({ line, element: "Station" }, {
        kind: "station moved",
        message: "it stands at two places: that of the latest epoch counts",
        value: key,
      });
    }
    known.channels.push(...channels);
    if (startMs < known.sinceMs) return;
    this.#stations.set(key, { ...known, ...station, sinceMs: startMs });
  }

  /** All stations, channels by location, code and epoch. */
  list(): Station[] {
    return [...this.#stations.values()].map(({ sinceMs: _, channels, ...station }) => ({
      ...station,
      channels: channels.toSorted((a, b) =>
        compare(a.location, b.location) || compare(a.channel, b.channel) || a.startMs - b.startMs ||
        0
      ),
    }));
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
