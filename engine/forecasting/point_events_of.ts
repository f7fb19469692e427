import { type Catalogue, type PointEvents, reachesMagnitude } from "../domain/mod.ts";

/** Events of a catalogue as a point process sees them, and the rows that they come from. */
export interface CataloguePointEvents {
  /** The events, in order of time. */
  events: PointEvents;
  /** Row of each event in the catalogue. [event] */
  rows: Uint32Array;
}

/** The events of a clean catalogue from a magnitude on. */
export function pointEventsOf(catalogue: Catalogue, mc: number): CataloguePointEvents {
  const { timeMs, magnitude, latitude, longitude } = catalogue;
  const rows = Uint32Array.from({ length: catalogue.size }, (_, row) => row)
    .filter((row) => reachesMagnitude(magnitude[row], mc))
    .sort((one, other) => timeMs[one] - timeMs[other]);
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  return {
    rows,
    events: {
      name: catalogue.name,
      size: rows.length,
      timeMs: pick(timeMs),
      isDated: true,
      magnitude: pick(magnitude),
      places: { kind: "geographic", latitude: pick(latitude), longitude: pick(longitude) },
    },
  };
}
