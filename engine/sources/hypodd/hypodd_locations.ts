import type { Origin } from "../../domain/mod.ts";
import { numberField, placeFields, textLines, timeOfNumbers } from "../text_lines.ts";

/**
 * Reads hypocentres that hypoDD wrote, hypoDD.loc or hypoDD.reloc, with the id of their event.
 * Throws InputError with the line that makes no sense.
 */
export function readHypoddLocations(text: string, source: string): Origin[] {
  return textLines(text, source).filter(({ fields }) => fields.length > 0).map((line) => {
    const calendar = [10, 11, 12, 13, 14, 15].map((at) => numberField(line, at, "origin time"));
    return {
      id: line.fields[0],
      timeMs: timeOfNumbers(line, calendar),
      ...placeFields(line, 1),
      depthKm: numberField(line, 3, "depth"),
      arrivals: [],
      method: "hypoDD",
    };
  });
}
