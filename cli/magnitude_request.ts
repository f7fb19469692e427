import {
  ConfigurationError,
  InputError,
  type Origin,
  type Pick,
  type SeismicEvent,
  type Station,
  type Trace,
  type WaveformNote,
} from "../engine/domain/mod.ts";
import type { Terminal } from "./terminal.ts";

/** Everything a magnitude is estimated from that stands in files. */
export interface MagnitudeRequest {
  /** Traces of all files. */
  traces: Trace[];
  /** What was noted while they were read. */
  notes: WaveformNote[];
  /** Stations; none where none were given. */
  stations: readonly Station[];
  /** The event's origin; undefined where no event was given. */
  origin: Origin | undefined;
  /** Picks of the event. */
  picks: readonly Pick[];
}

/** Reads waveforms, stations and the event, told of on the terminal where something was wrong. */
export async function readMagnitudeRequest(
  files: readonly string[],
  { stations: stationFile, event: eventFile, eventId, terminal }: {
    stations?: string;
    event?: string;
    eventId?: string;
    terminal: Terminal;
  },
): Promise<MagnitudeRequest> {
  const { preferredOrigin, readQuakeml, readSourceBytes, readStations, readWaveforms } =
    await import("../engine/sources/mod.ts");
  const traces: Trace[] = [];
  const notes: WaveformNote[] = [];
  for (const source of files) {
    const reading = await readWaveforms(await readSourceBytes(source), { source });
    traces.push(...reading.traces);
    notes.push(...reading.notes);
  }
  const stations = stationFile === undefined
    ? []
    : readStations(await readSourceBytes(stationFile), stationFile).stations;
  if (eventFile === undefined) return { traces, notes, stations, origin: undefined, picks: [] };
  const { events } = readQuakeml(await readSourceBytes(eventFile), eventFile);
  const event = chooseEvent(events, { eventFile, eventId });
  const origin = preferredOrigin(event);
  if (origin === undefined) {
    throw new InputError("Cannot estimate a magnitude: the event has no origin", {
      ...{ source: eventFile, field: "origin", value: event.id },
    });
  }
  terminal.say(`Event ${event.id}.`);
  return { traces, notes, stations, origin, picks: event.picks };
}

/** The event meant, of those of a file. Throws ConfigurationError where it is not told apart. */
export function chooseEvent(
  events: readonly SeismicEvent[],
  { eventFile, eventId }: { eventFile: string; eventId?: string },
): SeismicEvent {
  if (eventId === undefined && events.length === 1) return events[0];
  const found = events.find(({ id }) => id === eventId);
  if (found !== undefined) return found;
  const known = events.slice(0, 5).map(({ id }) => id).join(", ");
  throw new ConfigurationError(
    `Cannot choose an event of ${eventFile}: ${
      eventId === undefined ? "name one with --event-id" : `there is no "${eventId}"`
    }; it holds ${events.length}: ${known}${events.length > 5 ? ", ..." : ""}.`,
    "eventId",
  );
}

/** Station corrections from a JSON file. Throws InputError for anything but numbers by station. */
export async function readStationCorrections(path: string): Promise<Record<string, number>> {
  const { readSourceBytes } = await import("../engine/sources/mod.ts");
  const text = new TextDecoder().decode(await readSourceBytes(path));
  const expected = 'numbers by station, such as {"NC.MEM": 0.12}';
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw new InputError("Cannot read station corrections", { source: path, expected }, { cause });
  }
  const entries = Object.entries(read ?? {});
  const wrong = entries.find(([, value]) => !Number.isFinite(value));
  if (typeof read !== "object" || Array.isArray(read) || wrong !== undefined) {
    throw new InputError("Cannot read station corrections", {
      ...{ source: path, field: wrong?.[0], value: JSON.stringify(wrong?.[1] ?? read), expected },
    });
  }
  return Object.fromEntries(entries);
}
