import { InputError, type Pick } from "../../domain/mod.ts";
import { spanOfText } from "../byte_span.ts";
import { parseTime } from "../parse_time.ts";
import type { TextTable } from "../text_table.ts";

/** Samples a second of the data PhaseNet picks. */
const SAMPLING_RATE_HZ = 100;

/** Columns of its table; amplitudes may be missing. */
const NEEDED = ["fname", "t0", "idx_p", "prob_p", "idx_s", "prob_s"];

/** Whether a table is PhaseNet's of 2018: a row a record, with lists of picks. */
export function isPhasenetTable(table: TextTable): boolean {
  return NEEDED.every((name) => table.names.includes(name));
}

/**
 * The picks of PhaseNet's table: in a row the name of a record, "2020-10-01T00.CI.BOM..HH" for the hour it
 * begins and its instrument, and lists of samples at 100 Hz, probabilities and amplitudes. A `t0` that is
 * a time counts as the beginning instead.
 *
 * Throws InputError for lists of different lengths and what cannot be read.
 *
 * Source: Zhu and Beroza (2019), PhaseNet, `postprocess.py` of its repository.
 */
export function readPhasenetPicks(table: TextTable, source: string): Pick[] {
  return table.rows.flatMap((row) => {
    const valueOf = (name: string) => row.values[table.names.indexOf(name)] ?? "";
    const location = { source, line: row.line };
    const name = valueOf("fname");
    const match = /^(\d{4}-\d\d-\d\dT\d\d(?:[:_]\d\d(?:[:_]\d\d)?)?)\.(\w*)\.(\w+)\.(\w*)\.(\w*)/
      .exec(name);
    const startMs = match === null ? NaN : startOf(match[1], valueOf("t0"));
    if (match === null || Number.isNaN(startMs)) {
      throw new InputError("Cannot tell when and where a record of picks begins", {
        ...location,
        field: "fname",
        value: name,
        expected: "a name such as 2020-10-01T00.CI.BOM..HH",
      });
    }
    const [, , network, station, place, channel] = match;
    const code = { network, station, location: place, channel };
    return (["P", "S"] as const).flatMap((phase) => {
      const key = phase.toLowerCase();
      const list = (field: string) => readList(valueOf(field), { ...location, field });
      const samples = list(`idx_${key}`);
      const probabilities = list(`prob_${key}`);
      const amplitudes = table.names.includes(`amp_${key}`) ? list(`amp_${key}`) : [];
      if (
        probabilities.length !== samples.length ||
        (amplitudes.length > 0 && amplitudes.length !== samples.length)
      ) {
        throw new InputError("Cannot match the lists of a record", {
          ...location,
          field: `prob_${key}`,
          expected: `${samples.length} values, as in idx_${key}`,
        });
      }
      return samples.map((sample, index): Pick => ({
        id: `${name}/${phase}/${sample}`,
        code,
        phase,
        timeMs: startMs + sample * 1000 / SAMPLING_RATE_HZ,
        probability: probabilities[index],
        ...(amplitudes.length === 0 ? {} : { amplitude: amplitudes[index] }),
        method: "phasenet",
      }));
    });
  });
}

function startOf(name: string, begin: string): number {
  if (begin.includes("T")) return parseTime(spanOfText(begin));
  const time = name.replaceAll("_", ":");
  return parseTime(spanOfText(time.length === 13 ? `${time}:00` : time));
}

function readList(text: string, location: InputError["location"]): number[] {
  const inside = /^\[([-+\d.eE,\s]*)\]$/.exec(text)?.[1];
  const values = inside === undefined
    ? [NaN]
    : inside.trim() === ""
    ? []
    : inside.trim().split(/[\s,]+/).map(Number);
  if (values.every(Number.isFinite)) return values;
  throw new InputError("Cannot read a list of numbers", {
    ...location,
    value: text,
    expected: "[1,2,3]",
  });
}
