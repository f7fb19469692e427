import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import type { PointEvents, ScoredSpan } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { chooseBackground } from "../../../engine/models/etas/choose_background.ts";
import {
  fitBackground,
  layBackgroundSources,
  relativeBackground,
} from "../../../engine/models/etas/fit_background.ts";
import { neighbourDistances } from "../../../engine/models/etas/neighbour_distances.ts";
import { type PlaceColumns, placeColumns } from "../../../engine/models/etas/place_columns.ts";
import { layPlaceGrid } from "../../../engine/models/etas/place_grid.ts";
import { smoothPlaces } from "../../../engine/models/etas/smooth_places.ts";
import { etasBackground, scoreEtas } from "../../../engine/models/mod.ts";

const DAY_MS = 86_400_000;
const AREA_KM2 = 10_000;
const PARAMETERS = {
  ...{ log10Mu: -4, log10K0: -3.5, a: 1.2, log10C: -3, omega: -0.1, log10Tau: 3 },
  ...{ log10D: -2, gamma: 0.8, rho: 0.5 },
};

Deno.test("Neighbours: their distances, by looking at all", () => {
  const stream = new RandomStream("neighbours");
  for (const size of [0, 1, 2, 5, 400]) {
    // Every fifth place comes twice; one lies far away.
    const east = Float64Array.from({ length: size }, () => 30 * stream.normal());
    const north = Float64Array.from({ length: size }, () => 0.1 * stream.normal());
    for (let i = 5; i < size; i += 5) [east[i], north[i]] = [east[i - 1], north[i - 1]];
    if (size > 5) north[2] = 4000;
    const places = planePlaces(east, north);
    const found = neighbourDistances(layPlaceGrid(places, { from: 0, to: size }), 3);
    for (let i = 0; i < size; i++) {
      const all = Array.from(east, (x, j) => Math.hypot(x - east[i], north[j] - north[i]))
        .filter((_, j) => j !== i).sort((a, b) => a - b);
      for (let k = 0; k < 3; k++) {
        assertAlmostEquals(found[3 * i + k], all[Math.min(k, all.length - 1)] ?? 0, 1e-9);
      }
    }
  }
});

Deno.test("Smoothing: the sum of kernels, none for itself", () => {
  const stream = new RandomStream("smoothing");
  const [east, north] = [0, 1].map(() =>
    Float64Array.from({ length: 200 }, () => 8 * stream.normal())
  );
  const places = planePlaces(east, north);
  const weights = east.map(() => Math.max(0, stream.uniform() - 0.3));
  const widthsKm = east.map(() => 0.2 + 3 * stream.uniform());
  const kernel = (i: number, j: number) => {
    const square = (east[i] - east[j]) ** 2 + (north[i] - north[j]) ** 2;
    const variance = widthsKm[j] ** 2;
    return weights[j] * Math.exp(-square / 2 / variance) / (2 * Math.PI * variance);
  };
  for (const isSame of [true, false]) {
    const [from, to] = isSame ? [0, 200] : [50, 130];
    const targets = layPlaceGrid(places, { from, to });
    const found = smoothPlaces(places, { weights, widthsKm, targets, isSame });
    assertEquals(found.length, to - from);
    found.forEach((value, k) => {
      const i = from + k;
      const sum = weights.reduce((s, _, j) => s + (isSame && i === j ? 0 : kernel(i, j)), 0);
      assertAlmostEquals(value, sum, 5e-5);
    });
  }
});

Deno.test("ETAS background: its parts integrate to the whole", () => {
  const events = makeEvents(120);
  const lattice = Array.from({ length: 401 * 401 }, (_, i) => [i % 401 - 200, (i / 401 | 0) - 200]);
  const { places: made } = events;
  assert(made.kind === "plane");
  const places = planePlaces(
    Float64Array.from([...made.eastKm].concat(lattice.map(([x]) => x))),
    Float64Array.from([...made.northKm].concat(lattice.map(([, y]) => y))),
  );
  const sources = layBackgroundSources(places, 120);
  for (const uniformShare of [0, 0.25, 1]) {
    const shape = { neighbours: 4, floorKm: 2, uniformShare };
    const background = fitBackground(sources, { ...fitOptions(120), shape });
    const targets = layPlaceGrid(places, { from: 120, to: places.xyz[0].length });
    const relative = relativeBackground(sources, background, { targets, areaKm2: AREA_KM2 });
    const kernels = relative.reduce((sum, value) => sum + value - uniformShare, 0) / AREA_KM2;
    assertAlmostEquals(kernels, 1 - uniformShare, 1e-5);
  }
});

