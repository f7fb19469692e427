import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type EventMagnitude, type Pick } from "../../../engine/domain/mod.ts";
import {
  estimateMagnitude,
  type EstimateMagnitudeOptions,
  type MagnitudeEstimate,
} from "../../../engine/monitoring/mod.ts";
import { layMagnitudeScene, SCENE_ORIGIN, type SceneOptions } from "./magnitude_scene.ts";
import { spoilResponse } from "./spoil_response.ts";

function estimate(scene: SceneOptions, options: Partial<EstimateMagnitudeOptions> = {}) {
  const { traces, stations } = layMagnitudeScene(scene);
  return estimateMagnitude(traces, { stations, origin: SCENE_ORIGIN, ...options });
}

function localOf({ magnitudes }: MagnitudeEstimate): EventMagnitude {
  return magnitudes.find(({ id }) => id === "magnitude/local")!;
}

function remarksOf({ magnitudes }: MagnitudeEstimate): string[] {
  return magnitudes.flatMap(({ remarks = [] }) => remarks);
}

Deno.test("a simulated earthquake has the local magnitude it was made with, at every station and together", () => {
  for (const magnitude of [2, 4, 5.5]) {
    const found = estimate({ magnitude });
    const ml = localOf(found);
    assertAlmostEquals(ml.magnitude, magnitude, 0.03);
    assertEquals([ml.magnitudeType, ml.stationCount, ml.originId], ["ML", 3, "origin"]);
    const stations = found.magnitudes.filter(({ station, magnitudeType }) =>
      station !== undefined && magnitudeType === "ML"
    );
    assertEquals(stations.map(({ station }) => station), ["XX.S0", "XX.S1", "XX.S2"]);
    for (const station of stations) assertAlmostEquals(station.magnitude, magnitude, 0.05);
    assertAlmostEquals(ml.error!, Math.hypot(0.25 / Math.sqrt(3), 0.1), 0.01);
  }
});

Deno.test("an earthquake 10^d times as strong is larger by d", () => {
  const [small, large] = [
    estimate({ magnitude: 3, noise: 0 }),
    estimate({ magnitude: 5, noise: 0 }),
  ];
  assertAlmostEquals(localOf(large).magnitude - localOf(small).magnitude, 2, 1e-3);
  const pd = (found: MagnitudeEstimate) =>
    found.magnitudes.find(({ id }) => id === "magnitude/displacement/XX.S0")!.magnitude;
  assertAlmostEquals(pd(large) - pd(small), 2 * 1.23, 0.01);
});

Deno.test("clipped records are said to be, and left out where others are sound", () => {
  const all = estimate({ magnitude: 5, clipAtCounts: 5e4 });
  assert(remarksOf(all).some((remark) => remark.startsWith("saturated")));
  assert(localOf(all).magnitude < 4.9);
  const { traces, stations } = layMagnitudeScene({ magnitude: 5 });
  const near = layMagnitudeScene({ magnitude: 5, clipAtCounts: 5e4 }).traces.filter(({ code }) =>
    code.station === "S0"
  );
  const mixed = [...traces.filter(({ code }) => code.station !== "S0"), ...near];
  const found = estimateMagnitude(mixed, { stations, origin: SCENE_ORIGIN });
  assertAlmostEquals(localOf(found).magnitude, 5, 0.03);
  assertEquals(localOf(found).stationCount, 2);
  assertEquals(localOf(found).remarks, ["1 stations saturated or out of range left out"]);
});

Deno.test("what is too far, too weak or too large is said", () => {
  const far = estimate({ magnitude: 7, distancesKm: [1200] });
  assert(
    remarksOf(far).some((remark) => /^out of range: 1200 km/.test(remark)),
    `${remarksOf(far)}`,
  );
  const large = estimate({ magnitude: 7.2 });
  assert(remarksOf(large).some((remark) => /^saturated: local magnitudes/.test(remark)));
  const weak = estimate({ magnitude: 0.5, noise: 1e-6 });
  assertEquals(weak.magnitudes, []);
  assert(
    weak.notes.some(({ message }) => /S0: no magnitude by local: signal to noise/.test(message)),
  );
});

Deno.test("station corrections are added, and picks go before expected arrivals", () => {
  const plain = estimate({ distancesKm: [50] });
  const corrected = estimate({ distancesKm: [50] }, { corrections: { "XX.S0": -0.4 } });
  assertAlmostEquals(localOf(plain).magnitude - localOf(corrected).magnitude, 0.4, 1e-9);
  assert(remarksOf(plain).includes("P expected, not picked"));
  const pick: Pick = {
    ...{ id: "p", phase: "P", timeMs: SCENE_ORIGIN.timeMs + 8440 },
    code: { network: "XX", station: "S0", location: "", channel: "" },
  };
  const picked = estimate({ distancesKm: [50] }, { picks: [pick] });
  assert(!remarksOf(picked).includes("P expected, not picked"));
});

