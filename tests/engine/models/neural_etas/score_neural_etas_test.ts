import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { DAY_MS, type PointEvents } from "../../../../engine/domain/mod.ts";
import {
  GROUPS,
  PLACE_OUTPUTS,
  RATE_OUTPUTS,
  scoreNeuralEtas,
} from "../../../../engine/models/mod.ts";
import { randomSaid } from "./central_slopes.ts";
import { MADE_PARAMETERS, madeEvents } from "./made_events.ts";
import { laySpans } from "./san_jacinto.ts";

const SIZE = 120;
const FROM = 80;

/** What is said at random of the last forty of some events. */
async function scoreLast(events: PointEvents) {
  const cutsMs = [
    events.timeMs[0],
    events.timeMs[20],
    events.timeMs[50],
    events.timeMs[FROM - 1] + 1,
  ];
  const endMs = events.timeMs[SIZE - 1] + 20 * DAY_MS;
  const { components, spans } = await laySpans(events, {
    ...{ cutsMs: [...cutsMs, endMs], parameters: MADE_PARAMETERS, mc: 2, areaKm2: 1_000 },
    shape: { neighbours: 3, floorKm: 0.5, uniformShare: 0.05 },
  });
  const range = { start: FROM, end: SIZE };
  assertEquals([spans[3].from, spans[3].to], [FROM, SIZE]);
  const rates = randomSaid((SIZE - FROM + 1) * RATE_OUTPUTS, "rates");
  const places = randomSaid((SIZE - FROM) * PLACE_OUTPUTS, "places");
  const terms = scoreNeuralEtas({ components, span: 3, range, rates, places });
  return { components, spans, rates, terms };
}

Deno.test("neural-etas scores: what is said holds up to the next event, and to the window's end", async () => {
  const { components, spans, rates, terms } = await scoreLast(madeEvents(SIZE));
  const { background, expectedAfter } = components;
  const days = (spans[3].endMs - madeEvents(SIZE).timeMs[SIZE - 1]) / DAY_MS;
  assertAlmostEquals(expectedAfter[3][0], background * days, 1e-9);
  const last = rates.subarray((SIZE - FROM) * RATE_OUTPUTS);
  const after = Array.from(expectedAfter[3], (value, k) => value * Math.exp(last[k]));
  assertAlmostEquals(terms.expectedAfter, after.reduce((sum, value) => sum + value, 0), 1e-9);
  const first = Array.from(
    components.expected.subarray((1 + GROUPS) * FROM, (1 + GROUPS) * (FROM + 1)),
    (value, k) => value * Math.exp(rates[k]),
  );
  assertAlmostEquals(terms.expected[0], first.reduce((sum, value) => sum + value, 0), 1e-9);
  // As published: of the triggered part nothing before the first event, and nothing after the last.
  assertAlmostEquals(terms.publishedFirst!, first[0], 1e-12);
  assertEquals(terms.publishedAfter, 0);
  assert(terms.expectedAfter > 0 && terms.publishedFirst! < terms.expected[0]);
});

Deno.test("neural-etas scores: turned, mirrored and moved, a catalogue has the same", async () => {
  const plane = madeEvents(SIZE);
  assert(plane.places.kind === "plane");
  const { northKm, eastKm } = plane.places;
  const { terms } = await scoreLast(plane);
  const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
  const others = [
    { northKm: eastKm, eastKm: northKm },
    {
      northKm: northKm.map((north, i) => cos * north - sin * eastKm[i] + 50),
      eastKm: eastKm.map((east, i) => sin * northKm[i] + cos * east - 90),
    },
  ];
  for (const other of others) {
    const same = await scoreLast({ ...plane, places: { kind: "plane", ...other } });
    same.terms.logDensity.forEach((value, i) =>
      assertLess(Math.abs(value - terms.logDensity[i]), 1e-4, `${i}`)
    );
    assertEquals(same.terms.logRate, terms.logRate);
  }
  const globe = madeEvents(SIZE, { kind: "geographic" });
  assert(globe.places.kind === "geographic");
  const { latitude, longitude } = globe.places;
  const here = await scoreLast(globe);
  const moved = await scoreLast({
    ...globe,
    places: {
      kind: "geographic",
      latitude: latitude.map((degrees) => -degrees),
      longitude: longitude.map((degrees) => 30 - degrees),
    },
  });
  moved.terms.logDensity.forEach((value, i) =>
    assertLess(Math.abs(value - here.terms.logDensity[i]), 1e-4, `${i}`)
  );
});
