import { InputError, type ShakingObservation } from "../../domain/mod.ts";
import { readPlaceTable } from "./read_place_table.ts";
import type { RowFields } from "../row_fields.ts";

/** Columns of acceleration by their units, in g. */
const ACCELERATIONS: Readonly<Record<string, number>> = {
  pga_g: 1,
  pga_percent_g: 0.01,
  pga_cm_s2: 1 / 980.665,
};

/**
 * Reads what was felt and recorded: a table (or a list of JSON) with columns latitude and longitude, and of intensity,
 * intensity_error, pga_g (or pga_percent_g or pga_cm_s2), pgv_cm_s and vs30 what is known.
 *
 * Throws InputError for a row without any of them or out of range, with the line.
 */
export function readShakingObservations(bytes: Uint8Array, source: string): ShakingObservation[] {
  const known = [
    ...["intensity", "intensity_error", ...Object.keys(ACCELERATIONS), "pgv_cm_s", "vs30"],
  ];
  const { columns, rows } = readPlaceTable(bytes, {
    ...{ source, of: "an observation", needed: ["latitude", "longitude"], known },
  });
  if (!columns.some((name) => /^(intensity|pga_g|pga_percent_g|pga_cm_s2|pgv_cm_s)$/.test(name))) {
    throw new InputError(`Cannot find what was observed in ${source}`, {
      ...{ line: 1, value: columns.join(", "), expected: known.join(", ") },
    });
  }
  return rows.map((row) => {
    const observation = readRow(row);
    const { intensity, pgaG, pgvCmS } = observation;
    if ([intensity, pgaG, pgvCmS].some((value) => value !== undefined)) return observation;
    throw row.refusal("intensity", "an intensity or an amplitude");
  });
}

function readRow(row: RowFields): ShakingObservation {
  const optional = (name: string, limits: readonly [number, number]) => {
    const value = row.number(name, limits);
    return Number.isNaN(value) ? undefined : value;
  };
  const accelerations = Object.entries(ACCELERATIONS).flatMap(([name, unit]) => {
    const value = optional(name, [1e-9, 1e5]);
    return value === undefined ? [] : [value * unit];
  });
  const values = {
    intensity: optional("intensity", [1, 12]),
    intensityError: optional("intensity_error", [0.01, 5]),
    pgaG: accelerations[0],
    pgvCmS: optional("pgv_cm_s", [1e-9, 1e4]),
    vs30: optional("vs30", [50, 5000]),
  };
  return { ...row.place(), ...values };
}
