import { InputError, type Pick } from "../domain/mod.ts";
import { readTextTable, type TextRow } from "./text_table.ts";

/** Samples a second that indices count in where nothing else is said; PhaseNet works at this rate. */
const RATE_HZ = 100;

const COLUMNS = {
  P: ["idx_p", "prob_p", "amp_p"],
  S: ["idx_s", "prob_s", "amp_s"],
} as const;

/** How PhaseNet's picks are read. */
export interface PhasenetPicksOptions {
  /** Samples a second; 100 unless given. */
  samplingRateHz?: number;
}

/**
 * Reads the table that PhaseNet of 2019 writes for continuous data: a row for each file with `fname`
 * (such as "2020-10-01T00.CI.BOM..HH": start, network, station, location, instrument), `t0` (a time, or
 * 0 where the name tells it) and lists of sample numbers, probabilities and amplitudes of P and S.
 *
 * Throws InputError for whatever cannot be read, with line and field.
 *
 * Source: predict.py of AI4EPS/PhaseNet.
 */
export function readPhasenetPicks(
  bytes: Uint8Array,
  source: string,
  { samplingRateHz = RATE_HZ }: PhasenetPicksOptions = {},
): Pick[] {
  const { names, rows, headerLine } = readTextTable(bytes, source);
  const columnOf = (name: string) => {
    const column = names.indexOf(name);
    if (column >= 0) return column;
    throw new InputError(`Cannot read picks of PhaseNet: there is no column ${name}`, {
      source,
      line: headerLine,
      expected: "fname, t0, idx_p, prob_p, idx_s, prob_s",
    });
  };
  const places = { file: columnOf("fname"), start: columnOf("t0") };
  const picks: Pick[] = [];
  for (const row of rows) {
    const file = readFileName(row.values[places.file], { source, line: row.line });
    const startMs = startOf(row.values[places.start], { file, source, line: row.line });
    for (const phase of ["P", "S"] as const) {
      const [index, probability, amplitude] = COLUMNS[phase];
      const lists = {
        samples: readList(row, { column: columnOf(index), field: index, source }),
        probabilities: readList(row, { column: columnOf(probability), field: probability, source }),
        amplitudes: names.includes(amplitude)
          ? readList(row, { column: columnOf(amplitude), field: amplitude, source })
          : undefined,
      };
      checkLengths(lists, { source, line: row.line, field: probability });
      lists.samples.forEach((sample, i) =>
        picks.push({
          id: `${row.values[places.file]}.${phase}.${sample}`,
          code: file.code,
          phase,
          timeMs: startMs + 1_000 * sample / samplingRateHz,
          probability: lists.probabilities[i],
          ...(lists.amplitudes !== undefined && { amplitude: lists.amplitudes[i] }),
          method: "phasenet",
        })
      );
    }
  }
  return picks;
}

interface Where {
  source: string;
  line: number;
}

function readFileName(name: string, where: Where): { code: Pick["code"]; start: string } {
  const [start, network, station, location, channel, ...rest] = name.split(".");
  if (channel === undefined || rest.length > 0 || station === "") {
    throw new InputError("Cannot read the name of a file of waveforms", {
      ...where,
      field: "fname",
      value: name,
      expected: "START.NETWORK.STATION.LOCATION.INSTRUMENT",
    });
  }
  return { code: { network, station, location, channel }, start };
}

/** The time in `t0`, or that in the name of the file, to the hour or finer. */
function startOf(
  t0: string,
  { file, ...where }: Where & { file: { start: string } },
): number {
  const text = t0 === "0" || t0 === "" ? file.start : t0;
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d)(:\d\d)?(:\d\d(?:\.\d+)?)?Z?$/.exec(text);
  const timeMs = match === null
    ? NaN
    : Date.parse(`${match[1]}T${match[2]}${match[3] ?? ":00"}${match[4] ?? ":00"}Z`);
  if (Number.isFinite(timeMs)) return timeMs;
  throw new InputError("Cannot read when a file of waveforms begins", {
    ...where,
    field: "t0",
    value: text,
    expected: "a time, such as 2020-10-01T00:00:00",
  });
}

function readList(
  row: TextRow,
  { column, field, source }: { column: number; field: string; source: string },
): number[] {
  const text = row.values[column];
  const inner = /^\[(.*)\]$/.exec(text)?.[1].trim();
  const numbers = inner === "" ? [] : inner?.split(/[\s,]+/).map(Number);
  if (numbers === undefined || !numbers.every(Number.isFinite)) {
    throw new InputError("Cannot read a list of numbers", {
      source,
      line: row.line,
      field,
      value: text,
      expected: "[1,2,3]",
    });
  }
  return numbers;
}

function checkLengths(
  { samples, probabilities, amplitudes }: {
    samples: number[];
    probabilities: number[];
    amplitudes?: number[];
  },
  where: Where & { field: string },
): void {
  const counts = [probabilities.length, amplitudes?.length ?? samples.length];
  if (counts.every((count) => count === samples.length)) return;
  throw new InputError("Cannot read picks: their lists differ in length", {
    ...where,
    value: `${samples.length} samples, ${counts.join(" and ")} values`,
    expected: "a probability and an amplitude for each",
  });
}
