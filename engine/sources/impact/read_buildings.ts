import { type Building, type FragilityClass, InputError } from "../../domain/mod.ts";
import { readPlaceTable } from "./read_place_table.ts";

/**
 * Reads a list of buildings: a table (or a list of JSON) with columns id, latitude, longitude and class, such as "W1-high", and
 * occupants and vs30 where they are known.
 *
 * Throws InputError for a row that cannot be read or an identifier that comes twice, with the line.
 */
export function readBuildings(bytes: Uint8Array, source: string): Building[] {
  const { rows } = readPlaceTable(bytes, {
    ...{ source, of: "a building", needed: ["id", "latitude", "longitude", "class"] },
    known: ["occupants", "vs30"],
  });
  const seen = new Set<string>();
  return rows.map((row) => {
    const id = row.text("id");
    if (id === "" || seen.has(id)) throw row.refusal("id", "an identifier of its own");
    seen.add(id);
    return {
      ...row.place(),
      ...{ id, fragilityClass: row.text("class") },
      occupants: row.number("occupants", [0, 1e6]),
      vs30: row.number("vs30", [50, 5000]),
    };
  });
}

/**
 * Reads classes of fragility: a table with columns class, slight_g, moderate_g, extensive_g, complete_g
 * (peak ground acceleration at which half are damaged so or worse, g) and beta.
 *
 * Throws InputError for medians that do not grow from state to state, with the line.
 */
export function readFragilities(bytes: Uint8Array, source: string): FragilityClass[] {
  const states = ["slight_g", "moderate_g", "extensive_g", "complete_g"];
  const { rows } = readPlaceTable(bytes, {
    ...{ source, of: "a class of fragility", needed: ["class", ...states, "beta"], known: [] },
  });
  return rows.map((row) => {
    const [slight, moderate, extensive, complete] = states.map((name) =>
      row.needed(name, [1e-4, 100])
    );
    if (!(slight < moderate && moderate < extensive && extensive < complete)) {
      throw new InputError("Cannot read a class of fragility: its medians do not grow", {
        ...{ source, line: row.line, field: "slight_g", value: row.text("class") },
        expected: "slight_g < moderate_g < extensive_g < complete_g",
      });
    }
    return {
      name: row.text("class"),
      mediansG: [slight, moderate, extensive, complete] as const,
      beta: row.needed("beta", [0.01, 3]),
    };
  });
}
