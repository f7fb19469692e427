import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  joined,
  NOW_MS,
  receive,
  SAMPLES,
  seriesOf,
  startWithTraces,
  TRACES,
  WAYS,
} from "../../../seedlink/receive_stream.ts";
import { START_MS } from "../../../seedlink/synthetic_records.ts";

for (const way of WAYS) {
  const name = `SeedLink ${way.version} over ${way.transport}`;
  Deno.test(`${name}: all samples come, in order, with numbers and latencies`, async () => {
    await using server = startWithTraces(way);
    const { packets, notes, channels } = await receive(server.address, { samples: SAMPLES });
    assertEquals(joined(packets), seriesOf(TRACES));
    assertEquals(notes, []);
    assert(packets.every(({ order, record }) => order === "next" && record.length === 512));
    const ofOne = packets.filter(({ code }) => code.station === "ONE").map(({ sequence }) =>
      sequence
    );
    if (way.version === 4) assertEquals(ofOne, ofOne.map((_, i) => BigInt(i + 1)));
    assertEquals(channels.length, 6);
    const { endMs, latencyMs, samplingRateHz, duplicates, gaps } = channels[0];
    assertEquals([endMs, samplingRateHz, duplicates, gaps], [START_MS + 60_000, 100, 0, 0]);
    assertEquals(latencyMs.last, NOW_MS - START_MS - 60_000);
    assertEquals(server.sessions[0].commands[0], "HELLO");
  });

  Deno.test(`${name}: cuts in the midst of records lose and double nothing`, async () => {
    const fault = (number: number) =>
      number % 17 === 5 ? { kind: "cut" as const, bytes: number * 37 % 536 } : undefined;
    await using server = startWithTraces({ ...way, fault, firstSequence: 0xffffd0n });
    const { packets, notes, channels } = await receive(server.address, { samples: SAMPLES });
    assertEquals(joined(packets), seriesOf(TRACES));
    assert(server.sessions.length > 5, `${server.sessions.length} sessions`);
    assert(channels.every(({ duplicates, gaps }) => duplicates === 0 && gaps === 0));
    assert(notes.every(({ kind }) => kind === "connection"));
    assertStringIncludes(notes[0].message, "trying again in 0.0 s");
  });

  Deno.test(`${name}: duplicates, delays, overtaking, wrong numbers and nonsense`, async () => {
    const garbage = new TextEncoder().encode("SL\0\0SE2Dnonsense".repeat(20));
    const fault = (number: number, { sequence }: { sequence: bigint }) =>
      number % 7 === 1
        ? { kind: "duplicate" as const }
        : number % 19 === 2
        ? { kind: "delay" as const, milliseconds: 5 }
        : number % 13 === 4
        ? { kind: "sequence" as const, sequence: sequence + 0x500000n }
        : number % 17 === 5 && way.transport === "tcp"
        ? { kind: "garbage" as const, bytes: garbage }
        : number % 23 === 6
        ? { kind: "cut" as const, bytes: 100 }
        : undefined;
    await using server = startWithTraces({ ...way, fault }, { shuffled: true });
    const { packets, notes, channels } = await receive(server.address, { samples: SAMPLES });
    assertEquals(joined(packets), seriesOf(TRACES));
    assert(channels.some(({ reordered }) => reordered > 0));
    assert(channels.some(({ duplicates }) => duplicates > 0));
    const kinds = new Set(notes.map(({ kind }) => kind));
    for (const kind of ["connection", "duplicate", "sequence"]) assert(kinds.has(kind), kind);
    if (way.transport === "tcp") assert(kinds.has("foreign bytes"));
  });
}
