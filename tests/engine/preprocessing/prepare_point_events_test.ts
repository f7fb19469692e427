import { assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  InputError,
  InsufficientDataError,
  type PointEvents,
} from "../../../engine/domain/mod.ts";
import { preparePointEvents } from "../../../engine/preprocessing/mod.ts";

const DAY_MS = 86_400_000;

/** Events at given days of 2020, at 34 N, −117 E and so on eastward. */
function eventsAt(
  days: readonly number[],
  { magnitude = days.map(() => 2), isDated = true }: {
    magnitude?: readonly number[];
    isDated?: boolean;
  } = {},
): PointEvents {
  return {
    name: "made",
    size: days.length,
    timeMs: Float64Array.from(days, (day) => (isDated ? Date.UTC(2020, 0, 1) : 0) + day * DAY_MS),
    isDated,
    magnitude: Float64Array.from(magnitude),
    places: {
      kind: "geographic",
      latitude: new Float64Array(days.length).fill(34),
      longitude: Float64Array.from(days, (_, i) => -117 + i / 10),
    },
  };
}

const at = (day: number) => Date.UTC(2020, 0, 1) + day * DAY_MS;

Deno.test("point events: by dates, windows from midnight to midnight", () => {
  const days = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 12.25, 20.25];
  const { events, test, validation, startMs } = preparePointEvents(eventsAt(days), {
    testStartMs: at(12),
  });
  assertEquals([events.size, startMs], [12, at(0)]);
  assertEquals(test, { from: 10, to: 12, startMs: at(12), endMs: at(21) });
  assertEquals(validation, { from: 8, to: 10, startMs: at(8), endMs: at(12) });
  const moved = preparePointEvents(eventsAt(days), {
    auxiliaryStartMs: at(1),
    validationStartMs: at(5),
    testStartMs: at(12),
    testEndMs: at(20),
  });
  assertEquals(moved.test, { from: 9, to: 10, startMs: at(12), endMs: at(20) });
  assertEquals(moved.validation, { from: 4, to: 9, startMs: at(5), endMs: at(12) });
  assertEquals(moved.repairs.outsideTime, 2);
});

Deno.test("point events: by labels, with dates and without", () => {
  const days = [0.5, 1.5, 2.5, 5.5, 6.5];
  const split = ["auxiliary", "train", "val", "test", "test"];
  const dated = preparePointEvents(eventsAt(days), { split });
  assertEquals(dated.test, { from: 3, to: 5, startMs: at(3), endMs: at(7) });
  assertEquals(dated.validation, { from: 2, to: 3, startMs: at(2), endMs: at(3) });
  const undated = preparePointEvents(eventsAt(days, { isDated: false }), { split });
  assertEquals(undated.test, { from: 3, to: 5, startMs: 5.5 * DAY_MS, endMs: 6.5 * DAY_MS });
  assertEquals(undated.startMs, 0.5 * DAY_MS);
});

Deno.test("point events: out of order, small and outside are put right and counted", () => {
  const magnitude = [2.04, 2.26, 1.9, 2.3, 4, 5];
  const source = eventsAt([3.5, 1.5, 2.5, 1.5, 8.5, 9.5], { magnitude });
  const options = { testStartMs: at(8), mc: 2, region: box(-117.05, -116.55) };
  const { events, repairs, test } = preparePointEvents(source, options);
  assertEquals([...events.magnitude], [2.3, 2.3, 2, 4]);
  assertEquals(repairs, {
    outOfOrder: 2,
    belowCompleteness: 1,
    outsideRegion: 1,
    outsideTime: 0,
    simultaneous: 1,
  });
  assertEquals([test.from, test.to], [3, 4]);
  assertEquals([...source.magnitude], magnitude);
});

Deno.test("point events: completeness is the smallest magnitude of the training part", () => {
  const magnitude = [2.6, 2.5, 2.7, 2.6, 1, 2.6];
  const { mc, events } = preparePointEvents(eventsAt([0, 1, 2, 3, 7, 9], { magnitude }), {
    validationStartMs: at(5),
    testStartMs: at(8),
  });
  assertEquals([mc, events.size], [2.5, 5]);
});

Deno.test("point events: halves go up, or as floating point has it", () => {
  const magnitude = [1.05, 1.15, 1.25, 1.35, 2];
  const source = eventsAt([0, 1, 2, 3, 4], { magnitude });
  const rounded = (
    referenceRounding: boolean,
  ) => [
    ...preparePointEvents(source, { testStartMs: at(4), mc: 1, referenceRounding }).events
      .magnitude,
  ];
  assertEquals(rounded(false), [1.1, 1.2, 1.3, 1.4, 2]);
  assertEquals(rounded(true), magnitude.map((m) => Math.floor(m / 0.1 + 0.5) * 0.1));
});

Deno.test("point events: what makes no benchmark is refused", () => {
  const days = [0, 1, 2, 3];
  const events = eventsAt(days);
  assertThrows(() => preparePointEvents(events), ConfigurationError, "start of the test");
  const undated = eventsAt(days, { isDated: false });
  assertThrows(() => preparePointEvents(undated, { testStartMs: at(2) }), ConfigurationError);
  const mixed = ["train", "test", "train", "test"];
  assertThrows(() => preparePointEvents(events, { split: mixed }), InputError, "later");
  const unknown = ["train", "train", "dev", "test"];
  assertThrows(() => preparePointEvents(events, { split: unknown }), InputError, "dev");
  const noTest = days.map(() => "train");
  assertThrows(() => preparePointEvents(events, { split: noTest }), InsufficientDataError);
  const noTraining = days.map(() => "test");
  assertThrows(
    () => preparePointEvents(events, { split: noTraining, mc: 1 }),
    InsufficientDataError,
  );
  assertThrows(() => preparePointEvents(eventsAt([]), { testStartMs: 0 }), InsufficientDataError);
  const options = { testStartMs: at(2), testEndMs: at(1) };
  assertThrows(() => preparePointEvents(events, options), ConfigurationError);
  assertThrows(
    () => preparePointEvents(events, { testStartMs: at(2), magnitudeStep: 0 }),
    ConfigurationError,
  );
});

function box(west: number, east: number): [number, number][] {
  return [[west, 33], [east, 33], [east, 35], [west, 35]];
}
