import {
  ConfigurationError,
  type DocumentNote,
  InputError,
  type Origin,
  type Pick,
  type Trace,
  type WaveformNote,
} from "../../domain/mod.ts";
import { LOCAL_MAGNITUDE_SCALES } from "../../models/mod.ts";
import {
  isJson,
  JsonRecord,
  type NamedBytes,
  parseJson,
  preferredOrigin,
  readJsonEvent,
  readPicks,
  readQuakeml,
  readStations,
  readWaveformSources,
} from "../../sources/mod.ts";
import { chooseEvent } from "../choose_event.ts";
import type { EstimateMagnitudeOptions, MagnitudeMethod } from "./magnitude_options.ts";

/** What a magnitude is estimated from, as bytes. */
export interface MagnitudeSources {
  /** Waveforms of the stations. */
  readonly waveforms: AsyncIterable<NamedBytes> | Iterable<NamedBytes>;
  /** Places and responses of the stations. */
  readonly stations?: NamedBytes;
  /** The event's origin and picks: QuakeML, or JSON as `readJsonEvent` takes it. */
  readonly event?: NamedBytes;
  /** What is added to local magnitudes, JSON of numbers by station. */
  readonly corrections?: NamedBytes;
}

/** What is said beside the sources, on the command line or in a request. */
export interface MagnitudeValues {
  /** Which event, where the source holds several. */
  readonly eventId?: string;
  /** Epicentral distance, kilometres, in place of an event. */
  readonly distanceKm?: number;
  /** Depth, kilometres, where the event knows none. */
  readonly depthKm?: number;
  /** P arrival of the only station, UTC epoch milliseconds, in place of picks. */
  readonly pTimeMs?: number;
  /** Unit of the samples where they are ground motion: "m", "m/s" or "m/s**2". */
  readonly unit?: string;
  /** Ways to a magnitude; all that can be where there are none. */
  readonly methods?: readonly string[];
  /** Name of the scale of local magnitude. */
  readonly scale?: string;
  /** How stations are put together: "mean" or "median". */
  readonly combine?: string;
  /** Added to displacement magnitudes. */
  readonly regionOffset?: number;
  /** Most samples that are taken; no limit where left out. */
  readonly maximumSamples?: number;
}

/** Everything a magnitude is estimated from, read. */
export interface MagnitudeRequest {
  /** Traces of all sources. */
  readonly traces: readonly Trace[];
  /** What was noted while they were read. */
  readonly notes: readonly WaveformNote[];
  /** What was noted while stations were read, by source. */
  readonly sourceNotes: readonly { source: string; notes: readonly DocumentNote[] }[];
  /** Identifier of the event; left out where none was given. */
  readonly eventId?: string;
  /** How the magnitude is estimated. */
  readonly options: EstimateMagnitudeOptions;
}

/**
 * Reads what a magnitude is estimated from.
 *
 * Throws InputError for what cannot be read and an event without origin, ConfigurationError where there
 * is neither event nor distance and where it is not clear which event is meant.
 */
export async function readMagnitudeSources(
  { waveforms, stations, event: eventSource, corrections }: MagnitudeSources,
  values: MagnitudeValues,
): Promise<MagnitudeRequest> {
  if (eventSource === undefined && values.distanceKm === undefined) {
    throw new ConfigurationError(
      "Cannot estimate a magnitude without the event: give the event or its distance.",
      "event",
    );
  }
  const { maximumSamples, pTimeMs } = values;
  const event = eventSource === undefined ? undefined : readEvent(eventSource, values.eventId);
  const places = stations && readStations(stations.bytes, stations.name);
  const sourceNotes = stations && places ? [{ source: stations.name, notes: places.notes }] : [];
  const { traces, notes } = await readWaveformSources(waveforms, { maximumSamples });
  const picks = pTimeMs === undefined ? event?.picks ?? [] : [pickOf(traces[0], pTimeMs)];
  return {
    ...{ traces, notes, sourceNotes, eventId: event?.id },
    options: {
      ...{ stations: places?.stations ?? [], origin: event?.origin, picks, ...optionsOf(values) },
      ...(corrections !== undefined && { corrections: readCorrections(corrections) }),
    },
  };
}

function readCorrections({ name, bytes }: NamedBytes): Record<string, number> {
  const document = parseJson(bytes, name);
  const record = new JsonRecord(document, { source: name });
  const stations = Object.keys(document as object);
  return Object.fromEntries(stations.map((station) => [station, record.number(station)]));
}

function optionsOf(values: MagnitudeValues): Omit<EstimateMagnitudeOptions, "stations"> {
  const { distanceKm, depthKm, unit, regionOffset, methods = [], scale, combine } = values;
  return {
    ...{ distanceKm, depthKm, unit, regionOffset },
    methods: methods.length === 0 ? undefined : methods as MagnitudeMethod[],
    scale: scale === undefined
      ? undefined
      : LOCAL_MAGNITUDE_SCALES[scale as keyof typeof LOCAL_MAGNITUDE_SCALES],
    combineBy: combine as "mean" | "median" | undefined,
  };
}

interface ChosenEvent {
  id: string;
  origin: Origin;
  picks: readonly Pick[];
}

function readEvent({ name, bytes }: NamedBytes, eventId: string | undefined): ChosenEvent {
  if (isJson(bytes)) return readEventOfJson({ name, bytes });
  const event = chooseEvent(readQuakeml(bytes, name).events, { source: name, eventId });
  const origin = preferredOrigin(event);
  if (origin !== undefined) return { id: event.id, origin, picks: event.picks };
  throw new InputError("Cannot estimate a magnitude: the event has no origin", {
    ...{ source: name, field: "origin", value: event.id },
  });
}

function readEventOfJson({ name, bytes }: NamedBytes): ChosenEvent {
  const value = parseJson(bytes, name);
  const { id, origins } = readJsonEvent(value, name);
  const hasPicks = Object(value).picks !== undefined;
  return { id, origin: origins[0], picks: hasPicks ? readPicks(bytes, name).picks : [] };
}

function pickOf(trace: Trace | undefined, timeMs: number): Pick {
  const { network, station } = trace?.code ?? { network: "", station: "" };
  const code = { network, station, location: "", channel: "" };
  return { id: "p-time", code, phase: "P", timeMs };
}
