import { InputError, STATION_ELEVATIONS_M } from "../domain/mod.ts";

/** A line of a text file, cut at blanks. */
export interface TextLine {
  /** The file or URL. */
  readonly source: string;
  /** Its number, the first being 1. */
  readonly line: number;
  /** The line without its end. */
  readonly text: string;
  /** What stands between blanks. */
  readonly fields: readonly string[];
}

/** The lines of a text, blank ones too. */
export function textLines(text: string, source: string): TextLine[] {
  return text.split(/\r?\n/).map((line, i) => ({
    source,
    line: i + 1,
    text: line,
    fields: line.trim() === "" ? [] : line.trim().split(/\s+/),
  }));
}

/** The number in a field, the first being 0; throws InputError where it is missing or none. */
export function numberField(line: TextLine, index: number, field: string): number {
  const value = line.fields[index];
  const number = value === undefined ? NaN : Number(value);
  if (Number.isFinite(number)) return number;
  throw new InputError("Cannot read a number", {
    source: line.source,
    line: line.line,
    field,
    value: value ?? "nothing",
    expected: "a number",
  });
}

/** Latitude and longitude in two fields; throws InputError where they are not on the Earth. */
export function placeFields(
  line: TextLine,
  index: number,
): { latitude: number; longitude: number } {
  const latitude = numberField(line, index, "latitude");
  const longitude = numberField(line, index + 1, "longitude");
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 360) return { latitude, longitude };
  throw new InputError("Cannot read a place", {
    source: line.source,
    line: line.line,
    value: `${latitude}, ${longitude}`,
    expected: "degrees north from -90 to 90 and degrees east from -360 to 360",
  });
}

/** The elevation of a station, metres above sea level; throws InputError where none can stand. */
export function elevationWithin(line: TextLine, elevationM: number): number {
  const [least, most] = STATION_ELEVATIONS_M;
  if (elevationM >= least && elevationM <= most) return elevationM;
  throw new InputError("Cannot read the elevation of a station", {
    source: line.source,
    line: line.line,
    field: "elevation",
    value: `${elevationM} m`,
    expected: `${least} to ${most} m above sea level`,
  });
}

/**
 * UTC epoch milliseconds of calendar numbers; seconds may pass 60. Throws InputError where there is
 * no such minute.
 */
export function timeOfNumbers(
  line: TextLine,
  [year, month, day, hour, minute, seconds]: readonly number[],
): number {
  const startMs = Date.UTC(year, month - 1, day, hour, minute);
  const date = new Date(startMs);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day &&
    date.getUTCHours() === hour && date.getUTCMinutes() === minute;
  if (isReal && Number.isFinite(seconds)) return startMs + Math.round(seconds * 1e6) / 1e3;
  throw new InputError("Cannot read a time", {
    source: line.source,
    line: line.line,
    value: [year, month, day, hour, minute, seconds].join(" "),
    expected: "year, month, day, hour, minute and seconds that exist",
  });
}
