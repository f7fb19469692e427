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
  type WaveformNote,
} from "../../../../engine/domain/mod.ts";
import {
  dataselectSource,
  miniseedSource,
  openStreamSource,
  parseChannelPattern,
  readMiniseed,
  type RecordSource,
  replaySource,
  type WaveformPacket,
  WaveformStream,
  type WaveformStreamOptions,
} from "../../../../engine/sources/mod.ts";
import { startDataServer } from "../../../fdsn_data_server.ts";
import {
  codeOf,
  recordsOf,
  START_MS,
  syntheticTrace,
} from "../../../seedlink/synthetic_records.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const TRACES = ["HHE", "HHN", "HHZ"].map((channel) =>
  syntheticTrace(codeOf("ONE", channel), { seconds: 60 })
);
const BYTES = recordsOf(TRACES);

async function readAll(
  source: RecordSource,
  options: Partial<WaveformStreamOptions> = {},
): Promise<{ packets: WaveformPacket[]; notes: WaveformNote[]; stream: WaveformStream }> {
  const notes: WaveformNote[] = [];
  const stream = new WaveformStream(source, {
    ...{ now: () => START_MS + 60_000, onNote: (note: WaveformNote) => notes.push(note) },
    ...options,
  });
  return { packets: await Array.fromAsync(stream), notes, stream };
}

function joined(packets: readonly WaveformPacket[]): Record<string, number[]> {
  const series: Record<string, number[]> = {};
  for (const { code, trace } of packets) {
    (series[formatChannelCode(code)] ??= []).push(...trace.samples);
  }
  return series;
}

const EXPECTED = Object.fromEntries(
  TRACES.map(({ code, samples }) => [formatChannelCode(code), [...samples]]),
);

/** Bytes in pieces of one length. */
function inPieces(bytes: Uint8Array, length: number): () => ReadableStream<Uint8Array> {
  const starts = Array.from({ length: Math.ceil(bytes.length / length) }, (_, i) => i * length);
  return () => ReadableStream.from(starts.map((at) => bytes.slice(at, at + length)));
}

Deno.test("miniSEED that comes in pieces of any length gives the same packets", async () => {
  for (const length of [1, 47, 511, 512, 513, 100_000]) {
    const bytes = length === 1 ? BYTES.slice(0, 512 * 8) : BYTES;
    const { packets, notes } = await readAll(miniseedSource("pipe", inPieces(bytes, length)));
    const { traces } = readMiniseed(bytes);
    const expected = Object.fromEntries(
      traces.map(({ code, samples }) => [formatChannelCode(code), [...samples]]),
    );
    assertEquals(joined(packets), expected, `${length}`);
    assertEquals(notes, []);
  }
});

Deno.test("a pipe with nonsense tells of it, one that is cut or empty ends", async () => {
  const nonsense = new TextEncoder().encode("no record ".repeat(30));
  const bytes = new Uint8Array([
    ...nonsense,
    ...BYTES.slice(0, 1024),
    ...nonsense,
    ...BYTES.slice(1024, 2000),
  ]);
  const { packets, notes } = await readAll(miniseedSource("pipe", inPieces(bytes, 100)));
  assertEquals(packets.length, 3);
  const skipped = notes.map(({ kind }) => kind);
  assertEquals(new Set(skipped), new Set(["foreign bytes", "damaged record"]));
  const empty = miniseedSource("pipe", inPieces(nonsense, 100));
  await assertRejects(() => readAll(empty), InputError, "there is no record");
});

Deno.test("a replay gives a file in order of arrival, in its own time, the same at any speed", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeFile(`${folder}/a.mseed`, recordsOf(TRACES.slice(0, 2)));
    await Deno.writeFile(`${folder}/b.mseed`, recordsOf(TRACES.slice(2)));
    const paths = [`${folder}/a.mseed`, `${folder}/b.mseed`];
    const asFast = await readAll(replaySource(paths, { speed: Infinity }));
    assertEquals(joined(asFast.packets), EXPECTED);
    const arrivals = asFast.packets.map(({ receivedMs }) => receivedMs);
    assertEquals(arrivals, arrivals.toSorted((a, b) => a - b));
    const [{ trace, receivedMs }] = asFast.packets;
    assertEquals(receivedMs, trace.startTimeMs + trace.samples.length * 10);
    assert(asFast.stream.channels().every(({ latencyMs }) => latencyMs.largest === 0));
    const startedMs = performance.now();
    const timed = await readAll(replaySource(paths, { speed: 100, latencyMs: 5 }));
    const tookMs = performance.now() - startedMs;
    const spanMs = arrivals.at(-1)! - arrivals[0];
    assert(tookMs >= spanMs / 100 - 2 && tookMs < spanMs / 100 + 500, `${tookMs} ms for ${spanMs}`);
    const bare = (packets: WaveformPacket[]) =>
      packets.map(({ trace, sequence, order }) => ({ trace, sequence, order }));
    assertEquals(bare(timed.packets), bare(asFast.packets));
    assertEquals(timed.packets[0].receivedMs, receivedMs + 5);
    const selected = await readAll(replaySource(paths, { speed: Infinity }), {
      patterns: [parseChannelPattern("*.ONE.*.??Z")],
    });
    assertEquals(Object.keys(joined(selected.packets)), ["XX.ONE..HHZ"]);
  });
});

