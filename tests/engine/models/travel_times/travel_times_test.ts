import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  InputError,
  layeredVelocityModel,
  type VelocityModel,
} from "../../../../engine/domain/mod.ts";
import { EARTH_RADIUS_KM, RandomStream } from "../../../../engine/mathematics/mod.ts";
import { travelTimes, VELOCITY_MODELS } from "../../../../engine/models/mod.ts";
import { rayLayers } from "../../../../engine/models/travel_times/ray_layers.ts";
import {
  traceRays,
  type TravelTimePhase,
} from "../../../../engine/models/travel_times/trace_rays.ts";

const DEGREE_KM = Math.PI * EARTH_RADIUS_KM / 180;

const HALF_SPACE = layeredVelocityModel({
  name: "half space",
  topsKm: [0],
  pKmPerSecond: [6],
  ratio: 1.75,
});

const CRUST = layeredVelocityModel({
  name: "one layer over a half space",
  topsKm: [0, 30],
  pKmPerSecond: [6, 8],
  ratio: 1.75,
  mohoKm: 30,
});

Deno.test("in a half space a wave goes straight, from a source of any depth to any height", () => {
  const [p, s] = ["P", "S"].map((phase) => travelTimes(HALF_SPACE, phase));
  for (const distanceKm of [0, 0.3, 7, 120, 900]) {
    for (const depthKm of [-0.4, 0.7, 12, 150]) {
      for (const elevationKm of [-0.5, 0, 1.3, 4]) {
        const seconds = Math.hypot(distanceKm, depthKm + elevationKm) / 6;
        if (seconds < 0.2) continue; // a cone has a tip
        assertAlmostEquals(p.secondsAt(distanceKm, depthKm, elevationKm), seconds, 3e-3);
        assertAlmostEquals(s.secondsAt(distanceKm, depthKm, elevationKm), seconds * 1.75, 5e-3);
        const { perDistanceKm, perDepthKm } = p.slopesAt(distanceKm, depthKm, elevationKm);
        assertAlmostEquals(perDistanceKm, distanceKm / (36 * seconds), 3e-3);
        assertAlmostEquals(perDepthKm, (depthKm + elevationKm) / (36 * seconds), 2e-2);
      }
    }
  }
});

Deno.test("one layer over a half space: the direct wave and the head wave of the textbook", () => {
  const depthKm = 10;
  const cosine = Math.sqrt(1 - (6 / 8) ** 2);
  const headSeconds = (distanceKm: number) => distanceKm / 8 + (30 + 20) * cosine / 6;
  const criticalKm = 50 * (6 / 8) / cosine;
  const [p, pg, pn] = ["P", "Pg", "Pn"].map((phase) => travelTimes(CRUST, phase));
  for (const distanceKm of [5, 40, 80, 150, 300, 700]) {
    const direct = Math.hypot(distanceKm, depthKm) / 6;
    const head = headSeconds(distanceKm);
    assertAlmostEquals(pg.secondsAt(distanceKm, depthKm), direct, 1e-4);
    if (distanceKm > criticalKm + 3) {
      assertAlmostEquals(pn.secondsAt(distanceKm, depthKm), head, 1e-9);
      assertAlmostEquals(p.secondsAt(distanceKm, depthKm), Math.min(direct, head), 1e-3);
    } else assertEquals(pn.secondsAt(distanceKm, depthKm), NaN);
  }
  assertEquals(pg.secondsAt(50, 40), NaN);
  assertAlmostEquals(pn.slopesAt(500, 10).perDistanceKm, 1 / 8, 1e-12);
});

Deno.test("a linear gradient bends rays to circles", () => {
  const node = (depthKm: number) => ({
    depthKm,
    pKmPerSecond: 4 + 0.03 * depthKm,
    sKmPerSecond: 2 + 0.02 * depthKm,
  });
  const model: VelocityModel = { name: "gradient", earth: "flat", nodes: [node(0), node(150)] };
  const p = travelTimes(model, "P");
  for (const distanceKm of [0, 1, 20, 90, 250]) {
    for (const depthKm of [0, 3, 21, 88]) {
      if (distanceKm + depthKm === 0) continue;
      const [source, station] = [4 + 0.03 * depthKm, 4];
      const rise = 0.03 ** 2 * (distanceKm ** 2 + depthKm ** 2) / (2 * source * station);
      assertAlmostEquals(p.secondsAt(distanceKm, depthKm), Math.acosh(1 + rise) / 0.03, 1e-3);
    }
  }
});

