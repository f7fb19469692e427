import { assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError, type Station } from "../../../../engine/domain/mod.ts";
import {
  readJsonEvent,
  readJsonTraces,
  readPicks,
  readStations,
  readVelocityModel,
  readWaveforms,
  readWaveformSources,
  writeMiniseed,
} from "../../../../engine/sources/mod.ts";

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const CODE = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
const ENTRY = { ...CODE, startTime: "2024-01-01T00:00:00.0125Z", samplingRateHz: 50 };
const START_MS = Date.UTC(2024, 0, 1) + 12.5;

Deno.test("traces of JSON: counts or numbers, times to a part of a millisecond", async () => {
  const entries = [
    { ...ENTRY, samples: [1, -2147483648, 2147483647] },
    { ...ENTRY, samples: [1, 2147483648] },
    { station: "A", channel: "Z", startTimeMs: 7.25, samplingRateHz: 1, samples: [0.5] },
    { ...ENTRY, samples: [] },
  ];
  const { traces, format } = await readWaveforms(bytesOf(entries), { source: "a.json" });
  assertEquals(format, "JSON");
  assertEquals(traces[0].code, CODE);
  assertEquals(traces.map(({ startTimeMs }) => startTimeMs), [START_MS, START_MS, 7.25, START_MS]);
  assertInstanceOf(traces[0].samples, Int32Array);
  assertEquals([...traces[0].samples], entries[0].samples);
  assertInstanceOf(traces[1].samples, Float64Array);
  assertEquals(traces[2].code, { network: "", station: "A", location: "", channel: "Z" });
  assertEquals(traces[3].samples.length, 0);
  assertEquals(readJsonTraces(bytesOf({ traces: entries }), "a.json"), [...traces]);
});

Deno.test("stations of JSON are those that were written", () => {
  const station: Station = {
    ...{ network: "NC", station: "MEM", latitude: 37, longitude: -121.5, elevationM: 120 },
    siteName: "Hill",
    channels: [{
      ...{ location: "", channel: "HHZ", latitude: 37.1, longitude: -121.6, elevationM: 5 },
      ...{ depthM: 3, azimuthDegrees: 0, dipDegrees: -90, samplingRateHz: 100 },
      ...{ startMs: 0, endMs: 86_400_000 },
      response: {
        ...{ inputUnit: "m/s", sensitivity: 6e8, sensitivityFrequencyHz: 1 },
        normalisationFactor: 1.5,
        poles: [{ real: -0.1, imaginary: 0.2 }],
        zeros: [{ real: 0, imaginary: 0 }],
      },
    }],
  };
  assertEquals(readStations(bytesOf([station]), "s.json").stations, [station]);
  const least = { station: "A", latitude: 1, longitude: 2, channels: [{ channel: "Z" }] };
  const [read] = readStations(bytesOf({ stations: [least] }), "s.json").stations;
  assertEquals([read.network, read.elevationM, read.siteName], ["", 0, ""]);
  const [{ latitude, startMs, endMs, dipDegrees }] = read.channels;
  assertEquals([latitude, startMs, endMs, dipDegrees], [1, -Infinity, Infinity, NaN]);
});

Deno.test("an event of JSON is an origin or holds one", () => {
  const origin = { id: "o", timeMs: 5, latitude: 1, longitude: 2 };
  for (const value of [origin, { origin, picks: [] }]) {
    const [read] = readJsonEvent(value, "e.json").origins;
    assertEquals([read.id, read.timeMs, read.depthKm], ["o", 5, NaN]);
  }
});

Deno.test("layers of JSON are those of a table", () => {
  const layers = { name: "a", topsKm: [0, 5], pKmPerSecond: [5, 6], sKmPerSecond: [3, 3.5] };
  const table = new TextEncoder().encode("top,vp,vs\n0,5,3\n5,6,3.5\n");
  const { name: _, ...rest } = readVelocityModel(table, "a");
  assertEquals(readVelocityModel(bytesOf(layers), "b"), { name: "a", ...rest });
  const ratio = { topsKm: [0, 5], pKmPerSecond: [5, 6], ratio: 2 };
  const { nodes } = readVelocityModel(bytesOf(ratio), "b");
  assertEquals(nodes.map(({ sKmPerSecond }) => sKmPerSecond), [2.5, 2.5, 3]);
});

Deno.test("a wrong value is refused with its place", () => {
  const trace = (differences: object) => () =>
    readJsonTraces(bytesOf([{ ...ENTRY, samples: [1], ...differences }]), "a.json");
  const station = (differences: object) => () =>
    readStations(bytesOf([{ station: "A", latitude: 1, longitude: 2, ...differences }]), "s");
  const cases: [() => unknown, field: string, expected: string][] = [
    [trace({ station: 7 }), "traces[0].station", "a text"],
    [trace({ channel: null }), "traces[0].channel", "a text"],
    [trace({ samplingRateHz: "100" }), "traces[0].samplingRateHz", "a number"],
    [trace({ samplingRateHz: -1 }), "traces[0].samplingRateHz", "or more"],
    [trace({ startTime: undefined }), "traces[0].startTime", "a UTC time"],
    [trace({ startTime: "2024-02-30T00:00:00Z" }), "traces[0].startTime", "a UTC time"],
    [trace({ startTimeMs: 1e300 }), "traces[0].startTimeMs", "or less"],
    [trace({ samples: "1,2" }), "traces[0].samples", "a list of numbers"],
    [trace({ samples: [1, "2"] }), "traces[0].samples[1]", "a number"],
    [station({ latitude: 91 }), "stations[0].latitude", "90 or less"],
    [station({ channels: {} }), "stations[0].channels", "a list"],
    [station({ channels: [3] }), "stations[0].channels[0]", "an object"],
    [
      station({ channels: [{ channel: "Z", response: { inputUnit: "V" } }] }),
      "stations[0].channels[0].response.inputUnit",
      '"m/s"',
    ],
    [() => readJsonEvent({ latitude: 1 }, "e"), "time", "a UTC time"],
    [
      () => readVelocityModel(bytesOf({ topsKm: [0], pKmPerSecond: ["6"], ratio: 2 }), "v"),
      "pKmPerSecond[0]",
      "a number",
    ],
    [() => readPicks(bytesOf({ picks: 3 }), "p"), "picks", "a list"],
  ];
  for (const [read, field, expected] of cases) {
    const { location } = assertThrows(read, InputError);
    assertEquals(location.field, field);
    assertStringIncludes(location.expected!, expected);
  }
  const prototype = new TextEncoder().encode('[{"__proto__":{"station":"A"}}]');
  assertThrows(() => readStations(prototype, "s"), InputError, "stations[0].latitude");
});

Deno.test("several sources are one reading, up to a number of samples", async () => {
  const samples = Int32Array.of(1, 2, 3);
  const trace = { code: CODE, startTimeMs: 0, samplingRateHz: 100, samples };
  const mseed = { name: "a.mseed", bytes: writeMiniseed([trace]) };
  const json = { name: "b.json", bytes: bytesOf([{ ...ENTRY, samples: [4, 5] }]) };
  const read = (maximumSamples?: number) => readWaveformSources([mseed, json], { maximumSamples });
  const { traces } = await read(5);
  assertEquals(traces.map(({ samples }) => [...samples]), [[1, 2, 3], [4, 5]]);
  assertEquals((await read()).traces.length, 2);
  for (const [most, source] of [[4, "b.json"], [2, "a.mseed"]] as const) {
    const error = await read(most).catch((error) => error);
    assertInstanceOf(error, InputError);
    assertEquals(error.location.source, source);
    assertStringIncludes(error.message, "too many samples");
  }
});
