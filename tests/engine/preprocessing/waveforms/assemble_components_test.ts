import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError, InsufficientDataError, type Station } from "@quakecast/quakecast/domain";
import {
  assembleComponents,
  rotateFromRadial,
  rotateToGround,
  rotateToRadial,
  signalToNoise,
} from "@quakecast/quakecast/preprocessing";
import { madeTrace, sinusoid, worstDifference } from "./made_traces.ts";

const START = Date.UTC(2024, 0, 1);

Deno.test("rotateToRadial points away from the epicentre and right of it, and back again", () => {
  // Epicentre in the south (180 degrees): away is north; right of one who looks north is east.
  const south = rotateToRadial({ north: [1, 0], east: [0, 1] }, 180);
  [1, 0].forEach((value, i) => assertAlmostEquals(south.radial[i], value, 1e-15));
  [0, 1].forEach((value, i) => assertAlmostEquals(south.transverse[i], value, 1e-15));
  // Epicentre in the west: away is east, right of it south.
  const west = rotateToRadial({ north: [1, 0], east: [0, 1] }, 270);
  [0, 1].forEach((value, i) => assertAlmostEquals(west.radial[i], value, 1e-15));
  [-1, 0].forEach((value, i) => assertAlmostEquals(west.transverse[i], value, 1e-15));
  const motion = { north: sinusoid(50, { hertz: 3 }), east: sinusoid(50, { hertz: 7 }) };
  const back = rotateFromRadial(rotateToRadial(motion, 37), 37);
  assert(worstDifference(back.north, motion.north) < 1e-14);
  assert(worstDifference(back.east, motion.east) < 1e-14);
  assertThrows(() => rotateToRadial({ north: [1], east: [] }, 0), InputError);
});

Deno.test("rotateToGround undoes any three directions, such as those of a Galperin seismometer", () => {
  const ground = [
    sinusoid(40, { hertz: 3 }),
    sinusoid(40, { hertz: 5 }),
    sinusoid(40, { hertz: 9 }),
  ];
  const record = (azimuthDegrees: number, dipDegrees: number) => {
    const [azimuth, dip] = [azimuthDegrees, dipDegrees].map((degrees) => degrees * Math.PI / 180);
    const samples = ground[0].map((east, i) =>
      east * Math.sin(azimuth) * Math.cos(dip) + ground[1][i] * Math.cos(azimuth) * Math.cos(dip) -
      ground[2][i] * Math.sin(dip)
    );
    return { samples, azimuthDegrees, dipDegrees };
  };
  for (
    const directions of [[[90, -35.26], [330, -35.26], [210, -35.26]], [[12, 3], [95, -4], [7, 88]]]
  ) {
    const [u, v, w] = directions.map(([azimuth, dip]) => record(azimuth, dip));
    const { east, north, up } = rotateToGround([u, v, w]);
    [east, north, up].forEach((found, i) => assert(worstDifference(found, ground[i]) < 1e-12));
  }
  const flat = record(0, 0);
  assertThrows(() => rotateToGround([flat, record(90, 0), record(45, 0)]), InputError);
  assertThrows(() => rotateToGround([flat, record(90, 0), record(NaN, -90)]), InputError);
});

function station(directions: Record<string, [number, number]>): Station {
  const place = { latitude: 0, longitude: 0, elevationM: 0 };
  const channels = Object.entries(directions).map(([channel, [azimuthDegrees, dipDegrees]]) => ({
    ...place,
    location: "",
    channel,
    depthM: 0,
    azimuthDegrees,
    dipDegrees,
    samplingRateHz: 100,
    startMs: -Infinity,
    endMs: Infinity,
  }));
  return { network: "XX", station: "TEST", ...place, siteName: "", channels };
}

const made = (channel: string, samples: number[], startTimeMs = START) =>
  madeTrace(samples, { channel, startTimeMs });

