import type { MiniseedRecord } from "./miniseed_record.ts";

/** What was found where a header of miniSEED begins. */
export type HeaderReading =
  | { readonly kind: "record"; readonly record: MiniseedRecord }
  /** Cannot be read, and why; its length where that is certain. */
  | { readonly kind: "damaged"; readonly reason: string; readonly lengthBytes?: number }
  /** Ends beyond the bytes at hand: so many are needed from its first byte on. */
  | { readonly kind: "incomplete"; readonly needBytes: number };

/** A reading that says why a record cannot be read. */
export function damaged(reason: string, lengthBytes?: number): HeaderReading {
  return { kind: "damaged", reason, lengthBytes };
}

/** Epoch milliseconds of a day of a year; undefined where there is none between 1900 and 2100. */
export function dayOfYearMs(year: number, day: number): number | undefined {
  const isDay = year >= 1900 && year <= 2100 && day >= 1 && day <= 366;
  return isDay ? Date.UTC(year, 0, 1) + (day - 1) * 86_400_000 : undefined;
}

/** Letters and digits of a fixed field, blanks around it and bytes that are no text left out. */
export function readCodeText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte > 32 && byte < 127) text += String.fromCharCode(byte);
  }
  return text;
}
