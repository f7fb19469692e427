import { InputError } from "../../domain/mod.ts";

/** Bytes in which an XML declaration ends. */
const DECLARATION_BYTES = 200;

/**
 * Makes text of the bytes of an XML document, in the encoding that its byte order mark or declaration
 * names, UTF-8 unless one is named. Throws InputError for bytes that are no text of that encoding.
 */
export class XmlDecoder {
  #source: string;
  #decoder: TextDecoder | undefined;
  #head = new Uint8Array(0);
  #decoded = 0;

  /** Starts before the first byte. */
  constructor(source: string) {
    this.#source = source;
  }

  /** The text of more bytes; characters cut in two wait for the next. */
  decode(bytes: Uint8Array): string {
    if (this.#decoder !== undefined) return this.#run(bytes);
    const head = new Uint8Array(this.#head.length + bytes.length);
    head.set(this.#head);
    head.set(bytes, this.#head.length);
    this.#head = head;
    return head.length < DECLARATION_BYTES ? "" : this.#start();
  }

  /** The text of what waited. */
  finish(): string {
    const rest = this.#decoder === undefined ? this.#start() : "";
    return rest + this.#run(new Uint8Array(0), false);
  }

  #start(): string {
    const encoding = findEncoding(this.#head);
    try {
      this.#decoder = new TextDecoder(encoding, { fatal: true });
    } catch (cause) {
      throw new InputError(
        `Cannot read ${this.#source} as XML: its encoding is not known`,
        { line: 1, field: "encoding", value: encoding, expected: "UTF-8" },
        { cause },
      );
    }
    return this.#run(this.#head);
  }

  #run(bytes: Uint8Array, stream = true): string {
    const start = this.#decoded;
    this.#decoded += bytes.length;
    try {
      return this.#decoder!.decode(bytes, { stream });
    } catch (cause) {
      const { encoding } = this.#decoder!;
      throw new InputError(
        `Cannot read ${this.#source} as XML: bytes ${start} to ${this.#decoded} are not ${encoding}`,
        { byte: start },
        { cause },
      );
    }
  }
}

function findEncoding(head: Uint8Array): string {
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  const text = String.fromCharCode(...head.subarray(0, DECLARATION_BYTES));
  return /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(text)?.[1] ?? "utf-8";
}
