import { ConfigurationError, InputError } from "../../domain/mod.ts";
import { cutMiniseed } from "../miniseed/cut_miniseed.ts";
import { openCatalogueSource } from "../open_catalogue_source.ts";
import { pause } from "./back_off.ts";
import type { RecordSource, StreamRecord, StreamSession } from "./waveform_packet.ts";

/** How files are replayed. */
export interface ReplayOptions {
  /** Seconds of data a second, 0.001 to 1,000,000; Infinity as fast as it is taken. */
  readonly speed?: number;
  /** Milliseconds from the end of a record to its arrival, in the time of the data; 0 unless given. */
  readonly latencyMs?: number;
}

/** Bytes read at a time. */
const CHUNK_BYTES = 2 ** 20;

/**
 * The records of miniSEED files as if they came now: in order of their ends, at `speed`. The arrival is
 * told in the time of the data, the end of the record plus the latency, so that a replay gives the same
 * packets at any speed. Only places of records are held in memory, some 40 bytes each.
 *
 * Throws ConfigurationError for a speed that cannot be; reading throws InputError for a file that is
 * not there, is packed or holds no record.
 */
export function replaySource(
  paths: readonly string[],
  { speed = 1, latencyMs = 0 }: ReplayOptions = {},
): RecordSource {
  if (!(speed >= 0.001 && (speed <= 1_000_000 || speed === Infinity))) {
    throw new ConfigurationError(
      `Cannot replay at speed ${speed}: expected a number from 0.001 to 1000000, or "max".`,
      "speed",
    );
  }
  return {
    name: `replay of ${paths.join(", ")}`,
    isLive: false,
    records: (session) => replay(paths, { speed, latencyMs, session }),
  };
}

/** Places of records, in order of their ends. */
interface RecordIndex {
  /** Time of the end of a record, UTC epoch milliseconds. [record] */
  endMs: number[];
  /** Its first byte in its file. [record] */
  byte: number[];
  /** Its length. [record] */
  lengthBytes: number[];
  /** Which file it is in. [record] */
  file: number[];
}

async function* replay(
  paths: readonly string[],
  { speed, latencyMs, session }: { speed: number; latencyMs: number; session: StreamSession },
): AsyncGenerator<StreamRecord, void, undefined> {
  const index: RecordIndex = { endMs: [], byte: [], lengthBytes: [], file: [] };
  for (const path of paths) await addFile(index, path, session);
  const order = Uint32Array.from(index.endMs, (_, record) => record)
    .sort((a, b) => index.endMs[a] - index.endMs[b] || a - b);
  const files: Deno.FsFile[] = [];
  try {
    for (const path of paths) files.push(await Deno.open(path));
    const startedMs = performance.now();
    let sequence = 0n;
    for (const record of order) {
      const dueMs = (index.endMs[record] - index.endMs[order[0]]) / speed;
      const waitMs = dueMs - (performance.now() - startedMs);
      if (waitMs > 1) await pause(waitMs, session.signal);
      if (session.signal.aborted) return;
      const bytes = readAt(
        files[index.file[record]],
        index.byte[record],
        index.lengthBytes[record],
      );
      yield { bytes, sequence: sequence++, receivedMs: index.endMs[record] + latencyMs };
    }
  } finally {
    for (const file of files) file.close();
  }
}

async function addFile(index: RecordIndex, path: string, session: StreamSession): Promise<void> {
  const reader = (await openCatalogueSource(path)).stream.getReader();
  const file = index.file.length === 0 ? 0 : index.file.at(-1)! + 1;
  const before = index.endMs.length;
  let rest: Uint8Array = new Uint8Array(0);
  let offset = 0;
  for (let isDone = false; !isDone;) {
    const parts: Uint8Array[] = [rest];
    let length = rest.length;
    while (length < CHUNK_BYTES && !isDone) {
      const { done, value } = await reader.read();
      isDone = done;
      if (value !== undefined) parts.push(value);
      length += value?.length ?? 0;
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    let end = all.length;
    for (const piece of cutMiniseed(all, { isWhole: isDone })) {
      if (piece.kind === "incomplete") end = piece.byte;
      if (piece.kind === "damaged record") {
        const message = `${path} at byte ${offset + piece.byte}: ${piece.reason}; skipped`;
        session.note({ kind: piece.kind, message, byte: offset + piece.byte });
      }
      if (piece.kind !== "record" || !(piece.record.samplingRateHz > 0)) continue;
      const { startTimeMs, sampleCount, samplingRateHz, byte, lengthBytes } = piece.record;
      index.endMs.push(startTimeMs + sampleCount * 1000 / samplingRateHz);
      index.byte.push(offset + byte);
      index.lengthBytes.push(lengthBytes);
      index.file.push(file);
    }
    offset += end;
    rest = all.slice(end);
  }
  if (index.endMs.length > before) return;
  throw new InputError("Cannot replay: there is no record with samples", {
    ...{ source: path, byte: 0, expected: "an unpacked file of miniSEED 2 or 3" },
  });
}

/** A record is small and on a disk of this machine: waiting for it costs less than being called back. */
function readAt(file: Deno.FsFile, byte: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  file.seekSync(byte, Deno.SeekMode.Start);
  for (let read = 0; read < length;) {
    const count = file.readSync(bytes.subarray(read));
    if (count === null) throw new InputError("Cannot replay: the file became shorter", { byte });
    read += count;
  }
  return bytes;
}
