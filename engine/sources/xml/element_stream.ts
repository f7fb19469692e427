import { SaxesParser, type SaxesTagNS } from "saxes";
import { InputError } from "../../domain/mod.ts";
import { XmlDecoder } from "./xml_decoder.ts";
import type { XmlElement } from "./xml_element.ts";

/** Deepest nesting: documents of seismology stay below 15. */
const MAXIMUM_DEPTH = 64;

/** Most characters between two tags. */
const MAXIMUM_GAP_CHARACTERS = 4 * 2 ** 20;

/** Most that is held at a time, in characters, an element counting as a hundred. */
const MAXIMUM_HELD = 256 * 2 ** 20;
const ELEMENT_SIZE = 100;

/** Characters parsed at a time, so that what lies between two tags is noticed before it is long. */
const SLICE_CHARACTERS = 65_536;

/** What the first tag of a document tells. */
export interface DocumentRoot {
  /** Name without its prefix. */
  readonly name: string;
  /** Namespace; empty where there is none. */
  readonly namespace: string;
  /** Values of its attributes that belong to no namespace, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Line on which it ends, the first line being 1. */
  readonly line: number;
}

/** What is read from a document. */
export interface ElementStreamOptions {
  /** Name of the source, for messages. */
  readonly source: string;
  /** Names of the elements that are handed out whole, at any depth but not within one another. */
  readonly handOut: readonly string[];
  /** Whether elements of a namespace belong to the standard; others are passed over, and counted. */
  readonly isOwn: (namespace: string) => boolean;
  /** Judges the root when it opens; throws InputError for another kind of document. */
  readonly checkRoot: (root: DocumentRoot) => void;
}

/** An element while it is open. */
interface OpenElement {
  element: XmlElement;
  isHandedOut: boolean;
}

/**
 * Reads XML as it comes and hands out whole elements of given names, so that a long document takes the
 * memory of one of them. What stands outside of them stays on the elements around, which are their
 * `parent`s.
 *
 * Throws InputError with the line for what is not well-formed, declares entities, or nests or grows beyond
 * every real document.
 */
export class ElementStream {
  /** Elements of other namespaces that were passed over. */
  foreignElements = 0;

  #options: ElementStreamOptions;
  #parser = new SaxesParser({ xmlns: true, position: true });
  #decoder: XmlDecoder;
  #open: OpenElement[] = [];
  #depth = 0;
  #foreignDepth = 0;
  #ready: XmlElement[] = [];
  /** What is held of the element to be handed out next, and of those around it. */
  #heldInside = 0;
  #heldAround = 0;
  #gap = 0;
  #failure: Error | undefined;

  /** Starts before the first byte. */
  constructor(options: ElementStreamOptions) {
    this.#options = options;
    this.#decoder = new XmlDecoder(options.source);
    const parser = this.#parser;
    parser.on("error", (error) => {
      this.#failure ??= error;
    });
    parser.on("doctype", (text) => this.#checkDoctype(text));
    parser.on("opentag", (tag) => this.#openTag(tag));
    parser.on("closetag", () => this.#closeTag());
    parser.on("text", (text) => this.#addText(text));
    parser.on("cdata", (text) => this.#addText(text));
  }

  /** Takes more bytes; gives the elements that they end. */
  write(bytes: Uint8Array): XmlElement[] {
    this.#parse(this.#decoder.decode(bytes));
    return this.#takeReady();
  }

  /** Says that no bytes follow; gives the last elements. */
  close(): XmlElement[] {
    this.#parse(this.#decoder.finish());
    this.#parser.close();
    this.#throwFailure();
    return this.#takeReady();
  }

  #parse(text: string): void {
    for (let start = 0; start < text.length; start += SLICE_CHARACTERS) {
      const slice = text.slice(start, start + SLICE_CHARACTERS);
      this.#gap += slice.length;
      this.#parser.write(slice);
      this.#throwFailure();
      if (this.#gap > MAXIMUM_GAP_CHARACTERS) {
        this.#refuse(`more than ${MAXIMUM_GAP_CHARACTERS} characters stand between two tags`);
      }
    }
  }

  #takeReady(): XmlElement[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #openTag(tag: SaxesTagNS): void {
    this.#gap = 0;
    if (this.#failure !== undefined) return;
    const { handOut, isOwn, checkRoot } = this.#options;
    if (++this.#depth > MAXIMUM_DEPTH) this.#refuse(`elements nest deeper than ${MAXIMUM_DEPTH}`);
    const line = this.#parser.line;
    const attributes = plainAttributes(tag);
    if (this.#depth === 1) checkRoot({ name: tag.local, namespace: tag.uri, attributes, line });
    if (this.#foreignDepth > 0 || (this.#depth > 1 && !isOwn(tag.uri))) {
      this.#foreignDepth++;
      this.foreignElements++;
      return;
    }
    const isInside = this.#open.at(-1)?.isHandedOut ?? false;
    const parent = this.#open.at(-1)?.element;
    const element: XmlElement = {
      name: tag.local,
      attributes,
      line,
      parent,
      children: [],
      text: "",
    };
    const isHandedOut = isInside || handOut.includes(tag.local);
    this.#hold(ELEMENT_SIZE, isHandedOut);
    if (parent !== undefined && (isInside || !isHandedOut)) parent.children.push(element);
    this.#open.push({ element, isHandedOut });
  }

  #closeTag(): void {
    this.#gap = 0;
    if (this.#failure !== undefined) return;
    this.#depth--;
    if (this.#foreignDepth > 0) {
      this.#foreignDepth--;
      return;
    }
    const closed = this.#open.pop();
    const isOutermost = !(this.#open.at(-1)?.isHandedOut ?? false);
    if (!closed?.isHandedOut || !isOutermost) return;
    this.#ready.push(closed.element);
    this.#heldInside = 0;
  }

  #addText(text: string): void {
    const open = this.#open.at(-1);
    if (open === undefined || this.#foreignDepth > 0) return;
    const isBlank = open.element.text === "" && text.trim() === "";
    if (isBlank) return;
    open.element.text += text;
    this.#hold(text.length, open.isHandedOut);
  }

  #hold(size: number, isInside: boolean): void {
    if (isInside) this.#heldInside += size;
    else this.#heldAround += size;
    if (this.#heldInside + this.#heldAround > MAXIMUM_HELD) {
      this.#refuse("it holds more than 256 MiB that cannot be read piece by piece");
    }
  }

  #checkDoctype(text: string): void {
    if (!/<!|\[/.test(text)) return;
    this.#refuse("it declares entities or a document type of its own, which are not followed");
  }

  #refuse(what: string): never {
    const { source } = this.#options;
    throw new InputError(`Cannot read ${source} as XML: ${what}`, { line: this.#parser.line });
  }

  #throwFailure(): void {
    if (this.#failure === undefined) return;
    const [, line = "", what = this.#failure.message] =
      /^(?:[^:]*:)?(\d+):\d+: (.*)$/s.exec(this.#failure.message) ?? [];
    throw new InputError(`Cannot read ${this.#options.source} as XML: ${what.slice(0, 200)}`, {
      line: line === "" ? this.#parser.line : Number(line),
      expected: "well-formed XML",
    });
  }
}

function plainAttributes(tag: SaxesTagNS): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in tag.attributes) {
    const attribute = tag.attributes[name];
    if (attribute.prefix === "") plain[attribute.local] = attribute.value;
  }
  return plain;
}
