import type { StationReading } from "../domain/mod.ts";
import { readHypoddStations } from "./hypodd/hypodd_stations.ts";
import { readNonlinlocStations } from "./nonlinloc/nonlinloc_stations.ts";
import { readStations } from "./station_xml/read_stations.ts";

/**
 * Reads where stations are: all that `readStations` reads, the lists of hypoDD (label, latitude,
 * longitude, no header) and the lines GTSRCE of NonLinLoc. The content tells, not the name.
 *
 * Throws InputError for anything else, with the line that makes no sense.
 */
export function readStationPlaces(bytes: Uint8Array, source: string): StationReading {
  const text = new TextDecoder().decode(bytes);
  if (/^\s*GTSRCE\s/m.test(text)) {
    return { stations: readNonlinlocStations(text, source), notes: [] };
  }
  if (/^\s*[^\s,;|<]+[ \t]+-?\d+\.?\d*[ \t]+-?\d+\.?\d*/.test(text)) {
    return { stations: readHypoddStations(text, source), notes: [] };
  }
  return readStations(bytes, source);
}
