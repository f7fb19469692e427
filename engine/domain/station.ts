import type { DocumentNote } from "./document_note.ts";

/** A zero or pole of a response, in radians a second. */
export interface ComplexNumber {
  /** Real part. */
  readonly real: number;
  /** Imaginary part. */
  readonly imaginary: number;
}

/** How ground motion becomes counts: sensitivity times a ratio of polynomials in i times angular frequency. */
export interface InstrumentResponse {
  /** Unit of the ground motion it answers to: "m", "m/s" or "m/s**2". */
  readonly inputUnit: string;
  /** Counts for one input unit at `sensitivityFrequencyHz`. */
  readonly sensitivity: number;
  /** Where the sensitivity holds, hertz. */
  readonly sensitivityFrequencyHz: number;
  /** Makes the ratio of polynomials 1 at its own frequency. */
  readonly normalisationFactor: number;
  /** Poles, radians a second. */
  readonly poles: readonly ComplexNumber[];
  /** Zeros, radians a second. */
  readonly zeros: readonly ComplexNumber[];
}

/** One channel of a station during one epoch. */
export interface StationChannel {
  /** Location code. */
  readonly location: string;
  /** Channel code, such as "HHZ". */
  readonly channel: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Metres above sea level, of the ground. */
  readonly elevationM: number;
  /** Metres below the ground. */
  readonly depthM: number;
  /** Degrees clockwise from north of the direction of positive motion; NaN where unknown. */
  readonly azimuthDegrees: number;
  /** Degrees down from the horizontal of the same, −90 for up; NaN where unknown. */
  readonly dipDegrees: number;
  /** Samples a second; NaN where unknown. */
  readonly samplingRateHz: number;
  /** First instant of the epoch, UTC epoch milliseconds; −Infinity where open. */
  readonly startMs: number;
  /** End of the epoch, UTC epoch milliseconds; Infinity where open. */
  readonly endMs: number;
  /** Response; left out where the source gives none. */
  readonly response?: InstrumentResponse;
}

/** The stations of a source and what was wrong with it. */
export interface StationReading {
  /** Stations, each network and station code once. */
  readonly stations: readonly Station[];
  /** What was noted while they were read; empty where all was well. */
  readonly notes: readonly DocumentNote[];
}

/**
 * Least and greatest elevation of a station that is taken, metres: the deepest trench and the highest
 * summit lie between them, and stations that were thought up, some kilometres down, as published examples have.
 */
export const STATION_ELEVATIONS_M: readonly [number, number] = [-20_000, 10_000];

/** A seismic station and its channels. */
export interface Station {
  /** Network code. */
  readonly network: string;
  /** Station code. */
  readonly station: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Metres above sea level. */
  readonly elevationM: number;
  /** Name of the site, empty where unknown. */
  readonly siteName: string;
  /** Channels, by code and epoch; empty where only the station is known. */
  readonly channels: readonly StationChannel[];
}
