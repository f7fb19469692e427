import { assertEquals } from "@std/assert";
import { SeedlinkFrames } from "../../../../engine/sources/streams/seedlink_frames.ts";
import { SequenceTracker } from "../../../../engine/sources/streams/sequence_tracker.ts";
import { makeFrame, type StoredPacket } from "../../../seedlink/seedlink_frame.ts";
import { codeOf, recordsOf, syntheticTrace } from "../../../seedlink/synthetic_records.ts";

const RECORDS = recordsOf([syntheticTrace(codeOf("ONE"), { seconds: 30 })]);
const PACKETS: StoredPacket[] = Array.from({ length: 4 }, (_, i) => ({
  ...{ station: "XX_ONE", code: codeOf("ONE"), endMs: 0 },
  ...{ sequence: 0xfffffen + BigInt(i), record: RECORDS.slice(512 * i, 512 * (i + 1)) },
}));

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Frames of bytes that come in pieces of one length, as short texts. */
function cut(bytes: Uint8Array, version: 3 | 4, pieceBytes: number): string[] {
  const frames = new SeedlinkFrames(version);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    for (const frame of frames.push(bytes.subarray(at, at + pieceBytes))) {
      if (frame.kind === "data") {
        const which = PACKETS.findIndex(({ record }) => same(record, frame.payload));
        found.push(`${which} number ${frame.sequence} of ${frame.station ?? "?"}`);
      } else found.push(frame.kind === "foreign" ? `foreign ${frame.lengthBytes}` : frame.kind);
    }
  }
  return found;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

for (const version of [3, 4] as const) {
  Deno.test(`frames of version ${version} are cut the same however the bytes are split`, () => {
    const bytes = concatenate([
      ...PACKETS.slice(0, 2).map((packet) => makeFrame(packet, version)),
      makeFrame("info", version),
      ...PACKETS.slice(2).map((packet) => makeFrame(packet, version)),
      new TextEncoder().encode("END"),
    ]);
    const whose = version === 3 ? "?" : "XX_ONE";
    const numbers = version === 3
      ? [0xfffffe, 0xffffff, 0, 1]
      : [0xfffffe, 0xffffff, 0x1000000, 0x1000001];
    const data = numbers.map((number, i) => `${i} number ${number} of ${whose}`);
    const expected = [data[0], data[1], "info", data[2], data[3], "end"];
    for (const pieceBytes of [1, 2, 3, 7, 8, 17, 48, 511, 520, 521, 4096]) {
      assertEquals(cut(bytes, version, pieceBytes), expected, `${pieceBytes}`);
    }
  });

  Deno.test(`nonsense between frames of version ${version} is skipped, no frame is lost`, () => {
    const nonsense = [
      "\0\0\0",
      "ERROR\r\n",
      "SL",
      "SE2DSLSESLINFO",
      "SL00000ASE2D and no record behind it, however long one looks for it here".padEnd(600, "."),
      "x".repeat(100_000),
    ];
    for (const text of nonsense) {
      const garbage = new TextEncoder().encode(text);
      const frames = PACKETS.slice(0, 2).map((packet) => makeFrame(packet, version));
      const bytes = concatenate([frames[0], garbage, frames[1]]);
      for (const pieceBytes of [1, 13, 1000, 1_000_000]) {
        const found = cut(bytes, version, pieceBytes);
        const foreign = found.filter((one) => one.startsWith("foreign"))
          .reduce((sum, one) => sum + Number(one.slice(8)), 0);
        assertEquals(foreign, garbage.length, `${text.slice(0, 20)} in ${pieceBytes}`);
        assertEquals(found.filter((one) => !one.startsWith("foreign")).map((one) => one[0]), [
          "0",
          "1",
        ]);
      }
    }
  });
}

Deno.test("a length beyond any record does not swallow the frames behind it", () => {
  const frames = PACKETS.map((packet) => makeFrame(packet, 4));
  new DataView(frames[1].buffer).setUint32(4, 0x7fffffff, true);
  const found = cut(concatenate(frames), 4, 100);
  assertEquals(found.map((one) => one.split(" ")[0]), ["0", "foreign", "2", "3"]);
});

Deno.test("numbers that cannot be are doubted, and believed when the next goes on from them", () => {
  const tracker = new SequenceTracker(4);
  assertEquals([tracker.take(10n), tracker.take(11n), tracker.take(500n)], [
    "next",
    "next",
    "next",
  ]);
  assertEquals([tracker.take(2n ** 60n), tracker.next], ["doubted", 501n]);
  assertEquals([tracker.take(501n), tracker.next], ["next", 502n]);
  assertEquals([tracker.take(1n), tracker.next], ["doubted", 502n]);
  assertEquals([tracker.take(2n), tracker.next], ["counted anew", 3n]);
  assertEquals([tracker.take(2n), tracker.next], ["again", 3n]);
});

Deno.test("numbers of version 3 begin anew after FFFFFF", () => {
  const tracker = new SequenceTracker(3);
  tracker.take(0xfffffen);
  assertEquals([tracker.take(0xffffffn), tracker.next], ["next", 0n]);
  assertEquals([tracker.take(0n), tracker.next], ["next", 1n]);
});
