import {
  ConfigurationError,
  type EventMagnitude,
  type Trace,
  type WaveformNote,
} from "../domain/mod.ts";
import {
  combineStationMagnitudes,
  DISPLACEMENT_MAGNITUDE_SIGMA,
  LOCAL_MAGNITUDE_SIGMA,
  PERIOD_BETWEEN_EVENT_SIGMA,
} from "../models/mod.ts";
import {
  type EstimateMagnitudeOptions,
  MAGNITUDE_METHODS,
  type MagnitudeMethod,
} from "./magnitudes/magnitude_options.ts";
import { readNetworkMagnitude } from "./magnitudes/read_network_magnitudes.ts";
import {
  noteRefusal,
  readDisplacementMagnitude,
  readLocalMagnitude,
  readPeriodMagnitude,
  type StationReading,
} from "./magnitudes/read_station_magnitudes.ts";
import {
  noteFault,
  prepareStationRecords,
  type StationRecord,
} from "./magnitudes/station_record.ts";

/** Magnitudes of an event and of each of its stations, and what was noted on the way. */
export interface MagnitudeEstimate {
  /** The event's magnitudes first, then those of stations. */
  readonly magnitudes: EventMagnitude[];
  /** Stations that gave none and why, and what was done to waveforms. */
  readonly notes: WaveformNote[];
}

/** How each way reads a station, and what all stations of an event err by together. */
const METHODS: Readonly<
  Record<MagnitudeMethod, {
    read: (record: StationRecord, options: EstimateMagnitudeOptions) => StationReading;
    betweenEventSigma: number;
    /** Whether a station's own standard deviation holds that part already. */
    isTotal?: boolean;
  }>
> = {
  local: { read: readLocalMagnitude, betweenEventSigma: LOCAL_MAGNITUDE_SIGMA.betweenEvents },
  displacement: {
    read: readDisplacementMagnitude,
    betweenEventSigma: DISPLACEMENT_MAGNITUDE_SIGMA.betweenEvents,
  },
  period: { read: readPeriodMagnitude, betweenEventSigma: PERIOD_BETWEEN_EVENT_SIGMA },
  network: {
    read: readNetworkMagnitude,
    betweenEventSigma: LOCAL_MAGNITUDE_SIGMA.betweenEvents,
    isTotal: true, // its errors were learned against a catalogue
  },
};

/**
 * Estimates an event's magnitude from waveforms: for each way and station, and for each way over all
 * stations, each with its standard deviation and remarks on saturation and range. A station that cannot
 * say is left out, and noted. Nothing is thrown where none can say: there are no magnitudes then.
 *
 * Throws ConfigurationError for a unit that is none of ground motion.
 */
export function estimateMagnitude(
  traces: readonly Trace[],
  options: EstimateMagnitudeOptions,
): MagnitudeEstimate {
  const { records, notes } = prepareStationRecords(traces, options);
  const methods = options.methods ??
    MAGNITUDE_METHODS.filter((method) => method !== "network" || options.network !== undefined);
  const ofEvent: EventMagnitude[] = [];
  const ofStations: EventMagnitude[] = [];
  for (const method of methods) {
    const found: EventMagnitude[] = [];
    for (const record of records) {
      const reading = tryToRead(record, { method, options, notes });
      if (reading === undefined) continue;
      if (typeof reading === "string") {
        notes.push(noteRefusal(record.station, method, reading));
        continue;
      }
      const id = `magnitude/${method}/${record.station}`;
      found.push({ id, ...reading, originId: options.origin?.id });
    }
    if (found.length > 0) ofEvent.push(combine(found, { method, options }));
    ofStations.push(...found);
  }
  return { magnitudes: [...ofEvent, ...ofStations], notes };
}

/** Undefined, and noted, where a station makes reading fail: the others can still be read. */
function tryToRead(
  record: StationRecord,
  { method, options, notes }: {
    method: MagnitudeMethod;
    options: EstimateMagnitudeOptions;
    notes: WaveformNote[];
  },
): StationReading | undefined {
  try {
    return METHODS[method].read(record, options);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    notes.push(noteFault(record.station, error));
    return undefined;
  }
}

/** The event's magnitude by one way; what is said of every station, or of most, is said of it. */
function combine(
  stations: readonly EventMagnitude[],
  { method, options }: { method: MagnitudeMethod; options: EstimateMagnitudeOptions },
): EventMagnitude {
  const { betweenEventSigma, isTotal = false } = METHODS[method];
  const sound = stations.filter(({ remarks = [] }) => !remarks.some(isDoubt));
  const used = sound.length > 0 ? sound : stations;
  const { magnitude, sigma } = combineStationMagnitudes(
    used.map(({ magnitude, error }) => {
      const own = isTotal ? ownSigma(error!, betweenEventSigma) : error!;
      return { magnitude, sigma: own };
    }),
    { by: options.combineBy, betweenEventSigma },
  );
  const leftOut = stations.length - used.length;
  const remarks = [
    ...(leftOut === 0 ? [] : [`${leftOut} stations saturated or out of range left out`]),
    ...new Set(
      sound.length > 0 ? [] : stations.flatMap(({ remarks = [] }) => remarks.filter(isDoubt)),
    ),
  ];
  const { magnitudeType, method: by } = stations[0];
  return {
    ...{ id: `magnitude/${method}`, magnitude, magnitudeType, error: sigma, method: by },
    ...{ stationCount: used.length, originId: options.origin?.id, remarks },
  };
}

/** What is a station's own of a standard deviation that holds the event's part too; half of it at least. */
function ownSigma(total: number, betweenEvents: number): number {
  return Math.sqrt(Math.max(total * total - betweenEvents * betweenEvents, total * total / 4));
}

/** Whether a remark makes a station's magnitude worth less than that of others. */
function isDoubt(remark: string): boolean {
  return /^(saturated|out of range|outside the range)/.test(remark);
}
