import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { DAY_MS, type PointEvents } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  AGES,
  BACKGROUNDS,
  firstLogDensities,
  GROUPS,
  IS_SCALED,
  logDensityAt,
  PLACE_OUTPUTS,
  type PlaceComponents,
  placeLoss,
} from "../../../../engine/models/mod.ts";
import { etasLawOf } from "../../../../engine/models/etas/etas_law.ts";
import { placeColumns } from "../../../../engine/models/etas/place_columns.ts";
import { placeEllipses } from "../../../../engine/models/neural_etas/place_ellipses.ts";
import {
  PLACE_LAWS,
  sumEventGroups,
} from "../../../../engine/models/neural_etas/sum_event_groups.ts";
import { openKernels } from "../../backend/open_kernels.ts";
import { holdSlopes, randomSaid } from "./central_slopes.ts";
import { MADE_PARAMETERS } from "./made_events.ts";

const EVENTS = 4;

function makeComponents(): PlaceComponents {
  const stream = new RandomStream("place components");
  const column = (size: number) =>
    Float32Array.from({ length: EVENTS * size }, () => Math.exp(2 * stream.normal()));
  const components = {
    rate: column(1 + GROUPS),
    background: 0.7,
    densities: column(BACKGROUNDS),
    here: column(GROUPS * PLACE_LAWS),
  };
  components.rate[2] = 0; // a group without events
  components.here.fill(0, PLACE_LAWS, 2 * PLACE_LAWS);
  return components;
}

Deno.test("Place head: its slopes are those of the loss", () => {
  const components = makeComponents();
  const events = Int32Array.of(3, 0);
  const said = randomSaid(2 * PLACE_OUTPUTS, "said of where");
  const { loss, slope } = placeLoss(components)(said, events);
  events.forEach((event, i) => {
    const at = PLACE_OUTPUTS * i;
    const lossOf = (moved: Float64Array) => -logDensityAt(components, { event, said: moved, at });
    assertAlmostEquals(loss[i], lossOf(Float64Array.from(said)), 1e-12);
    const others = slope.map((value, k) => k >= at && k < at + PLACE_OUTPUTS ? value : 0);
    holdSlopes(others, { said, lossOf });
  });
});

Deno.test("Place head: what is said too loud of a group counts as e^8, without a slope", () => {
  const components = makeComponents();
  const said = new Float32Array(PLACE_OUTPUTS);
  said.set([9, -11, 300], 3);
  const lossOf = (moved: Float64Array) =>
    -logDensityAt(components, { event: 1, said: moved, at: 0 });
  const { loss, slope } = placeLoss(components)(said, Int32Array.of(1));
  assert(Number.isFinite(loss[0]));
  holdSlopes(slope, { said, lossOf });
});

Deno.test("Place head: nothing said is near the start, its first laws alone are the start", () => {
  const components = makeComponents();
  // All laws and backgrounds of a group as the first: then their shares do not matter.
  for (let at = 0; at < components.here.length; at++) {
    components.here[at] = components.here[at - at % PLACE_LAWS];
  }
  for (let at = 0; at < components.densities.length; at++) {
    components.densities[at] = components.densities[at - at % BACKGROUNDS];
  }
  const said = new Float32Array(PLACE_OUTPUTS);
  const start = firstLogDensities(components, { start: 1, end: EVENTS });
  assertEquals(start.length, EVENTS - 1);
  start.forEach((value, i) =>
    assertAlmostEquals(logDensityAt(components, { event: 1 + i, said, at: 0 }), value, 1e-6)
  );
});

/** Where a density is summed up: rings about the origin, kilometres, in steps of the logarithm. */
const ANGLES = 48;
const RINGS = 300;
const [FIRST, LAST] = [Math.log(1e-5), Math.log(1e9)];
const STEP = (LAST - FIRST) / (RINGS - 1);
const ringKm = (target: number) => Math.exp(FIRST + STEP * Math.floor(target / ANGLES));

/** Ages and magnitudes of the events at the origin. */
const SOURCES = [[500, 4.5], [50, 3.5], [5, 2], [0.5, 3.5], [5e-3, 2.4], [5e-4, 4.5]];

