import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  ConfigurationError,
  formatChannelCode,
  InputError,
  traceEndMs,
} from "../../../../engine/domain/mod.ts";
import {
  parseChannelPattern,
  readMiniseed,
  seedlinkSource,
  type WaveformPacket,
  WaveformStream,
  writeMiniseed,
} from "../../../../engine/sources/mod.ts";
import {
  cutRecords,
  joined,
  NOW_MS,
  QUICK,
  receive,
  SAMPLES,
  seriesOf,
  startWithTraces,
  TRACES,
  WAYS,
} from "../../../seedlink/receive_stream.ts";
import { startSeedlinkServer } from "../../../seedlink/seedlink_server.ts";
import {
  codeOf,
  recordsOf,
  START_MS,
  syntheticTrace,
} from "../../../seedlink/synthetic_records.ts";
import { hasSharedData, sharedFile, testWithSharedData } from "../../../shared_data.ts";

Deno.test("a silent server is asked for a sign of life, then left and found again", async () => {
  for (const { version, transport } of WAYS) {
    const fault = (number: number) => number === 10 ? { kind: "silence" as const } : undefined;
    await using server = startWithTraces({ version, transport, fault });
    const settings = { keepAlive: "0.2s", timeout: "0.8s" };
    const { packets, notes } = await receive(server.address, { samples: SAMPLES, settings });
    assertEquals(joined(packets), seriesOf(TRACES));
    assertEquals(server.sessions.length, 2);
    assertEquals(server.sessions[0].commands.at(-1), "INFO ID");
    assertStringIncludes(notes[0].message, "the server was silent for 0.8 s");
  }
});

Deno.test("an idle server that answers INFO is not left", async () => {
  for (const { version, transport } of WAYS) {
    await using server = startWithTraces({ version, transport });
    const late = syntheticTrace(codeOf("LATE"), { seconds: 20 });
    const timer = setTimeout(() => server.add(recordsOf([late])), 1500);
    const settings = { keepAlive: "0.2s", timeout: "0.8s" };
    const { packets } = await receive(server.address, { samples: SAMPLES + 2000, settings });
    clearTimeout(timer);
    assertEquals(joined(packets)["XX.LATE..HHZ"], [...late.samples]);
    assertEquals(server.sessions.length, 1);
    assert(server.sessions[0].commands.filter((command) => command === "INFO ID").length >= 3);
  }
});

Deno.test("channels are selected by pattern, and stations resumed each by its own number", async () => {
  const select = (...texts: string[]) => texts.map(parseChannelPattern);
  for (const version of [3, 4] as const) {
    const fault = (number: number) =>
      number === 30 ? { kind: "cut" as const, bytes: 300 } : undefined;
    await using server = startWithTraces({
      ...{ version, fault, refused: ["XX_NONE"], numbering: "station" },
    });
    const patterns = select("XX.ONE..HHZ", "XX.ONE.*.?HE", "XX.TWO.*.*", "XX.NONE.*.*");
    const { packets, notes } = await receive(server.address, { patterns, samples: 5 * 6000 });
    const wanted = TRACES.filter(({ code }) => code.station === "TWO" || code.channel !== "HHN");
    assertEquals(joined(packets), seriesOf(wanted));
    assert(notes.some(({ kind, message }) => kind === "refused" && message.includes("NONE")));
    const [first, second] = server.sessions.map(({ commands }) => commands);
    const expected = version === 4
      ? ["STATION XX_ONE", "SELECT _H_H_Z", "SELECT *_?_H_E", "DATA -1 1970-01-01T00:00:00.000Z"]
      : ["STATION ONE XX", "SELECT --HHZ", "SELECT ???HE", "TIME 1970,01,01,00,00,00"];
    assertEquals(first.filter((line) => expected.includes(line)), [
      ...expected,
      expected[3],
    ]);
    const number = version === 4 ? /^DATA \d+ 1970/ : /^DATA [0-9A-F]{6} 1970/;
    assertEquals(second.filter((line) => number.test(line)).length, 2, second.join("\n"));
  }
});

