import {
  ConfigurationError,
  formatChannelCode,
  instrumentOf,
  type InstrumentResponse,
  type Station,
  stationOf,
  type Trace,
  type WaveformNote,
} from "../../domain/mod.ts";
import {
  assembleComponents,
  type ComponentRecord,
  demeanTrace,
  describeWaveformQuality,
  differentiateTrace,
  integrateTrace,
  mergeTraces,
  removeResponse,
  taperTrace,
} from "../../preprocessing/mod.ts";
import { hasUsableSensitivity } from "../usable_sensitivity.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";
import { expectArrivals, type StationArrivals } from "./station_arrivals.ts";

/** Samples a second of everything that magnitudes are read from. */
export const MAGNITUDE_RATE_HZ = 100;

/** Most samples a second that gaps are filled at; more is no record of ground motion for a magnitude. */
const FASTEST_HZ = 2000;

/** Kinds of instrument, the one that serves best first: broad-band, short-period, accelerometer. */
const INSTRUMENTS = ["HH", "BH", "CH", "EH", "SH", "HN", "HL", "BN"] as const;

/** Ground velocity above which a unit or response is wrong, m/s: several times the fastest ever recorded. */
const FASTEST_GROUND_M_S = 20;

/** Units of ground motion. */
const GROUND_UNITS: readonly string[] = ["m", "m/s", "m/s**2"];

/** Water level and band with which responses are removed: below it is noise, above it the recorder's filter. */
const WATER_LEVEL_DECIBELS = 60;
const LOW_BAND_HZ = [0.05, 0.1] as const;
const HIGH_BAND_SHARE = [0.8, 0.95] as const;
const TAPER_SHARE = 0.02;

/** What one station says of an event, ready to be measured. */
export interface StationRecord {
  /** The station, "NET.STA". */
  readonly station: string;
  /** Distances and arrivals. */
  readonly arrivals: StationArrivals;
  /** Samples as they came, east, north, up, at 100 Hz. */
  readonly raw: ComponentRecord;
  /** Ground velocity, m/s; left out where there is no response. */
  readonly velocity?: ComponentRecord;
  /** What a reader must know of each magnitude read from it. */
  readonly remarks: readonly string[];
}

/** The records of all stations, and what was noted. */
export interface StationRecords {
  /** By station. */
  readonly records: StationRecord[];
  /** What was left out or done. */
  readonly notes: WaveformNote[];
}

/**
 * Sorts traces by station, takes each station's best instrument that did not clip, frees it of its response
 * and lays its components on one clock at 100 Hz. A station without a place or without distance is left
 * out, and noted. Throws ConfigurationError for a unit that is none of ground motion.
 */
export function prepareStationRecords(
  traces: readonly Trace[],
  options: EstimateMagnitudeOptions,
): StationRecords {
  checkUnit(options.unit);
  const notes: WaveformNote[] = [];
  const sound = traces.filter((trace) => isOfUsualRate(trace, notes));
  const merged = mergeTraces(sound, { gap: "fill with zeros", longestFillSeconds: 1 });
  for (const note of merged.notes) notes.push(note);
  const byStation = Map.groupBy(merged.traces, ({ code }) => stationOf(code));
  const records = [...byStation.keys()].sort().flatMap((station) => {
    const place = options.stations.find((known) => stationOf(codeOf(known)) === station);
    const arrivals = expectArrivals(station, { place, options });
    if (typeof arrivals === "string") {
      notes.push({
        kind: "station left out",
        message: `${station}: ${arrivals}.`,
        channel: station,
      });
      return [];
    }
    try {
      const setting = { station, place, arrivals, options, notes };
      return prepareRecord(byStation.get(station)!, setting);
    } catch (error) { // the other stations can still be read
      notes.push(noteFault(station, error));
      return [];
    }
  });
  return { records, notes };
}

/** A note on a station whose records or response made reading it fail. */
export function noteFault(station: string, error: unknown): WaveformNote {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `${station}: left out of magnitudes: ${reason}`;
  return { kind: "station fault", message, channel: station };
}

function prepareRecord(
  traces: readonly Trace[],
  { station, place, arrivals, options, notes }: {
    station: string;
    place: Station | undefined;
    arrivals: StationArrivals;
    options: EstimateMagnitudeOptions;
    notes: WaveformNote[];
  },
): StationRecord[] {
  const { traces: chosen, remarks } = chooseInstrument(traces);
  const raw = assemble(chosen, { arrivals, options, notes });
  if (raw === undefined) return [];
  const moving = chosen.flatMap((trace) => toVelocity(trace, { place, options, notes }));
  const laid = moving.length === 0 ? undefined : assemble(moving, { arrivals, options, notes });
  const velocity = laid && isPlausible(laid, { station, notes }) ? laid : undefined;
  return [{ station, arrivals, raw, velocity, remarks: [...remarks, ...arrivals.remarks] }];
}

function isOfUsualRate({ code, samplingRateHz }: Trace, notes: WaveformNote[]): boolean {
  if (!(samplingRateHz > FASTEST_HZ)) return true;
  const channel = formatChannelCode(code);
  const message =
    `${channel}: ${samplingRateHz} samples a second, more than ${FASTEST_HZ}: left out.`;
  notes.push({ kind: "left out", message, channel });
  return false;
}

