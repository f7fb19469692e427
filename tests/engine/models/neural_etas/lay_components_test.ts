import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { DAY_MS, type PointEvents } from "../../../../engine/domain/mod.ts";
import {
  BACKGROUNDS,
  etasBackground,
  EVENT_FEATURES,
  firstLogDensities,
  GROUPS,
  logDensityAt,
  type NeuralComponents,
  PLACE_OUTPUTS,
  RATE_OUTPUTS,
  scoreEtas,
  scoreNeuralEtas,
} from "../../../../engine/models/mod.ts";
import { PLACE_LAWS } from "../../../../engine/models/neural_etas/sum_event_groups.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { MADE_PARAMETERS, madeEvents } from "./made_events.ts";
import { laySpans, sanJacinto } from "./san_jacinto.ts";

const RADIAN = Math.PI / 180;
const SHAPE = { neighbours: 3, floorKm: 0.5, uniformShare: 0.05 };

/** The same events in a plane, whose coordinates do not hang on where the others are. */
function inPlane(events: PointEvents): PointEvents {
  const { places } = events;
  assert(places.kind === "geographic");
  const northKm = places.latitude.map((degrees) => 6378.1 * (degrees - 33.5) * RADIAN);
  const eastKm = places.longitude.map((degrees) => 5318 * (degrees + 116.5) * RADIAN);
  return { ...events, places: { kind: "plane", northKm, eastKm } };
}

/** The same events up to one, and from it on others: larger, elsewhere, and at other times. */
function changeFrom(
  events: PointEvents,
  { from, isLarger = true }: { from: number; isLarger?: boolean },
): PointEvents {
  const { places } = events;
  assert(places.kind === "plane");
  const change = (values: Float64Array, of: (value: number, i: number) => number) =>
    values.map((value, i) => i < from ? value : of(value, i));
  return {
    ...events,
    // A little later, and never past the next one.
    timeMs: change(events.timeMs, (ms, i) => ms + 0.3 * ((events.timeMs[i + 1] ?? ms) - ms)),
    magnitude: isLarger ? change(events.magnitude, (m) => m + 2) : events.magnitude,
    places: {
      kind: "plane",
      northKm: change(places.northKm, (km) => -km + 1),
      eastKm: change(places.eastKm, (km) => km + 3),
    },
  };
}

/** What is laid of the events before one, and known before it. */
function before(components: NeuralComponents, event: number) {
  const { rate, expected, here, densities, rows } = components;
  return {
    rate: rate.slice(0, (1 + GROUPS) * event),
    expected: expected.slice(0, (1 + GROUPS) * event),
    here: here.slice(0, PLACE_LAWS * GROUPS * event),
    densities: densities.slice(0, BACKGROUNDS * event),
    rows: rows.slice(0, EVENT_FEATURES * (event + 1)),
  };
}

testWithSharedData("Components: nothing of an event is in what was before it", async () => {
  const { data, parameters, areaKm2 } = await sanJacinto(2);
  const events = inPlane(data.events);
  const { trainingStartMs, validation, test } = data;
  const cutsMs = [data.startMs, trainingStartMs, validation!.startMs, test.startMs, test.endMs];
  const options = { cutsMs, parameters, mc: 2, areaKm2 };
  const chosen = await laySpans(events, options);
  assert(events.size > 1_000 && chosen.spans.every(({ from, to }) => to - from > 50));
  // All that is later than the validation: what it chooses is the same too.
  const later = await laySpans(changeFrom(events, { from: test.from }), options);
  assertEquals(before(later.components, test.from), before(chosen.components, test.from));
  assertEquals(later.components.choice, chosen.components.choice);
  assertEquals(
    later.components.expectedAfter.slice(0, 3),
    chosen.components.expectedAfter.slice(0, 3),
  );
  assert(later.components.rows.some((value, i) => value !== chosen.components.rows[i]));
  // With the shape given, any event, even amid the block of a background.
  const { shape } = chosen.components;
  const given = await laySpans(events, { ...options, shape });
  assertEquals(before(given.components, events.size), before(chosen.components, events.size));
  const { from, to } = chosen.spans[1];
  for (const event of [from + 1, from + Math.floor((to - from) / 3), test.from - 7]) {
    // Magnitudes of the training part tell the usual one.
    const changed = changeFrom(events, { from: event, isLarger: event >= to });
    const { components } = await laySpans(changed, { ...options, shape });
    assertEquals(before(components, event), before(chosen.components, event), `from ${event}`);
    const at = PLACE_LAWS * GROUPS * event;
    assert(
      components.here.subarray(at).some((value, i) => value !== given.components.here[at + i]),
    );
  }
});

