import { InputError } from "../domain/mod.ts";

/** What the first bytes of a source show. */
export interface RecognisedContent {
  /** A table of text, JSON, or QuakeML where it may be. */
  kind: "csv" | "json" | "quakeml";
  /** Bytes of the byte order mark, 0 or 3. */
  skippedBytes: number;
  /** Byte between two fields of a table. */
  delimiter: number;
  /** Byte that ends the rows of a table. */
  newline: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COMMA = 44;
const BAR = 124;
const DELIMITERS = [COMMA, 59, 9, BAR];

/** First bytes of formats that are often mistaken for a catalogue. */
const SIGNATURES: readonly { name: string; bytes: readonly number[] }[] = [
  { name: "a ZIP archive: unpack it first", bytes: [0x50, 0x4b, 3, 4] },
  { name: "packed with bzip2: unpack it first", bytes: [0x42, 0x5a, 0x68] },
  { name: "packed with xz: unpack it first", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: "packed with zstd: unpack it first", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: "text in UTF-16: save it as UTF-8", bytes: [0xff, 0xfe] },
  { name: "text in UTF-16: save it as UTF-8", bytes: [0xfe, 0xff] },
  { name: "a PDF", bytes: [0x25, 0x50, 0x44, 0x46] },
  { name: "a SQLite database", bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
];

/**
 * Tells from its first bytes what a source holds, whatever its name says.
 *
 * Throws InputError for an empty source, a page of HTML, XML (but for QuakeML where `mayBeQuakeml`) and
 * anything that is no text.
 */
export function recogniseContent(
  head: Uint8Array,
  { source, contentType = "", mayBeQuakeml = false }: {
    source: string;
    contentType?: string;
    mayBeQuakeml?: boolean;
  },
): RecognisedContent {
  const skippedBytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  refuseSignatures(head, source);
  const text = new TextDecoder().decode(head.subarray(skippedBytes));
  const start = text.trimStart();
  if (start === "" || /^\0+$/.test(start)) {
    const state = head.length === 0
      ? "it is empty"
      : `there are nothing but blanks in its first ${head.length} bytes`;
    throw new InputError(`Cannot read ${source}: ${state}`, { expected: EXPECTED_CONTENT });
  }
  refuseBinary(head, source);
  if (start[0] === "<") {
    if (!mayBeQuakeml || rootElement(start)?.replace(/^.*:/, "") !== "quakeml") {
      refuseMarkup(start, source);
    }
    return { kind: "quakeml", skippedBytes, delimiter: COMMA, newline: LINE_FEED };
  }
  const isJson = start[0] === "{" || start[0] === "[" || /\bjson\b/i.test(contentType);
  const newline = text.includes("\n") || !text.includes("\r") ? LINE_FEED : CARRIAGE_RETURN;
  const delimiter = findDelimiter(start, newline);
  return { kind: isJson ? "json" : "csv", skippedBytes, delimiter, newline };
}

/** What can be read, for messages. */
const EXPECTED_CONTENT = "a catalogue as CSV, FDSN text, GeoJSON, JSON or QuakeML";

function refuseSignatures(head: Uint8Array, source: string): void {
  for (const { name, bytes } of SIGNATURES) {
    if (head.length < bytes.length || bytes.some((byte, i) => head[i] !== byte)) continue;
    throw new InputError(`Cannot read ${source}: it is ${name}`, { expected: EXPECTED_CONTENT });
  }
}

function refuseBinary(head: Uint8Array, source: string): void {
  const byte = head.findIndex((byte) =>
    byte < 32 && byte !== 9 && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== 12 &&
    byte !== 26
  );
  if (byte < 0) return;
  throw new InputError(`Cannot read ${source}: it is binary, not text`, {
    byte,
    value: `0x${head[byte].toString(16).padStart(2, "0")}`,
    expected: EXPECTED_CONTENT,
  });
}

function refuseMarkup(start: string, source: string): never {
  const isPage = /<(!doctype\s+html|html|head|body)\b/i.test(start.slice(0, 4096));
  const title = /<title[^>]*>([^<]*)/i.exec(start)?.[1].replace(/\s+/g, " ").trim().slice(0, 120);
  const root = rootElement(start);
  const what = isPage
    ? "this is an HTML page, perhaps an error page of the service" +
      (title ? `, with the title "${title}"` : "")
    : `this is XML${root === undefined ? "" : ` with the root element "${root.slice(0, 80)}"`}`;
  throw new InputError(`Cannot read ${source}: ${what}`, { expected: EXPECTED_CONTENT });
}

/** The name, with its prefix, of the first element of XML. */
function rootElement(start: string): string | undefined {
  return /<([A-Za-z][\w:.-]*)/.exec(start.replace(/^(<!--.*?-->\s*|<[?!][^>]*>\s*)+/s, ""))?.[1];
}

/** The delimiter met most often outside quotation marks in the first line; a comma for none. */
function findDelimiter(start: string, newline: number): number {
  const end = String.fromCharCode(newline);
  const lines = start.split(end, 20).filter((line) => line.trim() !== "");
  const header = lines.find((line) => !line.startsWith("#") || /[,;|\t]/.test(line)) ?? "";
  const bare = header.replace(/"[^"]*"/g, "");
  let best = COMMA;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = bare.split(String.fromCharCode(delimiter)).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}
