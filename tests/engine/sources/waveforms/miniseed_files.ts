import { readMiniseed } from "../../../../engine/sources/mod.ts";
import type { MiniseedReading } from "../../../../engine/sources/mod.ts";
import { sharedFile } from "../../../shared_data.ts";

/** Path of a file among the shared waveforms. */
export function waveformFile(path: string): string {
  return sharedFile(`data/waveforms/${path}`);
}

/** Bytes of a file among the shared waveforms. */
export function waveformBytes(path: string): Uint8Array {
  return Deno.readFileSync(waveformFile(path));
}

/** Reads a file of the shared miniSEED. */
export function readShared(path: string): MiniseedReading {
  return readMiniseed(waveformBytes(`miniseed/${path}`), { source: path });
}

/** How many notes there are of each kind. */
export function countKinds(notes: readonly { kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of notes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** A value to repeat a channel code with. */
export const CODE = { network: "XX", station: "TEST", location: "00", channel: "BHZ" } as const;
