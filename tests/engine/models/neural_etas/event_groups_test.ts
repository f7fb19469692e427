import { assert, assertEquals } from "@std/assert";
import { DAY_MS } from "../../../../engine/domain/mod.ts";
import {
  AGE_EDGES_DAYS,
  AGES,
  CLASS_EDGES,
  CLASSES,
  classOf,
  GROUPS,
  groupSources,
  IS_SCALED,
  rangesOf,
} from "../../../../engine/models/mod.ts";
import { madeEvents } from "./made_events.ts";

Deno.test("Event groups: every earlier event is in one group, by its class and age", () => {
  const events = madeEvents(300);
  events.timeMs[150] = events.timeMs[149]; // simultaneous
  const sources = groupSources(events, 2);
  const timesMs = events.timeMs;
  const ranges = rangesOf(events, { sources, timesMs });
  assertEquals(ranges.length, 2 * GROUPS * 300);
  for (let i = 0; i < 300; i++) {
    const expected = new Map<number, number>();
    for (let j = 0; j < 300; j++) {
      const days = (timesMs[i] - timesMs[j]) / DAY_MS;
      if (!(days > 0)) continue;
      const age = AGE_EDGES_DAYS.filter((edge) => days >= edge).length - 1;
      const excess = events.magnitude[j] - 2;
      const of = CLASS_EDGES.filter((edge) => excess > edge - 1e-6).length;
      expected.set(j, AGES * of + age);
    }
    const found = new Map<number, number>();
    for (let group = 0; group < GROUPS; group++) {
      const at = 2 * (GROUPS * i + group);
      for (let k = ranges[at]; k < ranges[at + 1]; k++) {
        assert(!found.has(sources.order[k]), "in two groups");
        found.set(sources.order[k], group);
      }
    }
    assertEquals([...found].sort(([a], [b]) => a - b), [...expected]);
  }
});

Deno.test("Event groups: simultaneous events are not earlier; at an edge the older group has it", () => {
  const events = madeEvents(AGES + 2);
  events.magnitude.fill(2);
  const now = 2e12;
  // Two now, then one as old as each edge but the first.
  const ages = [...AGE_EDGES_DAYS.slice(1)].reverse();
  events.timeMs.set([now - 5e3 * DAY_MS, ...ages.map((days) => now - days * DAY_MS), now, now]);
  const sources = groupSources(events, 2);
  assertEquals([...sources.order], [...Array(AGES + 2).keys()]);
  const ranges = rangesOf(events, { sources, timesMs: Float64Array.of(now) });
  const members = Array.from(
    { length: AGES },
    (_, age) => [ranges[2 * age], ranges[2 * age + 1]],
  );
  // None is younger than the first edge; the oldest group has the one at its edge and that before.
  assertEquals(members[0][0], members[0][1]);
  for (let age = 1; age + 1 < AGES; age++) assertEquals(members[age], [AGES - age, AGES - age + 1]);
  assertEquals(members[AGES - 1], [0, 2]);
});

Deno.test("Event groups: classes begin at their edges, however magnitudes are rounded", () => {
  assertEquals([0, 0.9, 1.9 - 0.9, 3.1 - 2.1, 2.1, 5.4 - 3.2, 9].map(classOf), [
    0,
    0,
    1,
    1,
    1,
    2,
    2,
  ]);
  assertEquals([CLASSES, GROUPS, IS_SCALED.length], [3, 24, 24]);
  const events = madeEvents(500);
  const { order, starts } = groupSources(events, 2);
  assertEquals([...order].sort((a, b) => a - b), [...Array(500).keys()]);
  for (let k = 0; k < CLASSES; k++) {
    const rows = order.subarray(starts[k], starts[k + 1]);
    assert(rows.every((row, i) => i === 0 || row > rows[i - 1]), "in order of time");
    assert(rows.every((row) => classOf(events.magnitude[row] - 2) === k));
  }
});