Deno.test("packets that a server sends in the wrong order are put in order", async () => {
  const fault = (number: number) =>
    number > 9 && number % 11 === 3 ? { kind: "overtaken" as const, by: 20 } : undefined;
  await using server = startWithTraces({ version: 4, fault });
  const { packets, channels } = await receive(server.address, { samples: SAMPLES });
  assertEquals(joined(packets), seriesOf(TRACES));
  assert(channels.some(({ reordered }) => reordered > 0));
});

Deno.test("records of miniSEED 3 come over version 4", async () => {
  await using server = startWithTraces({ version: 4 }, { version: 3 });
  const { packets } = await receive(server.address, { samples: SAMPLES });
  assertEquals(joined(packets), seriesOf(TRACES));
  assert(packets.every(({ record }) => record[0] === 77));
});

Deno.test("one flooding and one damaged station do not delay the others", async () => {
  await using server = startSeedlinkServer({ version: 4 });
  const flood = syntheticTrace(codeOf("FLOOD"), { seconds: 3600 });
  const broken = recordsOf([syntheticTrace(codeOf("BAD"), { seconds: 60 })]);
  for (let record = 0; record < broken.length; record += 512) {
    broken.fill(0xff, record + 64, record + 512);
  }
  server.add(recordsOf([flood]));
  server.add(broken);
  const good = syntheticTrace(codeOf("GOOD"), { seconds: 60 });
  server.add(recordsOf([good]));
  const settings = { ...QUICK, queuePackets: 20, whenFull: "drop" };
  const stream = new WaveformStream(seedlinkSource(server.address, { fromMs: 0, settings }), {
    ...{ now: () => NOW_MS, settings },
  });
  const packets: WaveformPacket[] = [];
  for await (const packet of stream) {
    packets.push(packet);
    // A slow reader: the source runs ahead of it.
    if (packets.length < 5) await new Promise((resolve) => setTimeout(resolve, 100));
    if (joined(packets)["XX.GOOD..HHZ"]?.length === 6000) break;
  }
  const status = Object.fromEntries(stream.channels().map((one) => [one.channel, one]));
  assertEquals(joined(packets)["XX.GOOD..HHZ"], [...good.samples]);
  assertEquals(status["XX.BAD..HHZ"].damaged, broken.length / 512);
  assert(status["XX.FLOOD..HHZ"].dropped > 500, `${status["XX.FLOOD..HHZ"].dropped} dropped`);
  assert(packets.filter(({ code }) => code.station === "FLOOD").length < 60);
  const flooding = packets.filter(({ code }) => code.station === "FLOOD");
  assert(flooding.some(({ order }) => order === "after gap"));
  flooding.slice(1).forEach(({ trace, gapMs, order }, i) => {
    const missingMs = trace.startTimeMs - traceEndMs(flooding[i].trace) - 10;
    assertEquals([Math.round(gapMs), order], [
      Math.round(missingMs),
      missingMs > 5 ? "after gap" : "next",
    ]);
  });
});

Deno.test("a reader that falls far behind a WebSocket loses the line and no packet", async () => {
  await using server = startSeedlinkServer({ version: 4, transport: "websocket" });
  const code = codeOf("BIG");
  const samples = Int32Array.from({ length: 8_000_000 }, (_, i) => i);
  const trace = { code, startTimeMs: START_MS, samplingRateHz: 1e5, samples };
  server.add(writeMiniseed([trace], { encoding: "int32", recordLengthBytes: 65_536 }));
  const settings = { ...QUICK, queuePackets: 2 };
  const source = seedlinkSource(server.address, { fromMs: 0, settings });
  let next = 0;
  for await (const packet of new WaveformStream(source, { now: () => NOW_MS, settings })) {
    if (next === 0) await new Promise((resolve) => setTimeout(resolve, 1500));
    assertEquals([packet.trace.samples[0], packet.order], [next, "next"]);
    next += packet.trace.samples.length;
    if (next === samples.length) break;
  }
  assert(server.sessions.length > 1, "the line was lost");
});