Deno.test("ETAS background: more where background is dense, none for what is triggered", () => {
  const stream = new RandomStream("planted");
  // A third each: everywhere, a cluster in the west, a cluster in the east that is all triggered.
  const size = 300;
  const [east, north] = [0, 1].map((axis) =>
    Float64Array.from({ length: size + 3 }, (_, i) => {
      if (i >= size) return axis === 0 ? [0, -30, 30][i - size] : 0;
      if (i % 3 === 0) return 100 * stream.uniform() - 50;
      return (axis === 0 ? i % 3 === 1 ? -30 : 30 : 0) + 2 * stream.normal();
    })
  );
  const sources = layBackgroundSources(planePlaces(east, north), size);
  const triggered = Float64Array.from({ length: size }, (_, i) => i % 3 === 2 ? 1 : 1e-9);
  const shape = { neighbours: 5, floorKm: 1, uniformShare: 0.05 };
  const background = fitBackground(sources, { ...fitOptions(size), triggered, shape });
  const targets = layPlaceGrid(sources.places, { from: size, to: size + 3 });
  const [middle, west, far] = relativeBackground(sources, background, {
    targets,
    areaKm2: AREA_KM2,
  });
  assert(west > 50 * middle, `${west} ${middle}`);
  assertLess(far, 2);
  const shares = background.probability;
  assert(shares.every((p, i) => i % 3 === 2 ? p < 0.01 : p > 0.99));
});

Deno.test("ETAS background: a uniform one is plain ETAS, to the last bit", async () => {
  const kernels = await startKernels({ threads: 1 });
  const events = makeEvents(90);
  const span = spanOf(events, 60, 90);
  const options = { parameters: PARAMETERS, mc: 2, areaKm2: AREA_KM2, span, kernels };
  const plain = scoreEtas(events, options);
  const sources = layBackgroundSources(placeColumns(events.places), 60);
  const shape = { neighbours: 1, floorKm: 1, uniformShare: 1 };
  const background = fitBackground(sources, { ...fitOptions(60), shape });
  assertEquals(background.passes, 1);
  const targets = layPlaceGrid(sources.places, span);
  const uniform = relativeBackground(sources, background, { targets, areaKm2: AREA_KM2 });
  assertEquals(scoreEtas(events, { ...options, relativeBackground: uniform }), plain);
  const { relative } = etasBackground(events, options);
  const varying = scoreEtas(events, { ...options, relativeBackground: relative });
  assertEquals(varying.logRate, plain.logRate);
  assertEquals(varying.expected, plain.expected);
  assert(varying.logDensity.every((value, i) => value !== plain.logDensity[i]));
});

Deno.test("ETAS background: nothing of the scored span shapes it", async () => {
  const kernels = await startKernels({ threads: 1 });
  const events = makeEvents(90);
  const [validation, span] = [spanOf(events, 40, 60), spanOf(events, 60, 90)];
  const options = { parameters: PARAMETERS, mc: 2, areaKm2: AREA_KM2, span, validation, kernels };
  const one = etasBackground(events, options);
  events.magnitude.fill(6, 60);
  assert(events.places.kind === "plane");
  events.places.eastKm.fill(3, 61);
  const other = etasBackground(events, options);
  assertEquals(other.background, one.background);
  assertEquals(other.choice, one.choice);
  assertEquals(other.relative[0], one.relative[0]);
});

Deno.test("ETAS background: where smoothing misleads, plain ETAS is chosen", () => {
  // Training in the west, validation in the east.
  const places = planePlaces(
    Float64Array.from({ length: 80 }, (_, i) => (i < 50 ? -500 : 500) + i % 7),
    Float64Array.from({ length: 80 }, (_, i) => i % 11),
  );
  const span = { from: 50, to: 80, startMs: 0, endMs: 1 };
  const choice = chooseBackground(places, { ...fitOptions(80), span });
  assertEquals([choice.shape.uniformShare, choice.gain], [1, 0]);
});

function fitOptions(size: number) {
  return { mu: 1e-4, areaKm2: AREA_KM2, triggered: new Float64Array(size).fill(1e-4), passes: 20 };
}

function spanOf(events: PointEvents, from: number, to: number): ScoredSpan {
  return { from, to, startMs: events.timeMs[from], endMs: events.timeMs[to - 1] };
}

function planePlaces(eastKm: Float64Array, northKm: Float64Array): PlaceColumns {
  return placeColumns({ kind: "plane", eastKm, northKm });
}

function makeEvents(size: number): PointEvents {
  const stream = new RandomStream(`background ${size}`);
  const column = (draw: () => number) => Float64Array.from({ length: size }, draw);
  return {
    name: "made",
    size,
    timeMs: column(() => 300 * DAY_MS * stream.uniform()).sort(),
    isDated: false,
    magnitude: column(() => 2 + stream.exponential(2)),
    places: {
      kind: "plane",
      northKm: column(() => 20 * stream.normal()),
      eastKm: column(() => 10 * stream.normal()),
    },
  };
}
