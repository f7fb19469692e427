import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { DAY_MS, type PointEvents, type ScoredSpan } from "../../../../engine/domain/mod.ts";
import { GROUPS, scoreEtas } from "../../../../engine/models/mod.ts";
import { etasLawOf } from "../../../../engine/models/etas/etas_law.ts";
import { placeColumns } from "../../../../engine/models/etas/place_columns.ts";
import { placeEllipses } from "../../../../engine/models/neural_etas/place_ellipses.ts";
import {
  type EventGroupSums,
  PLACE_LAWS,
  sumEventGroups,
} from "../../../../engine/models/neural_etas/sum_event_groups.ts";
import { openKernels } from "../../backend/open_kernels.ts";
import { MADE_PARAMETERS, madeEvents } from "./made_events.ts";

const AREA_KM2 = 1_000;

async function sumBoth(events: PointEvents, span: ScoredSpan, threads = 1) {
  const kernels = await openKernels(threads);
  const law = etasLawOf(MADE_PARAMETERS);
  const ellipses = placeEllipses(placeColumns(events.places));
  const sums = sumEventGroups(events, { law, mc: 2, ellipses, span, kernels });
  const options = { parameters: MADE_PARAMETERS, mc: 2, areaKm2: AREA_KM2, span, kernels };
  const terms = scoreEtas(events, options);
  await kernels.stop();
  return { sums, law, terms };
}

const sumOf = (values: ArrayLike<number>, from: number) => {
  let sum = 0;
  for (let k = from; k < from + GROUPS; k++) sum += values[k];
  return sum;
};

for (const kind of ["plane", "geographic"] as const) {
  Deno.test(`Sums by group add up to those of all pairs (${kind})`, async () => {
    const events = madeEvents(400, { kind });
    events.timeMs[301] = events.timeMs[300];
    const startMs = events.timeMs[249] + 1;
    const span = { from: 250, to: 400, startMs, endMs: events.timeMs[399] + 30 * DAY_MS };
    const { sums, law, terms } = await sumBoth(events, span);
    const background = law.mu * AREA_KM2;
    let before = startMs;
    for (let i = 0; i < 150; i++) {
      const rate = background + sumOf(sums.rate, GROUPS * i);
      assertLess(Math.abs(rate / Math.exp(terms.logRate[i]) - 1), 1e-6, `rate ${i}`);
      let here = law.mu;
      for (let g = 0; g < GROUPS; g++) here += sums.here[PLACE_LAWS * (GROUPS * i + g)];
      const density = Math.exp(terms.logDensity[i] + terms.logRate[i]);
      assertLess(Math.abs(here / density - 1), 1e-6, `rate here ${i}`);
      const time = events.timeMs[250 + i];
      const expected = background * (time - before) / DAY_MS + sumOf(sums.expected, GROUPS * i);
      const size = Math.max(expected, 1e-3); // differences of what was expected so far
      assertLess(Math.abs(expected - terms.expected[i]) / size, 1e-6, `expected ${i}`);
      before = time;
    }
    const after = background * (span.endMs - before) / DAY_MS + sumOf(sums.expectedAfter, 0);
    assertAlmostEquals(after, terms.expectedAfter, 1e-6 * after);
    assert(after > 1, "something is expected after the last event");
  });
}

Deno.test("Sums by group: expected of every group alone, by a sum over fine steps", async () => {
  const events = madeEvents(120);
  // All classes, and ages beyond the last edge.
  for (let i = 9; i < 100; i += 10) events.magnitude[i] = 4.5;
  for (let i = 0; i < 30; i++) events.timeMs[i] -= 1_300 * DAY_MS;
  // A long wait, in which events grow from group to group; its rate at many times by itself.
  const [from, steps] = [100, 4_000];
  const startMs = events.timeMs[from - 1] + 60_000;
  const endMs = startMs + 40 * DAY_MS;
  // Steps that grow as the rate falls, from a minute to days.
  const span = { from, to: from, startMs, endMs };
  const { sums } = await sumBoth({ ...events, timeMs: shiftLater(events, endMs) }, span);
  const whole = endMs - startMs;
  const times = Float64Array.from(
    { length: steps + 1 },
    (_, k) => startMs + whole * (k / steps) ** 3,
  );
  const fine: PointEvents = {
    ...events,
    size: from + steps + 1,
    timeMs: Float64Array.from([...events.timeMs.subarray(0, from), ...times]),
    magnitude: new Float64Array(from + steps + 1).fill(2),
    places: {
      kind: "plane",
      northKm: new Float64Array(from + steps + 1),
      eastKm: new Float64Array(from + steps + 1),
    },
  };
  fine.magnitude.set(events.magnitude.subarray(0, from));
  // The events of the steps must not trigger: rates of the first hundred alone, one step at a time.
  const rates = await ratesOfFirst(fine, from);
  let told = 0;
  for (let group = 0; group < GROUPS; group++) {
    let integral = 0;
    for (let k = 1; k <= steps; k++) {
      const middle = (rates(k, group) + rates(k - 1, group)) / 2;
      integral += middle * (times[k] - times[k - 1]) / DAY_MS;
    }
    const found = sums.expectedAfter[group];
    if (found > 0.01) told++;
    assertAlmostEquals(found, integral, 0.005 * found + 2e-4, `group ${group}`);
  }
  assert(told > 15, `${told} groups expect something`);
});

Deno.test("Sums by group: the same bits on one thread and two", async () => {
  const events = madeEvents(200);
  const span = { from: 90, to: 200, startMs: events.timeMs[89], endMs: events.timeMs[199] };
  const one = await sumBoth(events, span);
  const two = await sumBoth(events, span, 2);
  assertEquals<EventGroupSums>(two.sums, one.sums);
});

function shiftLater({ timeMs }: PointEvents, endMs: number): Float64Array {
  return timeMs.map((ms, i) => i < 100 ? ms : endMs + i);
}

/** Rates at the events from `from` on, triggered by those before `from` alone. */
async function ratesOfFirst(
  events: PointEvents,
  from: number,
): Promise<(step: number, group: number) => number> {
  const kernels = await openKernels();
  // So far below the smallest magnitude that nothing is triggered by them.
  events.magnitude.fill(-60, from);
  const span = {
    from,
    to: events.size,
    startMs: events.timeMs[from],
    endMs: events.timeMs[events.size - 1],
  };
  const ellipses = placeEllipses(placeColumns(events.places));
  const law = etasLawOf(MADE_PARAMETERS);
  const { rate } = sumEventGroups(events, { law, mc: 2, ellipses, span, kernels });
  return (step, group) => rate[GROUPS * step + group];
}