Deno.test("reference Earths give the times of the TauP toolkit", () => {
  const [ak135, iasp91] = VELOCITY_MODELS;
  assertEquals([ak135.name, iasp91.name], ["ak135", "iasp91"]);
  // "35.00 10.0 P 412.43", the example of the manual of TauP for iasp91.
  const trace = traceRays(rayLayers(iasp91, "P"), { phase: "P", sourceKm: 10, stationKm: 0 });
  assertAlmostEquals(trace(35 * DEGREE_KM).seconds, 412.43, 0.01);
  // Straight through 20 km of 5.8 km/s, as a chord of the sphere.
  const chordKm = Math.sqrt(
    EARTH_RADIUS_KM ** 2 + (EARTH_RADIUS_KM - 15) ** 2 -
      2 * EARTH_RADIUS_KM * (EARTH_RADIUS_KM - 15) * Math.cos(40 / EARTH_RADIUS_KM),
  );
  assertAlmostEquals(travelTimes(ak135, "Pg").secondsAt(40, 15), chordKm / 5.8, 2e-4);
});

Deno.test("tables agree with exact rays, and slopes with times", () => {
  const layers = layeredVelocityModel({
    name: "layers",
    topsKm: [0, 0.6, 1.2, 3, 6, 10, 16, 26],
    pKmPerSecond: [2.5, 3.16, 3.82, 4.8, 5.1, 5.6, 5.9, 7.95],
    ratio: 1.73,
  });
  const random = new RandomStream(5);
  for (const phase of ["P", "S", "Pg"] as TravelTimePhase[]) {
    const times = travelTimes(layers, phase);
    const rays = rayLayers(layers, phase.startsWith("S") ? "S" : "P");
    const errors: number[] = [];
    for (let i = 0; i < 400; i++) {
      const distanceKm = 0.5 + 150 * random.uniform();
      const sourceKm = 25 * random.uniform();
      const elevationKm = 2 * random.uniform();
      const exact = traceRays(rays, { phase, sourceKm, stationKm: -elevationKm })(distanceKm);
      errors.push(Math.abs(times.secondsAt(distanceKm, sourceKm, elevationKm) - exact.seconds));
    }
    errors.sort((a, b) => a - b);
    assert(errors[200] < 1e-4 && errors[395] < 6e-3 && errors[399] < 0.03, `${errors.slice(-6)}`);
  }
});

Deno.test("a slow layer casts no shadow without times", () => {
  const model: VelocityModel = {
    name: "slow layer",
    earth: "flat",
    nodes: [[0, 5], [10, 6], [10, 4], [20, 4.5], [20, 7], [60, 8]].map(([depthKm, p]) => ({
      depthKm,
      pKmPerSecond: p,
      sKmPerSecond: p / 1.8,
    })),
  };
  const p = travelTimes(model, "P");
  let last = 0;
  for (let distanceKm = 0.5; distanceKm < 400; distanceKm += 3.7) {
    const seconds = p.secondsAt(distanceKm, 4);
    assert(seconds > last, `${distanceKm} km: ${seconds} after ${last}`);
    last = seconds;
  }
});

Deno.test("beyond their reach times are NaN; models and phases that make no sense are refused", () => {
  const p = travelTimes(HALF_SPACE, "P", { largestDepthKm: 50, largestDistanceKm: 100 });
  assertEquals([p.secondsAt(101, 5), p.secondsAt(5, 51), p.secondsAt(NaN, 5)], [NaN, NaN, NaN]);
  const whole = travelTimes(VELOCITY_MODELS[0], "P");
  assertEquals([whole.secondsAt(10, 5, -1e4), whole.secondsAt(10, 5, -1e300)], [NaN, NaN]);
  assertThrows(() => travelTimes(HALF_SPACE, "PcP"), InputError, "expected P, S, Pg");
  const layers = { name: "bad", topsKm: [0, 5], pKmPerSecond: [5, 6] };
  assertThrows(() => layeredVelocityModel(layers), InputError, "0 < S velocity");
  assertThrows(() => layeredVelocityModel({ ...layers, topsKm: [0] }), InputError, "as many");
  assertThrows(
    () => layeredVelocityModel({ ...layers, topsKm: [5, 0], ratio: 1.7 }),
    InputError,
    "grow",
  );
});
