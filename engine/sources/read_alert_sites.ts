import type { AlertSite } from "../domain/mod.ts";
import { readPlaceTable } from "./impact/read_place_table.ts";

/**
 * Reads the places that a warning is for: a table (or a list of JSON) with columns name, latitude and
 * longitude.
 *
 * Throws InputError for a row that cannot be read or a name that is empty or comes twice, with the line.
 */
export function readAlertSites(bytes: Uint8Array, source: string): AlertSite[] {
  const needed = ["name", "latitude", "longitude"];
  const { rows } = readPlaceTable(bytes, { source, of: "a site", needed, known: [] });
  const seen = new Set<string>();
  return rows.map((row) => {
    const name = row.text("name").trim();
    if (name === "" || seen.has(name)) throw row.refusal("name", "a name of its own");
    seen.add(name);
    return { name, ...row.place() };
  });
}
