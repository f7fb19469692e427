import { standardNormalQuantile } from "../../mathematics/mod.ts";
import { ElementFields } from "../xml/element_fields.ts";
import { childOf, textAt, type XmlElement } from "../xml/xml_element.ts";
import { fromResourceIdentifier, isResourceIdentifier } from "./resource_identifier.ts";
import { ALLOWED_WORDS } from "./vocabulary.ts";

/** Reads the fields of elements of QuakeML and notes what is wrong with them. */
export class FieldReader extends ElementFields {
  #made = 0;

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
    const quantity = childOf(element, name);
    if (quantity === undefined || quantity.children.length < 2) return undefined;
    const bounds = [0, Infinity] as const;
    const lower = this.numberWithin(bounds, element, name, "lowerUncertainty");
    const upper = this.numberWithin(bounds, element, name, "upperUncertainty");
    const both = lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
    const uncertainty = this.numberWithin(bounds, element, name, "uncertainty") ?? both;
    if (uncertainty === undefined) return undefined;
    const share = this.confidenceIn(quantity);
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
