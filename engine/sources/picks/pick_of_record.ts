import {
  type ChannelCode,
  InputError,
  type InputLocation,
  parseChannelCode,
  type Pick,
} from "../../domain/mod.ts";
import { spanOfText } from "../byte_span.ts";
import { parseNumber } from "../parse_number.ts";
import { EXPECTED_TIME, parseTime } from "../parse_time.ts";

/** Columns of a table of picks, in the order in which they are written. */
export const PICK_COLUMNS = [
  "id",
  "network",
  "station",
  "location",
  "channel",
  "phase",
  "time",
  "probability",
  "time_error_s",
  "weight",
  "amplitude",
  "amplitude_unit",
  "method",
] as const;

/** Name of a column of picks. */
export type PickColumn = typeof PICK_COLUMNS[number];

/** Names under which other programs give the same. */
const SYNONYMS: Readonly<Record<string, PickColumn | "code">> = {
  code: "code",
  channel_code: "code",
  station_id: "code",
  pick_id: "id",
  phase_type: "phase",
  phase_hint: "phase",
  phase_time: "time",
  pick_time: "time",
  timestamp: "time",
  phase_score: "probability",
  phase_probability: "probability",
  timeerrorseconds: "time_error_s",
  phase_amplitude: "amplitude",
  amplitudeunit: "amplitude_unit",
};

/** The column that a name stands for, in whatever case; the name itself where it is none of picks. */
export function pickColumnOf(name: string): string {
  const plain = name.trim().toLowerCase().replace(/[\s-]+/g, "_");
  return SYNONYMS[plain] ?? plain;
}

/**
 * The pick of a row or object, by the columns above; where there is a `code`, it is a whole channel code
 * or the code of a station. One without an `id` is called `spareId`.
 *
 * Throws InputError where the station, the phase or the time is missing or a value cannot be read.
 */
export function pickOfRecord(
  record: Readonly<Record<string, string>>,
  { spareId, where }: { spareId: string; where: InputLocation },
): Pick {
  const refuse = (field: string, expected: string) =>
    new InputError(`Cannot read the ${field} of a pick`, {
      ...where,
      field,
      value: record[field] ?? "nothing",
      expected,
    });
  const number = (field: PickColumn, [least, most]: readonly [number, number]) => {
    const text = record[field]?.trim() ?? "";
    if (text === "") return undefined;
    const value = parseNumber(spanOfText(text));
    if (value >= least && value <= most) return value;
    throw refuse(field, least === -Infinity ? "a number" : `a number from ${least} to ${most}`);
  };
  const code = codeOf(record);
  if (code === undefined) throw refuse("station", "a network and station code");
  const phase = record.phase?.trim() ?? "";
  if (phase === "") throw refuse("phase", 'a phase such as "P"');
  const timeMs = parseTime(spanOfText(record.time ?? ""));
  if (Number.isNaN(timeMs)) throw refuse("time", EXPECTED_TIME);
  const optional = {
    probability: number("probability", [0, 1]),
    timeErrorSeconds: number("time_error_s", [0, Infinity]),
    weight: number("weight", [0, 1]),
    amplitude: number("amplitude", [-Infinity, Infinity]),
    amplitudeUnit: record.amplitude_unit || undefined,
    method: record.method || undefined,
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { id: record.id || spareId, code, phase, timeMs, ...Object.fromEntries(given) };
}

function codeOf(record: Readonly<Record<string, string>>): ChannelCode | undefined {
  const whole = record.code ?? (record.station?.includes(".") ? record.station : undefined);
  if (whole !== undefined) {
    const parts = whole.trim().split(".");
    if (parts.length > 4 || parts.length < 2) return undefined;
    return parseChannelCode([...parts, "", ""].slice(0, 4).join("."));
  }
  const { network = "", station = "", location = "", channel = "" } = record;
  return station === "" ? undefined : { network, station, location, channel };
}
