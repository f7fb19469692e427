import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Origin, Pick, Station, Trace } from "../../../engine/domain/mod.ts";
import {
  drawLocationMap,
  drawRecordSection,
  drawWaveforms,
  renderPng,
} from "../../../engine/drawing/mod.ts";
import { assertFigure } from "./check_svg.ts";

const START_MS = Date.parse("2020-01-02T03:04:05Z");
const codeOf = (station: string, channel = "HHZ") => ({
  ...{ network: "XX", station, location: "", channel },
});

/** A spike on a level, far above it. */
function spike(station: string, channel?: string): Trace {
  const samples = new Float32Array(100_000).fill(1000);
  samples[54_321] = 9000;
  return { code: codeOf(station, channel), startTimeMs: START_MS, samplingRateHz: 100, samples };
}

const pick = (phase: string, seconds: number): Pick => ({
  ...{ id: phase, code: codeOf("AAA"), phase, timeMs: START_MS + seconds * 1000, probability: 0.9 },
});

/** How often a class of mark is drawn. */
const count = (svg: string, mark: string) => svg.split(`class="${mark}"`).length - 1;

Deno.test("waveforms: every channel has a line, no peak is lost, picks stand on their station", () => {
  const traces = [spike("AAA"), spike("AAA", "HHN"), spike("BBB")];
  const svg = drawWaveforms({ traces, picks: [pick("P", 10), pick("S", 20), pick("P", 5000)] });
  assertFigure(svg, []);
  assertEquals(count(svg, "trace"), 3);
  assertEquals(count(svg, "pick"), 4); // on two channels of AAA; one lies behind the end
  assertStringIncludes(svg, "Seconds after 2020-01-02 03:04:05.000 UTC");
  const [, path] = svg.match(/class="trace" d="([^"]+)"/)!;
  const heights = [...path.matchAll(/(?:V|[ML][\d.]+ )([\d.]+)/g)].map(([, y]) => Number(y));
  assert(Math.max(...heights) - Math.min(...heights) > 18, "one sample in 100,000 is seen");
});

Deno.test("waveforms: probabilities have their own lines; nothing to draw is said", () => {
  const values = new Float32Array(1000).fill(0.5);
  const curve = { startTimeMs: START_MS, samplingRateHz: 100, values };
  const svg = drawWaveforms({
    traces: [spike("AAA")],
    probabilities: [{ phase: "P", ...curve }, { phase: "S", ...curve }],
  });
  assertFigure(svg, []);
  assertEquals(count(svg, "probability"), 2);
  const none = drawWaveforms({ traces: [] });
  assertFigure(none, []);
  assertStringIncludes(none, "There is no sample to draw.");
});

Deno.test("waveforms: channels beyond the twenty-fourth are told, not drawn", () => {
  const traces = Array.from({ length: 30 }, (_, i) => spike(`S${i}`));
  const svg = drawWaveforms({ traces });
  assertEquals(count(svg, "trace"), 24);
  assertStringIncludes(svg, "The first 24 of 30 channels.");
});

Deno.test("record section: the nearest traces, picks on theirs, travel times dashed", () => {
  const traces = Array.from({ length: 70 }, (_, i) => ({
    trace: spike(i === 0 ? "AAA" : `S${i}`),
    distanceKm: 10 + i,
  }));
  const svg = drawRecordSection({
    originTimeMs: START_MS - 5000,
    traces: traces.toReversed(),
    picks: [pick("P", 10), { ...pick("S", 30), code: codeOf("ZZZ") }],
    curves: [{ phase: "P", distanceKm: [10, 70], seconds: [6, 18] }],
  });
  assertFigure(svg, []);
  assertEquals([count(svg, "trace"), count(svg, "pick")], [60, 1]);
  assertStringIncludes(svg, "The nearest 60 of 70 traces.");
  assertStringIncludes(svg, "Dashed: computed travel times.");
  assertFigure(drawRecordSection({ originTimeMs: 0, traces: [] }), []);
});

const STATIONS: Station[] = [["AAA", 179.9], ["BBB", -179.8]].map(([station, longitude]) => ({
  ...{ network: "XX", station: String(station), latitude: -18, longitude: Number(longitude) },
  ...{ elevationM: 0, siteName: "", channels: [] },
}));

