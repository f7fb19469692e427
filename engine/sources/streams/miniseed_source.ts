import { InputError } from "../../domain/mod.ts";
import { cutMiniseed } from "../miniseed/cut_miniseed.ts";
import type { RecordSource, StreamRecord, StreamSession } from "./waveform_packet.ts";

/** A record never needs more bytes than this; a header that says so is damaged. */
const MOST_RECORD_BYTES = 2 ** 20;

/**
 * The records of bytes as they come: of standard input, a pipe, a socket. A record is given once it is
 * whole; damage and foreign bytes are told and skipped.
 *
 * Throws InputError, once the bytes have ended, where there was no record at all.
 */
export function miniseedSource(
  name: string,
  bytes: () => ReadableStream<Uint8Array>,
  { isLive = true }: { isLive?: boolean } = {},
): RecordSource {
  return { name, isLive, records: (session) => readRecords(bytes(), { name, session }) };
}

async function* readRecords(
  stream: ReadableStream<Uint8Array>,
  { name, session }: { name: string; session: StreamSession },
): AsyncGenerator<StreamRecord, void, undefined> {
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  session.signal.addEventListener("abort", stop, { once: true });
  let rest: Uint8Array = new Uint8Array(0);
  let [sequence, offset] = [0n, 0];
  try {
    while (!session.signal.aborted) {
      const { done, value } = await reader.read();
      if (session.signal.aborted) return;
      const receivedMs = session.now();
      const all = new Uint8Array(rest.length + (value?.length ?? 0));
      all.set(rest);
      if (value !== undefined) all.set(value, rest.length);
      let end = all.length;
      for (const piece of cutMiniseed(all, { isWhole: done || all.length > MOST_RECORD_BYTES })) {
        if (piece.kind === "incomplete") {
          end = piece.byte;
        } else if (piece.kind === "record") {
          const { byte, lengthBytes } = piece.record;
          yield { bytes: all.slice(byte, byte + lengthBytes), sequence: sequence++, receivedMs };
        } else if (piece.kind === "other" || piece.kind === "damaged record") {
          const what = "reason" in piece ? piece.reason : "bytes that are no record";
          const message = `${name} at byte ${offset + piece.byte}: ${what}; ` +
            `${piece.lengthBytes} bytes skipped`;
          const kind = piece.kind === "other" ? "foreign bytes" : piece.kind;
          session.note({ kind, message, byte: offset + piece.byte });
        }
      }
      offset += end;
      rest = all.slice(end);
      if (!done) continue;
      if (sequence > 0n) return;
      throw new InputError("Cannot stream: there is no record", {
        ...{ source: name, byte: 0, expected: "records of miniSEED 2 or 3" },
      });
    }
  } finally {
    session.signal.removeEventListener("abort", stop);
    await reader.cancel().catch(() => undefined);
  }
}
