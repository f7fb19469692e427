import { assert, assertEquals } from "@std/assert";
import { DAY_MS, type EventPlaces } from "../../../engine/domain/mod.ts";
import {
  destination,
  kolmogorovSmirnovUniform,
  RandomStream,
  taperedOmoriIntegral,
} from "../../../engine/mathematics/mod.ts";
import {
  AGE_EDGES_DAYS,
  AGES,
  etasLawOf,
  EVENT_FEATURES,
  EventState,
  GROUPS,
  OmoriLookup,
  placeColumns,
  placeEllipses,
  strengthOf,
} from "../../../engine/models/mod.ts";
import { drawOffset, waysAt } from "../../../engine/models/neural_etas/draw_offset.ts";
import { HistoryCells } from "../../../engine/models/neural_etas/history_cells.ts";
import { pickBySums, pickByWeights } from "../../../engine/models/neural_etas/pick_by_sums.ts";
import { placeEllipseOfLast } from "../../../engine/models/neural_etas/place_ellipses.ts";
import { PLANE_PARAMETERS, planeScene } from "./etas_plane.ts";
import { HISTORY_DAYS, planeHistory } from "./neural_etas_plane.ts";

const LAW = etasLawOf(PLANE_PARAMETERS);
const SAN_JACINTO = { ...LAW, cDays: 4.1e-5, omega: -0.18, tauDays: 1_022 };

Deno.test("Omori lookup: the integral is that of the quadrature", () => {
  for (const law of [LAW, SAN_JACINTO]) {
    const lookup = new OmoriLookup(law, 20_000);
    const whole = taperedOmoriIntegral(law, { from: 0, to: 20_000 });
    for (const age of [0, 1e-7, 3e-5, 1e-3, 0.7, 33.3, 999, 12_345, 20_000]) {
      const exact = taperedOmoriIntegral(law, { from: 0, to: age });
      assert(Math.abs(lookup.integral(age) - exact) < 1e-8 * whole, `${age} days`);
    }
    const rate = Math.exp(-3 / law.tauDays) / (3 + law.cDays) ** (1 + law.omega);
    assert(Math.abs(lookup.rate(3) / rate - 1) < 1e-12);
  }
});

Deno.test("history cells: each group has its share of the integral, edges of ages and all", () => {
  const history = planeHistory();
  const days = 20;
  const startMs = HISTORY_DAYS * DAY_MS;
  const lookup = new OmoriLookup(LAW, 200);
  const { mc } = planeScene({ days });
  const cells = new HistoryCells(history, { law: LAW, lookup, mc, startMs, days });
  assertEquals([cells.edges[0], cells.edges[cells.size]], [0, days]);
  const found = new Float64Array(GROUPS);
  cells.amounts.forEach((amount, k) => found[k % GROUPS] += amount);
  const exact = new Float64Array(GROUPS);
  for (let event = 0; event < history.size; event++) {
    const excess = history.magnitude[event] - mc;
    const since = (startMs - history.timeMs[event]) / DAY_MS;
    const kind = excess > 2.2 - 1e-6 ? 2 : excess > 1 - 1e-6 ? 1 : 0;
    AGE_EDGES_DAYS.forEach((edge, k) => {
      const from = Math.max(since, edge);
      const to = Math.min(since + days, AGE_EDGES_DAYS[k + 1] ?? Infinity);
      if (from >= to) return;
      exact[AGES * kind + k] += strengthOf(LAW, excess) * taperedOmoriIntegral(LAW, { from, to });
    });
  }
  const sum = exact.reduce((total, amount) => total + amount, 0);
  found.forEach((amount, k) => assert(Math.abs(amount - exact[k]) < 1e-7 * sum, `group ${k}`));
  // Parents are picked as often as they have aftershocks there.
  const [cell, group] = [60, AGES + 5];
  const parts = new Map<number, number>();
  let whole = 0;
  for (let event = 0; event < history.size; event++) {
    cells.visit(event, cell, cell + 1, (_, at, amount) => {
      if (at !== group || amount === 0) return;
      parts.set(event, amount);
      whole += amount;
    });
  }
  assert(parts.size > 3, `${parts.size}`);
  const picked = new Map<number, number>();
  for (let i = 0; i < 10_000; i++) {
    const event = cells.pick(cell, group, (i + 0.5) / 10_000);
    picked.set(event, (picked.get(event) ?? 0) + 1e-4);
  }
  parts.forEach((part, event) =>
    assert(Math.abs((picked.get(event) ?? 0) - part / whole) < 2e-4, `event ${event}`)
  );
});

