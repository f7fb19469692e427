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