testWithSharedData("Components: events that are not there yet change nothing", async () => {
  const { data, parameters, areaKm2 } = await sanJacinto(2);
  const events = inPlane(data.events);
  const cutsMs = [data.startMs, data.trainingStartMs, data.validation!.startMs, data.test.startMs];
  const options = { parameters, mc: 2, areaKm2 };
  const validated = await laySpans(events, { ...options, cutsMs });
  const whole = await laySpans(events, { ...options, cutsMs: [...cutsMs, data.test.endMs] });
  const { from } = data.test;
  assertEquals(before(whole.components, from), before(validated.components, from));
  assertEquals(whole.components.expectedAfter.slice(0, 3), validated.components.expectedAfter);
});

testWithSharedData("Components: untouched they are ETAS with a background in space", async () => {
  const { data, parameters, areaKm2 } = await sanJacinto(1.6);
  const { validation, test, startMs, trainingStartMs } = data;
  const cutsMs = [startMs, trainingStartMs, validation!.startMs, test.startMs, test.endMs];
  const options = { parameters, mc: 1.6, areaKm2 };
  const { components, spans, kernels } = await laySpans(data.events, { ...options, cutsMs });
  assertEquals(spans.slice(2), [validation!, test]);
  const at = etasBackground(data.events, { ...options, span: test, validation, kernels });
  assertEquals(components.shape, at.choice!.shape);
  const terms = scoreEtas(data.events, {
    ...{ ...options, span: test, kernels, relativeBackground: at.relative },
  });
  const range = { start: test.from, end: test.to };
  const size = test.to - test.from;
  const rates = new Float32Array((size + 1) * RATE_OUTPUTS);
  const scored = scoreNeuralEtas({ components, span: 3, range, rates, places: null });
  assertLess(largest(scored.logRate, terms.logRate), 1e-6);
  assertLess(largest(scored.expected, terms.expected), 1e-5);
  assertAlmostEquals(scored.expectedAfter, terms.expectedAfter, 1e-6 * terms.expectedAfter);
  assertAlmostEquals(scored.publishedFirst!, terms.publishedFirst!, 1e-6);
  assertEquals(scored.publishedAfter, terms.publishedAfter);
  // A few passes of the background here, as many as it takes there.
  assertLess(largest(scored.logDensity, terms.logDensity), 0.03);
  assertAlmostEquals(mean(scored.logDensity), mean(terms.logDensity), 3e-4);
  assertEquals(scored.logDensity, firstLogDensities(components, range));
  const said = new Float32Array(PLACE_OUTPUTS);
  const near = scored.logDensity.map((_, i) =>
    logDensityAt(components, { event: test.from + i, said, at: 0 })
  );
  assertAlmostEquals(mean(near), mean(scored.logDensity), 0.05);
});

Deno.test("Components: the first event has no history, catalogues may begin with training", async () => {
  const events = madeEvents(40);
  events.timeMs[20] = events.timeMs[19];
  const [first, last] = [events.timeMs[0], events.timeMs[39]];
  // Windows that begin days before the first event.
  const cutsMs = [first - 9 * DAY_MS, first - 5 * DAY_MS, events.timeMs[20], last + 1];
  const options = { cutsMs, parameters: MADE_PARAMETERS, mc: 2, areaKm2: 1_000, shape: SHAPE };
  const { components, spans } = await laySpans(events, options);
  assertEquals(spans.map(({ to }) => to), [0, 19, 40]);
  const { rate, expected, rows, here, densities, background, expectedAfter } = components;
  assert([rate, expected, rows, here, densities].every((column) => column.every(Number.isFinite)));
  assertAlmostEquals(expectedAfter[0][0], 4 * background, 1e-9);
  assertAlmostEquals(expected[0], 5 * background, 1e-6);
  assertAlmostEquals(densities[0], 1 / 1_000, 1e-9);
  // Simultaneous events have the same rate, and nothing is expected between them.
  const at = (event: number) => (1 + GROUPS) * event;
  assertEquals(rate.slice(at(20), at(21)), rate.slice(at(19), at(20)));
  assert(expected.subarray(at(20), at(21)).every((value) => value === 0));
});

function largest(one: Float64Array, other: Float64Array): number {
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