Deno.test("assembleComponents lays east, north and up side by side", () => {
  const { records, notes } = assembleComponents(
    [made("BHZ", [3, 6]), made("BHE", [1, 4]), made("BHN", [2, 5])],
    { samplingRateHz: 100 },
  );
  assertEquals(notes, []);
  assertEquals(records.length, 1);
  assertEquals([...records[0].samples], [1, 2, 3, 4, 5, 6]);
  assertEquals(records[0].code.channel, "BH");
  assertEquals(records[0].componentsPresent, [true, true, true]);
});

Deno.test("assembleComponents fills what is missing with zeros and says so", () => {
  const { records, notes } = assembleComponents(
    [made("BHZ", [3, 6, 9]), made("BHN", [5], START + 10)],
    { samplingRateHz: 100 },
  );
  assertEquals([...records[0].samples], [0, 0, 3, 0, 5, 6, 0, 0, 9]);
  assertEquals(records[0].componentsPresent, [false, true, true]);
  assertEquals(notes.map(({ kind }) => kind), ["filled with zeros", "filled with zeros"]);
  const apart = assembleComponents(
    [made("BHZ", [1, 2]), made("BHZ", [3, 4], START + 1000), made("HHZ", [7]), made("LOG", [1])],
    { samplingRateHz: 100 },
  );
  assertEquals(apart.records.map(({ samples }) => samples.length), [6, 6, 3]);
  assertEquals(apart.notes[0].kind, "left out");
});

Deno.test("assembleComponents takes 1 and 2 for north and east where it must, and turns them where it can", () => {
  const traces = [made("BH1", [1, 0]), made("BH2", [0, 1]), made("BHZ", [0, 0])];
  const guessed = assembleComponents(traces, { samplingRateHz: 100 });
  assertEquals([...guessed.records[0].samples], [0, 1, 0, 1, 0, 0]);
  assertEquals(guessed.notes.map(({ kind }) => kind), ["direction unknown", "direction unknown"]);
  const known = assembleComponents(traces, {
    samplingRateHz: 100,
    stations: [station({ BH1: [30, 0], BH2: [120, 0], BHZ: [0, -90] })],
  });
  assertEquals(known.notes.map(({ kind }) => kind), ["rotated", "rotated"]);
  const [sine, cosine] = [Math.sin(Math.PI / 6), Math.cos(Math.PI / 6)];
  [sine, cosine, 0, cosine, -sine, 0].forEach((value, i) =>
    assertAlmostEquals(known.records[0].samples[i], value, 1e-12)
  );
  const one = assembleComponents(traces.slice(0, 1), {
    samplingRateHz: 100,
    stations: [station({ BH1: [30, 0] })],
  });
  assert(one.notes.some(({ kind }) => kind === "not rotated"));
});

Deno.test("signalToNoise is the ratio of squares in decibels", () => {
  const samples = Float64Array.from({ length: 1000 }, (_, i) => (i < 500 ? 1 : 10) * (-1) ** i);
  const options = { samplingRateHz: 100, arrivalSample: 500 };
  assertAlmostEquals(signalToNoise(samples, options), 20, 1e-12);
  assertAlmostEquals(signalToNoise(samples, { ...options, measure: "quantile" }), 20, 1e-12);
  assertAlmostEquals(
    signalToNoise(samples, { ...options, noiseEndSample: 990, noiseSeconds: 1 }),
    0,
  );
  assertEquals(signalToNoise([0, 0, 1], { samplingRateHz: 1, arrivalSample: 2 }), Infinity);
  assertThrows(
    () => signalToNoise(samples, { ...options, arrivalSample: 0 }),
    InsufficientDataError,
  );
});

Deno.test("a channel with too few samples a second is left out and noted, whatever its header says", () => {
  for (const samplingRateHz of [1, 1e-6]) {
    const trace = madeTrace(new Float64Array(90), { channel: "LHZ", samplingRateHz });
    const { records, notes } = assembleComponents([trace], { samplingRateHz: 100 });
    assertEquals([records.length, notes.map(({ kind }) => kind)], [0, ["left out"]]);
  }
});