/** Old events of no weight along a line, some at the origin, and later ones at all places, at once. */
function makeRings(): { events: PointEvents; from: number } {
  const ghosts = 25;
  const from = ghosts + SOURCES.length;
  const size = from + ANGLES * RINGS;
  const [northKm, eastKm, magnitude] = [0, 1, 2].map(() => new Float64Array(size));
  const timeMs = new Float64Array(size).fill(3_000 * DAY_MS);
  for (let i = 0; i < ghosts; i++) {
    [northKm[i], eastKm[i]] = [0.26 * (i - 12), 0.15 * (i - 12)];
    [timeMs[i], magnitude[i]] = [i * DAY_MS, -60];
  }
  SOURCES.forEach(([days, m], i) => {
    timeMs[ghosts + i] -= days * DAY_MS;
    magnitude[ghosts + i] = m;
  });
  for (let target = 0; target < ANGLES * RINGS; target++) {
    const angle = 2 * Math.PI * (target % ANGLES) / ANGLES;
    northKm[from + target] = ringKm(target) * Math.cos(angle);
    eastKm[from + target] = ringKm(target) * Math.sin(angle);
  }
  const places = { kind: "plane" as const, northKm, eastKm };
  return { events: { name: "rings", size, timeMs, isDated: false, magnitude, places }, from };
}

/** ∫ of a density over the plane, by rings. */
function integrate(density: (target: number) => number): number {
  let sum = 0;
  for (let target = 0; target < ANGLES * RINGS; target++) {
    sum += density(target) * ringKm(target) ** 2 * STEP * 2 * Math.PI / ANGLES;
  }
  return sum;
}

Deno.test("Place head: every law and every mixture integrates to 1 over the plane", async () => {
  const { events, from } = makeRings();
  const kernels = await openKernels();
  const law = etasLawOf(MADE_PARAMETERS);
  const ellipses = placeEllipses(placeColumns(events.places));
  assert(ellipses.along.subarray(from - SOURCES.length, from).every((alpha) => alpha < 0.75));
  const span = { from, to: events.size, startMs: 3_000 * DAY_MS, endMs: 3_000 * DAY_MS };
  const sums = sumEventGroups(events, { law, mc: 2, ellipses, span, kernels });
  await kernels.stop();
  let groups = 0;
  for (let group = 0; group < GROUPS; group++) {
    const rate = sums.rate[group];
    if (rate < 1e-20) continue;
    groups++;
    for (let k = 0; k < PLACE_LAWS; k++) {
      const place = PLACE_LAWS * group + k;
      if (k > 0 && !IS_SCALED[group]) continue;
      const whole = integrate((target) => sums.here[PLACE_LAWS * GROUPS * target + place]);
      assertAlmostEquals(whole / rate, 1, 1e-6, `law ${k} of group ${group}`);
    }
  }
  assertEquals(groups, SOURCES.length);
  // The first law is the closed form about the one event of its group.
  const group = 2 * AGES + 7 - 1;
  const spread = 10 ** MADE_PARAMETERS.log10D * Math.exp(0.83 * 2.5);
  for (const target of [0, 40 * ANGLES + 3, 100 * ANGLES + 7]) {
    const found = sums.here[PLACE_LAWS * (GROUPS * target + group)] / sums.rate[group];
    const squared = ringKm(target) ** 2;
    const density = 0.47 / Math.PI / spread * (1 + squared / spread) ** -1.47;
    assertAlmostEquals(found / density, 1, 1e-5);
  }
  // Backgrounds that are Gaussian, of different widths.
  const count = ANGLES * RINGS;
  const rate = new Float32Array((1 + GROUPS) * count);
  const densities = new Float32Array(BACKGROUNDS * count);
  for (let target = 0; target < count; target++) {
    rate[(1 + GROUPS) * target] = 0.7;
    rate.set(sums.rate.subarray(0, GROUPS), (1 + GROUPS) * target + 1);
    for (let k = 0; k < BACKGROUNDS; k++) {
      const variance = 4 ** (k - 1);
      densities[BACKGROUNDS * target + k] = Math.exp(-(ringKm(target) ** 2) / 2 / variance) /
        (2 * Math.PI * variance);
    }
  }
  const components = { rate, background: 0.7, densities, here: sums.here };
  for (const seed of ["one", "two", "three"]) {
    const said = randomSaid(PLACE_OUTPUTS, seed).map((value) => 2 * value);
    const density = (event: number) => Math.exp(logDensityAt(components, { event, said, at: 0 }));
    assertAlmostEquals(integrate(density), 1, 1e-6, seed);
  }
});