Deno.test("a replay that is ended stops at once; files that cannot be replayed are errors", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeFile(`${folder}/a.mseed`, BYTES);
    await Deno.writeTextFile(`${folder}/text.mseed`, "no record");
    const startedMs = performance.now();
    const signal = AbortSignal.timeout(200);
    const { packets } = await readAll(replaySource([`${folder}/a.mseed`], { speed: 1 }), {
      signal,
    });
    assert(packets.length >= 1 && packets.length < 12, `${packets.length}`);
    assert(performance.now() - startedMs < 2000);
    const wrong = [`${folder}/text.mseed`, `${folder}/none.mseed`];
    for (const path of wrong) await assertRejects(() => readAll(replaySource([path])), InputError);
    assertThrows(() => replaySource(["a"], { speed: 0 }), ConfigurationError, "speed 0");
  });
});

testWithSharedData("a replay of a real file with gaps tells them as the reader does", async () => {
  const path = sharedFile("data/waveforms/miniseed/edge_cases/data/gaps.mseed");
  const exists = await Deno.stat(path).catch(() => undefined);
  const file = exists === undefined
    ? sharedFile("data/waveforms/miniseed/edge_cases/gaps.mseed")
    : path;
  const { traces } = readMiniseed(await Deno.readFile(file));
  const { packets, notes, stream } = await readAll(replaySource([file], { speed: Infinity }));
  const expected = traces.flatMap(({ samples }) => [...samples]);
  assertEquals(packets.flatMap(({ trace }) => [...trace.samples]), expected);
  const gaps = stream.channels().reduce((sum, one) => sum + one.gaps, 0);
  assertEquals(
    gaps,
    traces.length - new Set(traces.map(({ code }) => formatChannelCode(code))).size,
  );
  assert(notes.some(({ kind }) => kind === "gap"));
});

Deno.test("a dataselect service is polled, what comes again is left out, failures are told", async () => {
  let nowMs = START_MS + 60_000;
  const fault = (number: number) =>
    number === 2 ? { kind: "answer" as const, status: 503 } : undefined;
  await using server = startDataServer({ dataselect: BYTES }, fault);
  const patterns = [parseChannelPattern("XX.ONE..HH?")];
  const settings = { firstWait: "0.001s", longestWait: "0.001s" };
  const source = dataselectSource(server.baseUrl, {
    patterns,
    everyMs: 10,
    fromMs: START_MS,
    settings,
  });
  const notes: WaveformNote[] = [];
  const controller = new AbortController();
  const stream = new WaveformStream(source, {
    ...{
      now: () => nowMs,
      signal: controller.signal,
      settings,
      onNote: (note) => notes.push(note),
    },
  });
  const timer = setInterval(() => {
    nowMs += 10_000;
    if (server.log.length >= 4) controller.abort();
  }, 10);
  const packets = await Array.fromAsync(stream);
  clearInterval(timer);
  assertEquals(joined(packets), EXPECTED);
  assert(stream.channels().every(({ duplicates }) => duplicates > 0));
  assertStringIncludes(notes.find(({ kind }) => kind === "connection")!.message, "HTTP 503");
  const { location, channel, starttime } = server.log[0].parameters;
  assertEquals([location, channel], ["--", "HH?"]);
  assertEquals(Date.parse(`${starttime}Z`), START_MS);
  assertEquals(Date.parse(`${server.log[1].parameters.starttime}Z`), START_MS + 60_000);
});

Deno.test("a source is told by its text, or refused with the ways to write it", () => {
  const options = { patterns: [parseChannelPattern("NC.MEM.*.*")] };
  const name = (text: string) => openStreamSource(text, options).name;
  assertEquals(name("-"), "standard input");
  assertEquals(name("seedlink://localhost:18000"), "seedlink://localhost:18000");
  assertEquals(name("seedlink+ws://localhost:80/seedlink"), "seedlink+ws://localhost:80/seedlink");
  assertEquals(name("fdsn://ncedc"), "dataselect of ncedc");
  assertEquals(name("fdsn:http://127.0.0.1:8080/fdsnws/"), "dataselect of 127.0.0.1:8080");
  assertEquals(name("replay:a.mseed,b.mseed?speed=max"), "replay of a.mseed, b.mseed");
  for (
    const text of [
      "",
      "file.mseed",
      "ftp://a",
      "replay:?speed=1",
      "replay:a?pace=2",
      "replay:a?speed=fast",
    ]
  ) {
    assertThrows(() => openStreamSource(text, options), ConfigurationError);
  }
  assertThrows(() => openStreamSource("replay:a?speed=x"), ConfigurationError, 'speed "x"');
  assertThrows(() => openStreamSource("fdsn://ncedc"), ConfigurationError, "without channels");
});