Deno.test("a distance will do in place of an origin; a station without place or response is noted", () => {
  const { traces, stations } = layMagnitudeScene({ distancesKm: [50] });
  const byDistance = estimateMagnitude(traces, { stations, distanceKm: 50, depthKm: 8 });
  assertAlmostEquals(localOf(byDistance).magnitude, 4, 0.03);
  const nowhere = estimateMagnitude(traces, { stations: [], origin: SCENE_ORIGIN });
  assertEquals(nowhere.magnitudes, []);
  assert(nowhere.notes.some(({ message }) => message === "XX.S0: its place is not known."));
  const deaf = stations.map((station) => ({
    ...station,
    channels: station.channels.map(({ response: _, ...channel }) => channel),
  }));
  const silent = estimateMagnitude(traces, { stations: deaf, origin: SCENE_ORIGIN });
  assertEquals(silent.magnitudes, []);
  assertEquals(silent.notes.filter(({ kind }) => kind === "no response").length, 3);
  const counts = estimateMagnitude(traces, { stations, origin: SCENE_ORIGIN, unit: "m/s" });
  assertEquals(counts.magnitudes, []);
  assert(counts.notes.some(({ kind }) => kind === "implausible motion"));
  const holed = traces.map((trace) => ({ ...trace, samples: Float64Array.from(trace.samples) }));
  for (const { samples } of holed) samples[100] = NaN;
  const unsound = estimateMagnitude(holed, { stations, origin: SCENE_ORIGIN });
  assertEquals(unsound.magnitudes, []);
  assert(unsound.notes.some(({ message }) => message.includes("no numbers; not used")));
  assertThrows(
    () => estimateMagnitude(traces, { stations, origin: SCENE_ORIGIN, unit: "counts" }),
    ConfigurationError,
  );
});

Deno.test("where a record has gaps the magnitude is read from the part that holds the event", () => {
  const { traces, stations } = layMagnitudeScene();
  const quiet = traces.map((trace) => ({
    ...trace,
    startTimeMs: trace.startTimeMs + 300_000,
    samples: Int32Array.from({ length: 60_000 }, (_, i) => 20 * Math.sin(i / 8)),
  }));
  const found = estimateMagnitude([...traces, ...quiet], { stations, origin: SCENE_ORIGIN });
  assertAlmostEquals(localOf(found).magnitude, 4, 0.03);
  const none = estimateMagnitude(quiet, { stations, origin: SCENE_ORIGIN });
  assertEquals(none.magnitudes, []);
  assert(none.notes.some(({ message }) => message.includes("no record of the event")));
});

Deno.test("gaps of a record that claims a million samples a second are not filled", () => {
  const code = { network: "XX", station: "S0", location: "00", channel: "HHZ" };
  const traces = Array.from({ length: 1000 }, (_, i) => ({
    ...{ code, samplingRateHz: 1e6, samples: Int32Array.of(1) },
    startTimeMs: SCENE_ORIGIN.timeMs + 900 * i,
  }));
  const before = performance.now();
  const { magnitudes, notes } = estimateMagnitude(traces, {
    ...{ stations: layMagnitudeScene().stations, origin: SCENE_ORIGIN },
  });
  assertEquals([magnitudes.length, notes.length], [0, 1000]);
  assert(notes.every(({ kind }) => kind === "left out"));
  assert(performance.now() - before < 5000);
});

Deno.test("a station with wrong directions or response leaves the magnitudes of the others as they are", () => {
  const { traces, stations } = layMagnitudeScene({ magnitude: 5 });
  const estimateOf = (some: typeof traces, known: typeof stations) =>
    estimateMagnitude(some, { stations: known, origin: SCENE_ORIGIN });
  const without = estimateOf(traces.filter(({ code }) => code.station !== "S1"), stations);
  for (const sensitivity of [0, NaN, 1e30]) {
    const found = estimateOf(traces, spoilResponse(stations, "S1", sensitivity));
    assertEquals(found.magnitudes, without.magnitudes);
  }
  const broken = stations.map((station) => ({
    ...station,
    channels: station.channels.map((channel) =>
      station.station === "S1"
        ? { ...channel, response: { ...channel.response!, poles: [{ real: NaN, imaginary: 0 }] } }
        : channel
    ),
  }));
  const unreadable = estimateOf(traces, broken);
  assertEquals(unreadable.magnitudes, without.magnitudes);
  assert(unreadable.notes.some(({ channel }) => channel?.startsWith("XX.S1")));
  const alike = stations.map((station) => ({
    ...station,
    channels: station.channels.map((channel) =>
      station.station === "S1" ? { ...channel, azimuthDegrees: 0, dipDegrees: 0 } : channel
    ),
  }));
  const turned = estimateOf(traces, alike);
  const all = estimateOf(traces, stations);
  assertEquals(turned.magnitudes, all.magnitudes); // its letters tell the truth
  const told = turned.notes.filter(({ kind }) => kind === "wrong directions");
  assert(told.length > 0 && told.every(({ message }) => message.startsWith("XX.S1.")));
});
