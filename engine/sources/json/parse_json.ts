import { InputError } from "../../domain/mod.ts";

/** Reads UTF-8 bytes as JSON. Throws InputError for anything else, with the reason. */
export function parseJson(bytes: Uint8Array, source: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = bytes.length === 0 ? "it is empty" : (cause as Error).message.slice(0, 200);
    throw new InputError(`Cannot read ${source} as JSON: ${reason}`, { source }, { cause });
  }
}

/** Whether bytes begin as a list or an object of JSON does. */
export function isJson(bytes: Uint8Array): boolean {
  return /^\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}
