import type { Station } from "../../domain/mod.ts";
import { elevationWithin, numberField, placeFields, textLines } from "../text_lines.ts";

/**
 * Reads a station list of hypoDD: label, latitude, longitude and, in later versions, elevation in
 * metres (0 where left out). The label is kept as the code of the station.
 * Throws InputError with the line that makes no sense.
 */
export function readHypoddStations(text: string, source: string): Station[] {
  return textLines(text, source).filter(({ fields }) => fields.length > 0).map((line) => ({
    network: "",
    station: line.fields[0],
    ...placeFields(line, 1),
    elevationM: line.fields.length > 3
      ? elevationWithin(line, numberField(line, 3, "elevation"))
      : 0,
    siteName: "",
    channels: [],
  }));
}