const ORIGIN: Origin = {
  ...{ id: "o", timeMs: START_MS, latitude: -17.9, longitude: 180, depthKm: 12, depthErrorKm: 2 },
  covarianceKm2: [4, 1, 0, 1, 9, 0, 0, 0, 4],
  arrivals: [{
    ...{ pickId: "a", phase: "P", distanceKm: 15, azimuthDegrees: 90 },
    ...{ residualSeconds: 0.1, weight: 1 },
  }],
};

Deno.test("location map: epicentre, ellipse and stations, across the antimeridian too", async () => {
  const stationOfPick = new Map([["a", "XX.BBB"]]);
  const svg = await drawLocationMap({ origin: ORIGIN, stations: STATIONS, stationOfPick });
  assertFigure(svg, []);
  assertEquals(["epicentre", "ellipse", "station"].map((mark) => count(svg, mark)), [1, 1, 2]);
  const fills = [...svg.matchAll(/class="station" d="M([\d.]+)[^"]*" fill="([^"]+)"/g)];
  assertEquals(fills.map(([, , fill]) => fill), ["#ffffff", "#0072b2"]);
  assert(Math.abs(Number(fills[0][1]) - Number(fills[1][1])) < 378, "they are neighbours");
  assertStringIncludes(svg, "17.900°S 180.000°E, depth 12.0 ± 2.0 km");
  assertStringIncludes(svg, "station used");
  assertStringIncludes(svg, "not used");
  const { covarianceKm2: _, ...bare } = ORIGIN;
  const plain = await drawLocationMap({ origin: bare, stations: STATIONS });
  assertEquals(count(plain, "ellipse"), 0);
  assertStringIncludes(plain, "No uncertainty was given.");
});

Deno.test("location map: of stations side by side one is named, of stations apart each", async () => {
  const at = (latitude: number, longitude: number, station: string) => ({
    ...{ network: "XX", station, latitude, longitude, elevationM: 0, siteName: "", channels: [] },
  });
  const origin = { ...ORIGIN, latitude: 37.5, longitude: -121 };
  const stations = [
    ...[at(37, -122, "AAAA"), at(37.001, -121.99, "BBBB"), at(38, -120, "CCCC")],
    at(38, -122, "DDDD"),
  ];
  const svg = await drawLocationMap({ origin, stations });
  assertEquals(["AAAA", "BBBB", "CCCC", "DDDD"].map((name) => svg.includes(`>${name}<`)), [
    ...[true, false, true, true],
  ]);
});

Deno.test("location map: a small ellipse is enlarged in a corner that hides no station", async () => {
  const place = (station: string, latitude: number, longitude: number) => ({
    ...{ network: "XX", station, latitude, longitude, elevationM: 0, siteName: "", channels: [] },
  });
  const corners = [[38, -120], [38, -122], [37, -122]] as const; // all but the lower right one
  const insetAt = async (stations: Parameters<typeof drawLocationMap>[0]["stations"]) => {
    const covarianceKm2 = [0.04, 0, 0, 0, 0.04, 0, 0, 0, 0.04];
    const origin = { ...ORIGIN, latitude: 37.5, longitude: -121, covarianceKm2 };
    const svg = await drawLocationMap({ origin, stations });
    const [, x, y] = /class="inset"><rect x="([\d.]+)" y="([\d.]+)"/.exec(svg)!;
    return [Number(x), Number(y)];
  };
  const [low, high] = [place("S", 37, -121.2), place("N", 38, -121.2)];
  const sides = [place("W", 37.5, -122), place("E", 37.5, -120)];
  const [right, top] = await insetAt([low, high, ...sides]);
  assertEquals(top, 6);
  const all = corners.map(([latitude, longitude], i) => place(`C${i}`, latitude, longitude));
  const [x, y] = await insetAt([...all.slice(0, 1), low, ...sides]);
  assert(x < right && y === top, "the upper left one");
  const [lower, bottom] = await insetAt([...all, low, ...sides]);
  assert(lower === right && bottom > top, "the lower right one");
});

Deno.test("PNG: the asked width, letters that are drawn, the same bytes each time", async () => {
  const svg = drawWaveforms({ traces: [spike("AAA")] });
  const png = await renderPng(svg, { widthPixels: 840 });
  const view = new DataView(png.buffer, png.byteOffset);
  assertEquals([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assertEquals(view.getUint32(16), 840);
  assertEquals(await renderPng(svg, { widthPixels: 840 }), png);
  const silent = await renderPng(svg.replace(/<text[^]*?<\/text>/g, ""), { widthPixels: 840 });
  assert(silent.length < png.length - 1000, "the text is in the picture");
});
