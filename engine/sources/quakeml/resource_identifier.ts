/** What the schema of QuakeML 1.2 takes as an identifier. */
const RESOURCE_IDENTIFIER =
  /^(smi|quakeml):[A-Za-z0-9_][\w\-.*()~']{2,}\/[\w\-.*()~'][\w\-.*()+?~'=,;#/&]*$/;

/** Before identifiers that QuakeML would not take as they are. */
const OWN_PREFIX = "smi:quakecast/id/";

/** Characters that need no ~ behind the prefix. */
const PLAIN = /^[\w\-.*()+?'=,;#/&]*$/;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Whether a text is an identifier by the schema of QuakeML 1.2. */
export function isResourceIdentifier(text: string): boolean {
  return RESOURCE_IDENTIFIER.test(text);
}

/**
 * An identifier that QuakeML takes, for any text: valid ones stay as they are, others are put behind a
 * prefix with the bytes it does not take as ~ and two hexadecimal digits.
 *
 * @example
 * ```ts
 * import { asResourceIdentifier } from "@quakecast/quakecast/sources";
 * console.assert(asResourceIdentifier("a pick") === "smi:quakecast/id/a~20pick");
 * console.assert(asResourceIdentifier("smi:local/pick/1") === "smi:local/pick/1");
 * ```
 */
export function asResourceIdentifier(text: string): string {
  if (isResourceIdentifier(text) && !text.startsWith(OWN_PREFIX)) return text;
  if (PLAIN.test(text)) return OWN_PREFIX + text;
  let escaped = "";
  for (const byte of encoder.encode(text)) {
    const character = String.fromCharCode(byte);
    escaped += PLAIN.test(character)
      ? character
      : `~${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return OWN_PREFIX + escaped;
}

/** The text that `asResourceIdentifier` was given. */
export function fromResourceIdentifier(identifier: string): string {
  if (!identifier.startsWith(OWN_PREFIX)) return identifier;
  const escaped = identifier.slice(OWN_PREFIX.length);
  if (PLAIN.test(escaped)) return escaped;
  const bytes: number[] = [];
  for (const part of escaped.match(/~[0-9A-F]{2}|[^~]/g) ?? []) {
    if (part.length === 3) bytes.push(parseInt(part.slice(1), 16));
    else bytes.push(...encoder.encode(part));
  }
  try {
    const text = decoder.decode(Uint8Array.from(bytes));
    return asResourceIdentifier(text) === identifier ? text : identifier;
  } catch {
    return identifier; // not ours after all: it stays as it stands
  }
}
