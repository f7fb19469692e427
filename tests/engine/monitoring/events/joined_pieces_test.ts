import { assertEquals } from "@std/assert";
import type { Trace } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { JoinedPieces } from "../../../../engine/monitoring/events/joined_pieces.ts";

const CODE = { network: "XX", station: "A", location: "", channel: "HHZ" };

/** Packets of a ramp, sample k at k · 10 ms, in odd lengths; every ninth is lost. */
function rampPackets(count: number): Trace[] {
  const random = new RandomStream("joined pieces");
  const packets: Trace[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const length = 1 + random.integer(300);
    const samples = Int32Array.from({ length }, (_, k) => at + k);

    if (i % 9 !== 8) {
      packets.push({ code: CODE, startTimeMs: 10 * at, samplingRateHz: 100, samples });
    }
    at += length;
  }
  return packets;
}

Deno.test("pieces come out as the stretches between gaps, whatever was let go before", () => {
  const pieces = new JoinedPieces(CODE);
  const kept: Trace[] = [];
  for (const [i, packet] of rampPackets(400).entries()) {
    pieces.push(packet);
    kept.push(packet);
    if (i % 20 === 19) {
      const beforeMs = packet.startTimeMs - 15_000;
      pieces.forget(beforeMs);
      while (kept[0].startTimeMs + 10 * (kept[0].samples.length - 1) < beforeMs) kept.shift();
    }
    const stretches: number[][] = [];
    for (const { startTimeMs, samples } of kept) {
      const goesOn = stretches.at(-1)?.at(-1) === startTimeMs / 10 - 1;
      if (goesOn) stretches.at(-1)!.push(...samples);
      else stretches.push([...samples]);
    }
    const read = pieces.read();
    assertEquals(read.map(({ samples }) => [...samples]), stretches);
    assertEquals(
      read.map(({ startTimeMs }) => startTimeMs),
      stretches.map(([first]) => 10 * first),
    );
  }
});

Deno.test("no packet is held on to, and nothing is left once all is old", () => {
  const pieces = new JoinedPieces(CODE);
  const packets = rampPackets(400);
  let roomiest = 0;
  for (const packet of packets) {
    pieces.push(packet);
    assertEquals(pieces.forget(packet.startTimeMs - 15_000), true);
    for (const { samples } of pieces.read()) {
      assertEquals(samples.buffer === packet.samples.buffer, false);
      roomiest = Math.max(roomiest, samples.buffer.byteLength);
    }
  }
  assertEquals(roomiest, 8 * 4096, "15 s and a packet are less than the room there is at first");
  assertEquals(pieces.forget(Infinity), false);
  assertEquals([pieces.read().length, pieces.endMs], [0, -Infinity]);
});
