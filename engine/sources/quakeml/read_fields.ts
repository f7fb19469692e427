import { standardNormalQuantile } from "../../mathematics/mod.ts";
import { spanOfText } from "../byte_span.ts";
import type { DocumentNotes } from "../document_notes.ts";
import { parseNumber } from "../parse_number.ts";
import { parseTime } from "../parse_time.ts";
import { childOf, elementAt, textAt, type XmlElement } from "../xml/xml_element.ts";
import { fromResourceIdentifier, isResourceIdentifier } from "./resource_identifier.ts";
import { ALLOWED_WORDS } from "./vocabulary.ts";

/** Reads the fields of elements of QuakeML and notes what is wrong with them. */
export class FieldReader {
  /** Where what is wrong is noted. */
  readonly notes: DocumentNotes;
  #made = 0;

  /** Takes where to note. */
  constructor(notes: DocumentNotes) {
    this.notes = notes;
  }

  /** The `publicID`; a wrong one stays as it is, a missing one is made up; both are noted. */
  identifierOf(element: XmlElement): string {
    const given = element.attributes.publicID?.trim() ?? "";
    if (given !== "") return this.#judgeIdentifier(element, given);
    const made = `smi:local/${element.name}/${++this.#made}`;
    this.notes.add(element, {
      kind: "no identifier",
      message: `it has no publicID and is called ${made}`,
    });
    return made;
  }

  /** The identifier that the child `name` holds; undefined where there is no such child. */
  referenceIn(element: XmlElement, name: string): string | undefined {
    const child = childOf(element, name);
    const given = child?.text.trim() ?? "";
    return child === undefined || given === "" ? undefined : this.#judgeIdentifier(child, given);
  }

  /** The number at the end of a path; undefined where there is none or, noted, none that can be read. */
  numberAt(element: XmlElement, ...path: string[]): number | undefined {
    const found = elementAt(element, ...path);
    const text = found?.text.trim() ?? "";
    if (found === undefined || text === "") return undefined;
    const number = parseNumber(spanOfText(text));
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

  /** The word in the child `name`; one that the schema does not allow is noted and left out. */
  wordIn(
    element: XmlElement,
    name: string,
    allowed: readonly string[] = ALLOWED_WORDS[name],
  ): string | undefined {
    const child = childOf(element, name);
    const text = child?.text.trim() ?? "";
    if (child === undefined || text === "" || allowed.includes(text)) return text || undefined;
    this.notes.add(child, {
      kind: "wrong word",
      message: `the ${name} is left out: QuakeML 1.2 has no such word for it`,
      value: text,
    });
    return undefined;
  }

  /**
   * Standard deviation of the quantity in the child `name`, in its unit: the uncertainty, or half of the
   * lower and upper one together, over what its confidence level makes of one deviation.
   */
  deviationIn(element: XmlElement, name: string): number | undefined {
    const bounds = [0, Infinity] as const;
    const lower = this.numberWithin(bounds, element, name, "lowerUncertainty");
    const upper = this.numberWithin(bounds, element, name, "upperUncertainty");
    const both = lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
    const uncertainty = this.numberWithin(bounds, element, name, "uncertainty") ?? both;
    if (uncertainty === undefined) return undefined;
    const share = this.confidenceIn(childOf(element, name));
    if (share === undefined || isOneDeviation(share)) return uncertainty;
    return uncertainty / standardNormalQuantile((1 + share) / 2);
  }

  /** The `confidenceLevel` of an element as a share, 0 to 1 without both; undefined where there is none. */
  confidenceIn(element: XmlElement | undefined): number | undefined {
    if (element === undefined) return undefined;
    const percent = this.numberAt(element, "confidenceLevel");
    if (percent === undefined || (percent > 0 && percent < 100)) {
      return percent === undefined ? undefined : percent / 100;
    }
    this.notes.add(element, {
      kind: "wrong value",
      message: "the confidence level is left out: it is not between 0 and 100 %",
      value: textAt(element, "confidenceLevel"),
    });
    return undefined;
  }

  #judgeIdentifier(element: XmlElement, given: string): string {
    if (!isResourceIdentifier(given)) {
      this.notes.add(element, {
        kind: "wrong identifier",
        message: "the identifier stays as it is, but is none by the schema of QuakeML 1.2",
        value: given,
      });
    }
    return fromResourceIdentifier(given);
  }
}

/** Whether a share is what people write for one standard deviation: 68 %. */
function isOneDeviation(share: number): boolean {
  return share > 0.675 && share < 0.69;
}