Deno.test("a lost packet is a gap, told once; a clock that is ahead is measured", async () => {
  const lostPacket = cutRecords(recordsOf([TRACES[1]]))[3];
  const fault = (_: number, { record }: { record: Uint8Array }) =>
    record.every((byte, i) => byte === lostPacket.bytes[i]) ? { kind: "lost" as const } : undefined;
  await using server = startWithTraces({ version: 4, fault });
  const startedMs = performance.now();
  const lost = readMiniseed(lostPacket.bytes).traces[0].samples.length;
  const { packets, notes, channels } = await receive(server.address, {
    ...{ samples: SAMPLES - lost, now: () => START_MS + 58_000 + performance.now() - startedMs },
  });
  const hurt = channels.filter(({ gaps }) => gaps === 1);
  assertEquals(hurt.length, 1);
  const gap = packets.find(({ order }) => order === "after gap")!;
  assertEquals(Math.round(hurt[0].gapMs), Math.round(gap.gapMs));
  assertStringIncludes(notes.find(({ kind }) => kind === "gap")!.message, "nothing for");
  assert(channels.some(({ clockAheadMs }) => clockAheadMs > 0 && clockAheadMs <= 2000));
});

Deno.test("a packet from the far future does not spoil its channel", async () => {
  await using server = startSeedlinkServer({ version: 4 });
  const good = syntheticTrace(codeOf("ONE"), { seconds: 40 });
  const bytes = recordsOf([good]);
  server.add(bytes.slice(0, 512 * 3));
  server.add(
    recordsOf([{ ...good, startTimeMs: Date.UTC(2031, 0), samples: good.samples.subarray(0, 50) }]),
  );
  server.add(bytes.slice(512 * 3));
  const { packets, channels, notes } = await receive(server.address, { samples: 4000 });
  assertEquals(joined(packets)["XX.ONE..HHZ"], [...good.samples]);
  assertEquals([channels[0].damaged, channels[0].late], [1, 0]);
  assertStringIncludes(notes[0].message, "more than ten minutes from now");
});

Deno.test("a stream that is ended gives what it has and closes its connection", async () => {
  await using server = startWithTraces({ version: 4 });
  const controller = new AbortController();
  const stream = new WaveformStream(seedlinkSource(server.address, { fromMs: 0 }), {
    ...{ now: () => NOW_MS, signal: controller.signal },
  });
  let count = 0;
  for await (const { trace } of stream) {
    count += trace.samples.length;
    if (count === SAMPLES) controller.abort();
  }
  assertEquals(count, SAMPLES);
});

Deno.test("servers that refuse everything and addresses that are none are errors", async () => {
  await using server = startSeedlinkServer({ version: 4, refused: ["XX_NONE"] });
  const patterns = [parseChannelPattern("XX.NONE.*.*")];
  const error = await assertRejects(
    () => receive(server.address, { patterns, samples: 1 }),
    InputError,
  );
  assertStringIncludes(error.message, "no such station");
  await using old = startSeedlinkServer({ version: 3 });
  await assertRejects(
    () => receive(old.address, { version: 4, samples: 1 }),
    InputError,
    "SeedLink 4",
  );
  for (
    const address of [
      "seedlink://",
      "seedlink://a:99999",
      "seedlink://a/b",
      "seedlink+ftp://a",
      "seedlink://a b",
    ]
  ) {
    assertThrows(() => seedlinkSource(address), ConfigurationError, "Cannot stream from");
  }
  assertThrows(() => parseChannelPattern("XX.ONE.HHZ"), ConfigurationError, "Cannot select");
});

testWithSharedData(
  "real records come over both versions as the file reader gives them",
  async () => {
    if (!hasSharedData) return;
    const path = sharedFile("data/waveforms/miniseed/seiscomp_fdsnws/dataselect-2.mseed");
    const bytes = await Deno.readFile(path);
    const { traces } = readMiniseed(bytes, { source: path });
    for (const way of WAYS) {
      await using server = startSeedlinkServer(way);
      server.add(bytes);
      const samples = traces.reduce((sum, trace) => sum + trace.samples.length, 0);
      const { packets } = await receive(server.address, { samples, now: () => Date.UTC(2026, 10) });
      const expected: Record<string, number[]> = {};
      for (const trace of traces) {
        (expected[formatChannelCode(trace.code)] ??= []).push(
          ...trace.samples,
        );
      }
      assertEquals(joined(packets), expected);
    }
  },
);
