import { InputError, type StationReading } from "../../domain/mod.ts";
import { readJsonStations } from "../json/json_stations.ts";
import { isJson } from "../json/parse_json.ts";
import { readStationTable } from "./read_station_table.ts";
import { readStationXml } from "./read_station_xml.ts";

/**
 * Reads stations, whatever the format: StationXML 1.0 to 1.2, FDSN station text, a table with columns
 * station, latitude, longitude and elevation, or JSON as `readJsonStations` takes it. The content tells, not the name.
 *
 * Throws InputError for anything else, such as dataless SEED.
 *
 * @example
 * ```ts
 * import { readStations } from "@quakecast/quakecast/sources";
 * const csv = "station,latitude,longitude,elevation\nNC.MEM,37.1,-121.5,230\n";
 * const { stations } = readStations(new TextEncoder().encode(csv), "stations.csv");
 * console.assert(stations[0].station === "MEM" && stations[0].elevationM === 230);
 * ```
 */
export function readStations(bytes: Uint8Array, source: string): StationReading {
  const head = String.fromCharCode(...bytes.subarray(0, 1024)).replace(/^\xef\xbb\xbf/, "");
  if (/^\d{6}[VAST][ *]/.test(head)) {
    throw new InputError(`Cannot read ${source}: it is a SEED volume`, {
      expected: "StationXML, which services of the FDSN give for the same station",
    });
  }
  if (isJson(bytes)) return { stations: readJsonStations(bytes, source), notes: [] };
  const isWide = /^(\xff\xfe|\xfe\xff)/.test(head);
  return isWide || head.trimStart().startsWith("<")
    ? readStationXml(bytes, source)
    : readStationTable(bytes, source);
}
