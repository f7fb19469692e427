import type { ChannelCode } from "../../domain/mod.ts";
import { readCodeText } from "./header_fields.ts";
import { channelIdentifier } from "./source_identifier.ts";

/** Channels of one source, by their bytes in a header. */
export interface CodeTable {
  /** All so far. */
  readonly all: Map<string, ChannelCode>;
  /** The last one read from a header of version 2, and where. */
  last?: { at: number; code: ChannelCode; identifier: string };
}

/** The codes of one channel are one object; most records are of the channel before them. */
export function readChannel(
  bytes: Uint8Array,
  at: number,
  codes: CodeTable,
): NonNullable<CodeTable["last"]> {
  if (codes.last !== undefined && isSameCode(bytes, at, codes.last.at)) return codes.last;
  const key = String.fromCharCode(...bytes.subarray(at + 8, at + 20));
  const field = (from: number, to: number) => readCodeText(bytes, at + from, at + to);
  const code = codes.all.get(key) ?? {
    ...{ network: field(18, 20), station: field(8, 13) },
    ...{ location: field(13, 15), channel: field(15, 18) },
  };
  codes.all.set(key, code);
  codes.last = { at, code, identifier: channelIdentifier(code) };
  return codes.last;
}

function isSameCode(bytes: Uint8Array, at: number, other: number): boolean {
  for (let i = 8; i < 20; i++) if (bytes[at + i] !== bytes[other + i]) return false;
  return true;
}
