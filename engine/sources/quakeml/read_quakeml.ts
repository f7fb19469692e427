import { type DocumentNote, InputError, type SeismicEvent } from "../../domain/mod.ts";
import { DocumentNotes } from "../document_notes.ts";
import { ElementStream } from "../xml/element_stream.ts";
import { readEvent } from "./read_event.ts";
import { FieldReader } from "./read_fields.ts";
import { isQuakemlNamespace } from "./vocabulary.ts";

/** The events of a document and what is wrong with it. */
export interface QuakemlReading {
  /** Events, in the order of the document. */
  readonly events: readonly SeismicEvent[];
  /** What the schema does not allow, what was left out, and what there is no place for. */
  readonly notes: readonly DocumentNote[];
}

/**
 * Reads a QuakeML 1.2 document (or one of 1.0 or 1.1) as it comes, event by event, so that memory is that
 * of one event. Distances become kilometres, depths kilometres, uncertainties one standard deviation;
 * identifiers stay. What the schema forbids is noted; an origin without time or place, a magnitude without
 * value and a pick without time or channel are left out, and noted.
 *
 * Throws InputError for what is no QuakeML: not well-formed, another root, entities of its own, deeper or
 * longer than any real document.
 *
 * Source: QuakeML 1.2, Schorlemmer et al. (2013).
 */
export class QuakemlReader {
  #notes = new DocumentNotes();
  #fields = new FieldReader(this.#notes);
  #elements: ElementStream;

  /** Starts before the first byte; takes the name of the source, for messages. */
  constructor(source: string) {
    this.#elements = new ElementStream({
      source,
      handOut: ["event"],
      isOwn: isQuakemlNamespace,
      checkRoot: ({ name, namespace, line }) => {
        if (name === "quakeml" && isQuakemlNamespace(namespace)) return;
        throw new InputError(`Cannot read ${source} as QuakeML: its root is another element`, {
          line,
          field: name,
          value: namespace,
          expected: "quakeml of a namespace http://quakeml.org/xmlns/quakeml/1.2",
        });
      },
    });
  }

  /** Takes more bytes; gives the events that they end. */
  write(bytes: Uint8Array): SeismicEvent[] {
    return this.#elements.write(bytes).map((element) => readEvent(element, this.#fields));
  }

  /** Says that no bytes follow; gives the last events. */
  close(): SeismicEvent[] {
    return this.#elements.close().map((element) => readEvent(element, this.#fields));
  }

  /** What has been noted so far. */
  get notes(): DocumentNote[] {
    const { foreignElements } = this.#elements;
    const notes = this.#notes.list();
    if (foreignElements > 0) {
      const message = `${foreignElements} elements of other namespaces are passed over`;
      notes.push({ kind: "not read", message });
    }
    return notes;
  }
}

/**
 * Reads a QuakeML document that is in memory; see QuakemlReader.
 *
 * @example
 * ```ts
 * import { readQuakeml, writeQuakeml } from "@quakecast/quakecast/sources";
 * const text = [...writeQuakeml([])].join("");
 * const { events, notes } = readQuakeml(new TextEncoder().encode(text), "none.xml");
 * console.assert(events.length === 0 && notes.length === 0);
 * ```
 */
export function readQuakeml(bytes: Uint8Array, source: string): QuakemlReading {
  const reader = new QuakemlReader(source);
  const events = [...reader.write(bytes), ...reader.close()];
  return { events, notes: reader.notes };
}
