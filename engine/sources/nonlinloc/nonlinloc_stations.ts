import type { Station } from "../../domain/mod.ts";
import { elevationWithin, numberField, placeFields, textLines } from "../text_lines.ts";

/**
 * Reads the stations of a NonLinLoc control file: lines "GTSRCE label LATLON latitude longitude
 * depth elevation" (km), the label kept as the code. Other lines are left out.
 * Throws InputError with the line that makes no sense.
 */
export function readNonlinlocStations(text: string, source: string): Station[] {
  return textLines(text, source)
    .filter(({ fields }) => fields[0] === "GTSRCE" && fields[2] === "LATLON")
    .map((line) => ({
      network: "",
      station: line.fields[1],
      ...placeFields(line, 3),
      elevationM: elevationWithin(
        line,
        1000 * (numberField(line, 6, "elevation") - numberField(line, 5, "depth")),
      ),
      siteName: "",
      channels: [],
    }));
}