function checkUnit(unit: string | undefined): void {
  if (unit === undefined || GROUND_UNITS.includes(unit)) return;
  throw new ConfigurationError(
    `Cannot read magnitudes from samples in "${unit}": need one of ${GROUND_UNITS.join(", ")}.`,
    "unit",
  );
}

function codeOf({ network, station }: Station) {
  return { network, station, location: "", channel: "" };
}

/** The best instrument that did not clip, or the best that did, and then it is said. */
function chooseInstrument(traces: readonly Trace[]): { traces: Trace[]; remarks: string[] } {
  const groups = Map.groupBy(traces, ({ code }) => instrumentOf(code));
  const rank = ([{ code }]: Trace[]) => {
    const place = INSTRUMENTS.findIndex((kind) => code.channel.startsWith(kind));
    return place < 0 ? INSTRUMENTS.length : place;
  };
  const ranked = [...groups.values()].sort((a, b) => rank(a) - rank(b));
  const hasClipped = (group: Trace[]) =>
    describeWaveformQuality(group).some(({ warnings }) => warnings.includes("clipped"));
  const best = ranked.find((group) => !hasClipped(group));
  if (best !== undefined) return { traces: best, remarks: [] };
  return {
    traces: ranked[0],
    remarks: ["saturated: the record is clipped, its magnitude is a lower bound"],
  };
}

/** The stretch at 100 Hz that holds most of the event's waves; of equal ones the longest. */
function assemble(
  traces: readonly Trace[],
  { arrivals, options, notes }: {
    arrivals: StationArrivals;
    options: EstimateMagnitudeOptions;
    notes: WaveformNote[];
  },
): ComponentRecord | undefined {
  const { stations } = options;
  const laid = assembleComponents(traces, { samplingRateHz: MAGNITUDE_RATE_HZ, stations });
  for (const note of laid.notes) notes.push(note);
  return laid.records.toSorted((a, b) =>
    sharedMs(b, arrivals) - sharedMs(a, arrivals) || b.samples.length - a.samples.length
  )[0];
}

/** Milliseconds of a record in which waves of the event can be; 0 where no arrival is known. */
function sharedMs(
  { startTimeMs, samples }: ComponentRecord,
  { pMs, leadSeconds, signalSeconds }: StationArrivals,
): number {
  if (Number.isNaN(pMs)) return 0;
  const fromMs = pMs - 1000 * leadSeconds;
  const endMs = startTimeMs + samples.length / 3 * 1000 / MAGNITUDE_RATE_HZ;
  return Math.max(
    0,
    Math.min(endMs, fromMs + 1000 * signalSeconds) - Math.max(startTimeMs, fromMs),
  );
}

/** Whether ground can move as fast; a record in the wrong unit cannot, and is noted. */
function isPlausible(
  { samples }: ComponentRecord,
  { station, notes }: { station: string; notes: WaveformNote[] },
): boolean {
  const fastest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (fastest <= FASTEST_GROUND_M_S) return true;
  const message = Number.isFinite(fastest)
    ? `${station}: ground velocity of ${fastest.toPrecision(2)} m/s, more than ` +
      `${FASTEST_GROUND_M_S}: the unit or the response is wrong; not used.`
    : `${station}: some of its samples are no numbers; not used.`;
  notes.push({ kind: "implausible motion", message, channel: station });
  return false;
}

/** Ground velocity of a trace; nothing where its response is not known. */
function toVelocity(trace: Trace, { place, options, notes }: {
  place: Station | undefined;
  options: EstimateMagnitudeOptions;
  notes: WaveformNote[];
}): Trace[] {
  const quiet = taperTrace(demeanTrace(trace), TAPER_SHARE);
  if (options.unit === "m/s") return [quiet];
  if (options.unit === "m") return [differentiateTrace(quiet)];
  if (options.unit === "m/s**2") return [integrateTrace(quiet, "frequency")];
  const response = responseAt(trace, place);
  if (response === undefined) {
    const channel = `${stationOf(trace.code)}.${trace.code.location}.${trace.code.channel}`;
    const message = `${channel}: no response at the time, so no ground motion.`;
    notes.push({ kind: "no response", message, channel, timeMs: trace.startTimeMs });
    return [];
  }
  const half = trace.samplingRateHz / 2;
  const [fade, end] = HIGH_BAND_SHARE.map((share) => share * half);
  return [removeResponse(quiet, response, {
    ...{ motion: "velocity", waterLevelDecibels: WATER_LEVEL_DECIBELS },
    bandHz: [...LOW_BAND_HZ, fade, end],
  })];
}

function responseAt(
  { code, startTimeMs }: Trace,
  place: Station | undefined,
): InstrumentResponse | undefined {
  return place?.channels.find((channel) =>
    channel.channel === code.channel && channel.location === code.location &&
    channel.startMs <= startTimeMs && startTimeMs < channel.endMs &&
    channel.response !== undefined && hasUsableSensitivity(channel.response)
  )?.response;
}