Deno.test("event state: a copy goes on as the whole does", () => {
  const random = new RandomStream(4);
  const first = new EventState({ mc: 2, meanExcess: 0.5 });
  const draw = (i: number) => ({
    day: 1_000 + i * 0.37 + 0.1 * random.uniform(),
    excess: random.exponential(1.5),
    place: [20 * random.normal(), 20 * random.normal(), random.normal()] as const,
    expected: random.exponential(1),
    rate: 1 + random.exponential(1),
    backgroundShare: random.uniform(),
    backgroundProbability: random.uniform(),
  });
  const [one, other] = [new Float32Array(EVENT_FEATURES), new Float32Array(EVENT_FEATURES)];
  for (let i = 0; i < 400; i++) first.add(draw(i), one);
  const copy = first.clone();
  for (let i = 400; i < 800; i++) {
    const event = draw(i);
    first.add(event, one);
    copy.add(event, other);
    assertEquals(other, one);
  }
  const fresh = new EventState({ mc: 2, meanExcess: 0.5 });
  const empty = fresh.clone();
  const event = draw(0);
  fresh.add(event, one);
  empty.add(event, other);
  assertEquals(other.slice(0, 7), one.slice(0, 7));
});

Deno.test("offsets: an ellipse measures distances that follow the law, on the globe too", () => {
  const random = new RandomStream(8);
  const [latitude, longitude]: number[][] = [[], []];
  for (let i = 0; i < 60; i++) { // along a fault from south-west to north-east
    const along = 0.3 * random.normal();
    latitude.push(36 + along + 0.02 * random.normal());
    longitude.push(-120 + along + 0.02 * random.normal());
  }
  const places: EventPlaces = {
    kind: "geographic",
    latitude: Float64Array.from(latitude),
    longitude: Float64Array.from(longitude),
  };
  const columns = placeColumns(places);
  const ellipses = placeEllipses(columns);
  const ellipse = placeEllipseOfLast(columns);
  const last = latitude.length - 1;
  assertEquals(ellipse.along, ellipses.along[last]);
  assertEquals(ellipse.across, ellipses.across.map((column) => column[last]));
  assert(ellipse.along < 0.8);
  const middle = latitude.reduce((sum, value) => sum + value, 0) / 60;
  const origin = { latitude: middle, longitude: longitude.reduce((a, b) => a + b, 0) / 60 };
  const at = [longitude[last], latitude[last]] as const;
  const ways = waysAt(at, { kind: "geographic", origin });
  const [spread, rho] = [0.4, 0.6];
  const levels: number[] = [];
  for (let i = 0; i < 2_000; i++) {
    const offset = drawOffset({ spread, rho, ellipse: { ...ellipse, ways } }, random);
    if (offset.distanceKm > 300) { // there the plane and the globe part
      levels.push(1 - (1 + offset.distanceKm ** 2 / spread) ** -rho);
      continue;
    }
    const from = { longitude: at[0], latitude: at[1] };
    const there = destination(from, { ...offset, radiusKm: 6378.1 });
    const both = placeColumns({
      kind: "geographic",
      latitude: Float64Array.of(at[1], there.latitude),
      longitude: Float64Array.of(at[0], there.longitude),
    }, origin);
    const way = both.xyz.map((column) => column[1] - column[0]);
    const turned = way.reduce((sum, value, k) => sum + value * ellipse.across[k], 0);
    const square = way.reduce((sum, value) => sum + value * value, 0);
    // Its own measure, which the kernel has in the law, must have the law's distribution.
    levels.push(1 - (1 + (ellipse.along * square + turned ** 2) / spread) ** -rho);
  }
  assert(kolmogorovSmirnovUniform(levels)!.probability > 0.01);
});

Deno.test("picks: a number falls to the part it lies in, never to one without weight", () => {
  assertEquals([0, 0.9, 1, 2.9, 3].map((value) => pickBySums([1, 1, 3], value)), [0, 0, 2, 2, 2]);
  const weights = [0, 2, 0, 1, 0];
  assertEquals([0, 1.9, 2, 2.9, 3].map((value) => pickByWeights(weights, value)), [1, 1, 3, 3, 3]);
});
