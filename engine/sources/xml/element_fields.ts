import { spanOfText } from "../byte_span.ts";
import type { DocumentNotes } from "../document_notes.ts";
import { parseNumberText } from "../parse_number.ts";
import { parseTime } from "../parse_time.ts";
import { elementAt, type XmlElement } from "./xml_element.ts";

/** Reads numbers and times of elements and notes those that are wrong. */
export class ElementFields {
  /** Where what is wrong is noted. */
  readonly notes: DocumentNotes;

  /** Takes where to note. */
  constructor(notes: DocumentNotes) {
    this.notes = notes;
  }

  /** The number at the end of a path; undefined where there is none or, noted, none that can be read. */
  numberAt(element: XmlElement, ...path: string[]): number | undefined {
    const found = elementAt(element, ...path);
    const text = found?.text.trim() ?? "";
    if (found === undefined || text === "") return undefined;
    const number = parseNumberText(text);
    if (!Number.isNaN(number)) return number;
    this.notes.add(found, {
      kind: "wrong value",
      message: `the ${path.join(" ")} is left out: it is no finite number`,
      value: text,
    });
    return undefined;
  }

  /** The number at the end of a path where it lies between two bounds, which are allowed; else as `numberAt`. */
  numberWithin(
    bounds: readonly [number, number],
    element: XmlElement,
    ...path: string[]
  ): number | undefined {
    const number = this.numberAt(element, ...path);
    if (number === undefined || (number >= bounds[0] && number <= bounds[1])) return number;
    this.notes.add(elementAt(element, ...path) ?? element, {
      kind: "wrong value",
      message: `the ${path.join(" ")} is left out: it is not from ${bounds[0]} to ${bounds[1]}`,
      value: String(number),
    });
    return undefined;
  }

  /** The time at the end of a path, UTC epoch milliseconds; undefined as for `numberAt`. */
  timeAt(element: XmlElement, ...path: string[]): number | undefined {
    const found = elementAt(element, ...path);
    const text = found?.text.trim() ?? "";
    if (found === undefined || text === "") return undefined;
    const timeMs = parseTime(spanOfText(text));
    if (!Number.isNaN(timeMs)) return timeMs;
    this.notes.add(found, {
      kind: "wrong value",
      message: `the ${path.join(" ")} is left out: it is no time`,
      value: text,
    });
    return undefined;
  }
}
