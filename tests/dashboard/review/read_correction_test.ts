import { assertEquals, assertMatch } from "@std/assert";
import type { EventMagnitude, Pick, SeismicEvent } from "../../../engine/domain/mod.ts";
import { readCorrection, textsOf } from "../../../server/page/dashboard/review/read_correction.ts";
import type { ItemAnswer } from "../../../server/page/dashboard/review/review_answers.ts";
import { makeEvent, makePick } from "../../engine/storage/database/database_fixture.ts";

function answerOf(kind: ItemAnswer["kind"], current: unknown): ItemAnswer {
  return {
    kind,
    itemId: "one",
    number: 0,
    state: "automatic",
    item: current,
    current,
    reviews: [],
  };
}

const TIME_MS = Date.UTC(2026, 5, 1, 0, 30, 3, 930);

const PICK: Pick = makePick("one", TIME_MS);

const EVENT: SeismicEvent = makeEvent("one", {
  ...{ timeMs: TIME_MS, latitude: 35.2, longitude: -117.38, depthKm: 16.94321, magnitude: 6.1 },
});

Deno.test("only what differs from what stands is sent, in the units of the interface", () => {
  const pick = answerOf("pick", PICK);
  assertEquals(textsOf(pick), { timeMs: "2026-06-01 00:30:03.930", phase: "P" });
  assertEquals(readCorrection(pick, { timeMs: "2026-06-01T00:30:04.06Z" }), {
    correction: { timeMs: TIME_MS + 130 },
  });
  const event = answerOf("event", EVENT);
  const written = {
    ...textsOf(event),
    longitude: "−117.4",
    eventType: "explosion",
    depthKm: " 8 ",
  };
  assertEquals(readCorrection(event, written), {
    correction: { longitude: -117.4, depthKm: 8, eventType: "explosion" },
  });
});

Deno.test("a type alone is a correction of a magnitude with the value that stands", () => {
  const magnitude: EventMagnitude = EVENT.magnitudes[0];
  const answer = answerOf("magnitude", magnitude);
  assertEquals(textsOf(answer), { magnitude: "6.1", magnitudeType: "mww", error: "" });
  assertEquals(readCorrection(answer, { magnitudeType: "ML" }), {
    correction: { magnitudeType: "ML", magnitude: 6.1 },
  });
});

Deno.test("a magnitude keeps the error that its author saw, and its type is no number", () => {
  const answer = answerOf("magnitude", { ...EVENT.magnitudes[0], error: 0.11456 });
  assertEquals(readCorrection(answer, { magnitude: "6.0" }), {
    correction: { magnitude: 6, error: 0.1146 },
  });
  assertEquals(readCorrection(answer, { magnitude: "6.0", error: "" }), {
    correction: { magnitude: 6 },
  });
  const wrong = readCorrection(answer, { magnitudeType: "6.0" });
  assertMatch("fault" in wrong ? wrong.fault : "", /^Type.*“6.0” is none/);
});

Deno.test("what is unknown is an empty field, and an empty field says nothing", () => {
  const origins = [{ ...EVENT.origins[0], depthKm: null as unknown as number }]; // as JSON has NaN
  const event = answerOf("event", { ...EVENT, origins });
  assertEquals(textsOf(event).depthKm, "");
  assertEquals(readCorrection(event, { depthKm: "", latitude: "36" }), {
    correction: { latitude: 36 },
  });
});

Deno.test("what cannot be read is told by its name, and so is a correction of nothing", () => {
  const wrong = readCorrection(answerOf("event", EVENT), { latitude: "north" });
  assertMatch("fault" in wrong ? wrong.fault : "", /^Latitude.*“north” cannot be read/);
  const late = readCorrection(answerOf("pick", PICK), { timeMs: "25:00" });
  assertMatch("fault" in late ? late.fault : "", /^Arrival/);
  const same = readCorrection(answerOf("pick", PICK), textsOf(answerOf("pick", PICK)));
  assertMatch("fault" in same ? same.fault : "", /^Nothing differs/);
});
