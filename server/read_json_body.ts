import { InputError } from "../engine/domain/mod.ts";
import { MEBIBYTE } from "./mebibytes.ts";
import { unpackBody } from "./unpack_body.ts";

/** JSON takes twenty times its size in memory, and a worker without memory ends the whole server. */
const JSON_LIMIT_BYTES = 32 * MEBIBYTE;

/** Unpacks a body, JSON to a lower limit than others. Throws what `unpackBody` throws. */
export function unpackTyped(
  body: Uint8Array<ArrayBuffer>,
  { type, limitBytes }: { type: string; limitBytes: number },
): Uint8Array<ArrayBuffer> {
  const isJson = /json/.test(type);
  return unpackBody(body, {
    limitBytes: isJson ? Math.min(limitBytes, JSON_LIMIT_BYTES) : limitBytes,
    source: isJson ? "JSON" : "body",
  });
}

/** Reads a body as JSON, a list or an object. `sought` is what should be in it, for messages. */
export function parseJsonBody(bytes: Uint8Array<ArrayBuffer>, sought: string): object {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new InputError(
      `Cannot read the body as JSON: ${
        bytes.length === 0 ? "it is empty" : (cause as Error).message
      }`,
      { expected: "JSON, or the media type that the body is of" },
      { cause },
    );
  }
  if (typeof document === "object" && document !== null) return document;
  throw new InputError(`Cannot find ${sought} in the body`, { expected: "a list or an object" });
}
