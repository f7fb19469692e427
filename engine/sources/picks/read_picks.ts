import { type DocumentNote, InputError, type Pick } from "../../domain/mod.ts";
import { readQuakeml } from "../quakeml/read_quakeml.ts";
import { listOfJson } from "../json/json_record.ts";
import { parseJson } from "../json/parse_json.ts";
import { readTextTable, type TextTable } from "../text_table.ts";
import { writeExactTime } from "../write_exact_time.ts";
import { isPhasenetTable, readPhasenetPicks } from "./phasenet_picks.ts";
import { pickColumnOf, pickOfRecord } from "./pick_of_record.ts";

/** The picks of a source and what is wrong with it. */
export interface PickReading {
  /** Picks, in the order of the source; no two of the same identifier. */
  readonly picks: readonly Pick[];
  /** What was noted; empty where all was well. */
  readonly notes: readonly DocumentNote[];
}

/**
 * Reads picks, whatever the format: a table with columns such as those `writePicksCsv` writes (station,
 * phase and time are needed), PhaseNet's table of records, a list of JSON objects with the same names or
 * those of Pick, or QuakeML. The content tells, not the name.
 *
 * Throws InputError for anything else and for a row that cannot be read.
 *
 * @example
 * ```ts
 * import { readPicks } from "@quakecast/quakecast/sources";
 * const csv = "station,phase,time\nNC.MEM..HHZ,P,2026-01-02T03:04:05.67Z\n";
 * const { picks } = readPicks(new TextEncoder().encode(csv), "picks.csv");
 * console.assert(picks[0].code.station === "MEM" && picks[0].phase === "P");
 * ```
 */
export function readPicks(bytes: Uint8Array, source: string): PickReading {
  const head = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  if (head.startsWith("<")) {
    const { events, notes } = readQuakeml(bytes, source);
    return keepOnce(events.flatMap(({ picks }) => picks), notes);
  }
  if (/^[[{]/.test(head)) return keepOnce(picksOfJson(bytes, source), []);
  const table = readTextTable(bytes, source);
  const picks = isPhasenetTable(table)
    ? readPhasenetPicks(table, source)
    : picksOfTable(table, source);
  return keepOnce(picks, []);
}

function picksOfTable(table: TextTable, source: string): Pick[] {
  const columns = table.names.map(pickColumnOf);
  const has = (name: string) => columns.includes(name);
  const missing = ["station", "phase", "time"].filter((name) =>
    !has(name) && !(name === "station" && has("code"))
  );
  if (missing.length > 0) {
    throw new InputError(`Cannot find picks in ${source}: no column ${missing.join(", ")}`, {
      line: table.headerLine,
      value: table.names.join(", "),
      expected: "station, phase and time; or PhaseNet's fname, t0, idx_p, prob_p, idx_s, prob_s",
    });
  }
  return table.rows.map(({ line, values }, index) =>
    pickOfRecord(
      Object.fromEntries(columns.map((name, column) => [name, values[column]])),
      { spareId: `pick/${index + 1}`, where: { source, line } },
    )
  );
}

function picksOfJson(bytes: Uint8Array, source: string): Pick[] {
  const list = listOfJson(parseJson(bytes, source), { name: "picks", source });
  return list.map((entry, index) =>
    pickOfRecord(recordOfObject(entry), {
      spareId: `pick/${index + 1}`,
      where: { source, field: `[${index}]` },
    })
  );
}

/** The values of an object as text, its `code` and `timeMs` as Pick has them. */
function recordOfObject(entry: unknown): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of Object.entries(Object(entry) as Record<string, unknown>)) {
    if (name === "code" && typeof value === "object" && value !== null) {
      Object.assign(record, recordOfObject(value));
    } else if (name === "timeMs" && typeof value === "number" && Math.abs(value) <= 8.64e15) {
      record.time = writeExactTime(value);
    } else if (typeof value === "string" || typeof value === "number") {
      record[pickColumnOf(name)] = String(value);
    }
  }
  return record;
}

function keepOnce(picks: readonly Pick[], notes: readonly DocumentNote[]): PickReading {
  const kept = new Map<string, Pick>();
  for (const pick of picks) if (!kept.has(pick.id)) kept.set(pick.id, pick);
  const dropped = picks.length - kept.size;
  if (dropped === 0) return { picks, notes };
  const message = `${dropped} picks of an identifier that was there before are left out`;
  return { picks: [...kept.values()], notes: [...notes, { kind: "left out", message }] };
}
