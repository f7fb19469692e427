import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { DAY_MS, type PointEvents } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { BACKGROUNDS } from "../../../../engine/models/mod.ts";
import { backgroundDensities } from "../../../../engine/models/neural_etas/background_densities.ts";

const SIZE = 80;
const SHAPE = { neighbours: 3, floorKm: 1, uniformShare: 0.1 };
const TASK = { shape: SHAPE, mu: 1e-4, areaKm2: 400, triggered: new Float64Array(SIZE).fill(1e-4) };

/** Events of sixty years: in the west at first, in the east in the last five. */
function makeEvents(): PointEvents {
  const stream = new RandomStream("sixty years");
  const timeMs = Float64Array.from({ length: SIZE }, (_, i) => 270 * DAY_MS * (i + 1));
  const eastKm = timeMs.map((_, i) => (i < 60 ? -8 : 8) + stream.normal());
  return {
    ...{ name: "made", size: SIZE, timeMs, isDated: false },
    magnitude: new Float64Array(SIZE).fill(2),
    places: { kind: "plane", eastKm, northKm: timeMs.map(() => stream.normal()) },
  };
}

const of = (densities: Float32Array, event: number) => [
  ...densities.subarray(BACKGROUNDS * event, BACKGROUNDS * (event + 1)),
];

Deno.test("Background densities: a block sees what is before it alone", () => {
  const events = makeEvents();
  const edges = [0, 0, 30, 66, SIZE];
  const densities = backgroundDensities(events, { ...TASK, edges });
  assertEquals(densities.length, BACKGROUNDS * SIZE);
  const uniform = Math.fround(1 / 400);
  for (let i = 0; i < 30; i++) assertEquals(of(densities, i), Array(BACKGROUNDS).fill(uniform));
  const alone = backgroundDensities(events, { ...TASK, edges: [0, 30] });
  assertEquals(densities.slice(0, alone.length), alone);
  // Times and triggering of a block, and all after it, change nothing of its backgrounds.
  const triggered = TASK.triggered.slice().fill(5, 66);
  events.timeMs.subarray(66).forEach((ms, i) => events.timeMs[66 + i] = ms + 1e4 * DAY_MS);
  assertEquals(backgroundDensities(events, { ...TASK, edges, triggered }), densities);
});

Deno.test("Background densities: the latest events count most in the last, none in the second", () => {
  const densities = backgroundDensities(makeEvents(), { ...TASK, edges: [0, 66, SIZE] });
  for (let i = 66; i < SIZE; i++) {
    const [probable, none, all, latest] = of(densities, i);
    assertAlmostEquals(none, 1 / 400, 1e-9);
    // Six of 66 events are in the east; all are as likely background.
    assert(latest > 3 * all && all > 0.3 * probable, `${of(densities, i)}`);
  }
});
