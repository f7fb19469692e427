import type { DocumentNote } from "../domain/mod.ts";
import type { XmlElement } from "./xml/xml_element.ts";

/** Notes of one kind and element that are kept one by one; the rest are counted. */
const KEPT_NOTES = 20;

/** Characters of a wrong value that are kept. */
const KEPT_CHARACTERS = 80;

/** Gathers what is wrong with a document; however much it is, the list stays short. */
export class DocumentNotes {
  #notes: DocumentNote[] = [];
  #counts = new Map<string, number>();
  #passedOver = new Map<string, { count: number; line: number }>();

  /** Notes what is wrong with an element and what was done. */
  add(
    element: XmlElement,
    { kind, message, value }: { kind: string; message: string; value?: string },
  ): void {
    this.addAt({ line: element.line, element: element.name }, { kind, message, value });
  }

  /** As `add`, for what is no element of XML. */
  addAt(
    where: { line?: number; element?: string },
    { kind, message, value }: { kind: string; message: string; value?: string },
  ): void {
    const key = `${kind}\n${where.element ?? ""}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count > KEPT_NOTES) return;
    const cut = value === undefined ? {} : { value: value.slice(0, KEPT_CHARACTERS) };
    this.#notes.push({ kind, message, ...where, ...cut });
  }

  /** Counts an element that the reader has no place for. */
  passOver(element: XmlElement): void {
    const entry = this.#passedOver.get(element.name) ?? { count: 0, line: element.line };
    entry.count++;
    this.#passedOver.set(element.name, entry);
  }

  /** All notes, in the order of the document, then the counts of those that were not kept or not read. */
  list(): DocumentNote[] {
    const list = [...this.#notes];
    for (const [key, count] of this.#counts) {
      if (count <= KEPT_NOTES) continue;
      const [kind, element] = key.split("\n");
      list.push({ kind, element, message: `${count - KEPT_NOTES} more of this kind` });
    }
    for (const [element, { count, line }] of this.#passedOver) {
      const message = `${count} of these passed over: there is no place for them here`;
      list.push({ kind: "not read", message, element, line });
    }
    return list;
  }
}
