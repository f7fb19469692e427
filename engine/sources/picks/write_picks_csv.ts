import { stringify } from "@std/csv/stringify"; // without the reader, which is slow to load
import type { Pick } from "../../domain/mod.ts";
import { writeExactTime } from "../write_exact_time.ts";
import { PICK_COLUMNS } from "./pick_of_record.ts";

/** Rows of a chunk. */
const CHUNK_ROWS = 1_000;

/**
 * Writes picks as CSV, in chunks of text; `readPicks` gives back exactly what was written, but for blanks
 * at the ends of texts.
 *
 * @example
 * ```ts
 * import { writePicksCsv } from "@quakecast/quakecast/sources";
 * const code = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
 * const text = [...writePicksCsv([{ id: "1", code, phase: "P", timeMs: 0 }])].join("");
 * console.assert(text.includes("1,NC,MEM,,HHZ,P,1970-01-01T00:00:00.000Z,,,,,,"));
 * ```
 */
export function* writePicksCsv(picks: readonly Pick[]): Generator<string, void, undefined> {
  yield stringify([], { columns: [...PICK_COLUMNS] });
  for (let start = 0; start < picks.length; start += CHUNK_ROWS) {
    const rows = picks.slice(start, start + CHUNK_ROWS).map(rowOf);
    yield stringify(rows, { headers: false });
  }
}

function rowOf(pick: Pick): string[] {
  const { network, station, location, channel } = pick.code;
  const number = (value: number | undefined) => value === undefined ? "" : String(value);
  return [
    pick.id,
    network,
    station,
    location,
    channel,
    pick.phase,
    writeExactTime(pick.timeMs),
    number(pick.probability),
    number(pick.timeErrorSeconds),
    number(pick.weight),
    number(pick.amplitude),
    pick.amplitudeUnit ?? "",
    pick.method ?? "",
  ];
}
