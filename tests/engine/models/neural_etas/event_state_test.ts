import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { EVENT_FEATURES, type EventNews, EventState } from "../../../../engine/models/mod.ts";

const MC = 2;
const MEAN_EXCESS = 0.4;

function rowsOf(events: readonly EventNews[]): Float32Array[] {
  const state = new EventState({ mc: MC, meanExcess: MEAN_EXCESS });
  return events.map((event) => {
    const row = new Float32Array(EVENT_FEATURES).fill(NaN);
    state.add(event, row);
    return row;
  });
}

/** What is known after the last of some events, by its definition from all of them. */
function featuresByDefinition(events: readonly EventNews[]): number[] {
  const last = events.at(-1)!;
  const before = events.at(-2);
  const kmTo = (event: EventNews, other: EventNews) =>
    Math.hypot(...event.place.map((x, k) => x - other.place[k]));
  const logDistance = (i: number) =>
    Math.log(0.1 + (i === 0 ? 10 : kmTo(events[i], events[i - 1])));
  const logProbability = ({ backgroundProbability }: EventNews) =>
    Math.log(backgroundProbability + 1e-6);
  /** Weights that fall by a part from each event to the one before, the rest for what was at first. */
  const fading = (memory: number, first: number, valueOf: (i: number) => number) => {
    const keep = 1 - 1 / memory;
    const sum = events.reduce((s, _, i) => s + keep ** (events.length - 1 - i) * valueOf(i), 0);
    return keep ** events.length * first + sum / memory;
  };
  const counted = (memory: number, of: (event: EventNews) => number) =>
    events.reduce((sum, event) => sum + of(event) * Math.exp(-(last.day - event.day) / memory), 0);
  const sinceLarge = (least: number) => {
    const large = events.findLast(({ excess }) => excess >= least);
    return Math.log(Math.min(3_000, large === undefined ? Infinity : last.day - large.day) + 1e-3);
  };
  const hidden = (of: (magnitude: number, logAge: number) => number) =>
    events.filter(({ excess }) => excess >= 1.5).reduce((most, { day, excess }) => {
      const age = Math.log10(last.day - day + 1e-5);
      return Math.max(most, of(excess + MC, age) - MC);
    }, -9);
  const near = (radiusKm: number, days: number) =>
    events.slice(0, -1).filter((event) =>
      kmTo(last, event) < radiusKm && last.day - event.day < days
    );
  const meanMagnitude = fading(500, MEAN_EXCESS, (i) => events[i].excess);
  const all = near(16, 100);
  return [
    Math.log(last.expected + 1e-3),
    Math.log((before === undefined ? 1 : last.day - before.day) + 1e-5),
    last.excess,
    Math.log(last.rate),
    Math.log(last.backgroundShare + 1e-9),
    logProbability(last),
    logDistance(events.length - 1),
    ...[2, 5, 15, 50, 150, 500, 1_500].map((memory) =>
      Math.log(fading(memory, 1, (i) => events[i].expected) + 1e-3)
    ),
    ...[0.01, 0.1, 1, 10, 100, 1_000].map((memory) =>
      Math.log(
        (counted(memory, () => 1) + 1) / (counted(memory, ({ expected }) => expected) + 1),
      )
    ),
    ...[5, 20, 100, 500].map((memory) => fading(memory, MEAN_EXCESS, (i) => events[i].excess)),
    ...[5, 20, 100].map((memory) => fading(memory, -1, (i) => logProbability(events[i]))),
    ...[3, 20].map((memory) => fading(memory, 2, logDistance)),
    ...[1.5, 2.5, 3.5].map(sinceLarge),
    hidden((magnitude, age) => magnitude - 4.5 - 0.75 * age),
    hidden((magnitude, age) => magnitude / 2 - 0.25 - age),
    ...[1, 4, 16].flatMap((radiusKm) =>
      [1, 10, 100].map((days) => Math.log1p(near(radiusKm, days).length))
    ),
    (5 * meanMagnitude + all.reduce((sum, { excess }) => sum + excess, 0)) / (5 + all.length),
  ];
}

function randomEvents(size: number): EventNews[] {
  const stream = new RandomStream("event news");
  let day = 20_000;
  return Array.from({ length: size }, () => ({
    day: day += 10 ** (4 * stream.uniform() - 3.5),
    excess: Math.round(10 * stream.exponential(1)) / 10,
    place: [6 * stream.normal(), 6 * stream.normal(), 0.01 * stream.normal()] as const,
    expected: stream.exponential(1),
    rate: Math.exp(stream.normal()),
    backgroundShare: stream.uniform(),
    backgroundProbability: stream.uniform(),
  }));
}

Deno.test("Event state: every feature by its definition", () => {
  const events = randomEvents(90);
  // Simultaneous, and at one place.
  events[40] = { ...events[40], day: events[39].day, place: events[39].place };
  rowsOf(events).forEach((row, i) => {
    const expected = featuresByDefinition(events.slice(0, i + 1));
    assertEquals(row.length, expected.length);
    expected.forEach((value, k) =>
      assertAlmostEquals(row[k], value, 1e-5 * Math.max(1, Math.abs(value)), `${i}, ${k}`)
    );
  });
  const large = events.filter(({ excess }) => excess >= 2.5).length;
  assert(large >= 3, `${large} large events`);
});

Deno.test("Event state: an event of magnitude 6 hides small ones, less and less", () => {
  const quiet = { ...randomEvents(1)[0], place: [0, 0, 0] as const, expected: 1 };
  const [dayAfter, later] = rowsOf([
    { ...quiet, day: 100, excess: 4 },
    { ...quiet, day: 101, excess: 0 },
    { ...quiet, day: 110, excess: 0 },
  ]).slice(1);
  // Page's law and Helmstetter's: 6 − 4.5 − 0.75 · 0 and 6 / 2 − 0.25 − 0, above magnitude 2.
  assertAlmostEquals(dayAfter[EVENT_FEATURES - 12], -0.5, 1e-4);
  assertAlmostEquals(dayAfter[EVENT_FEATURES - 11], 0.75, 1e-4);
  assertAlmostEquals(later[EVENT_FEATURES - 12], -1.25, 1e-4);
  assertAlmostEquals(later[EVENT_FEATURES - 11], -0.25, 1e-4);
  // One neighbour within a day and ten, two within a hundred: none within a day of the third.
  const counts = Array.from(later.subarray(EVENT_FEATURES - 10, -1), (log) => Math.expm1(log));
  [0, 1, 2, 0, 1, 2, 0, 1, 2].forEach((count, k) => assertAlmostEquals(counts[k], count, 1e-5));
});

Deno.test("Event state: what comes later changes nothing of what was known", () => {
  const events = randomEvents(60);
  const before = rowsOf(events);
  const other = events.map((event, i) => i < 30 ? event : { ...event, excess: 5, rate: 99 });
  const after = rowsOf(other);
  assertEquals(after.slice(0, 30), before.slice(0, 30));
  assert(after[30].some((value, k) => value !== before[30][k]));
  assert(before.flatMap((row) => [...row]).every(Number.isFinite));
});
