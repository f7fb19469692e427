import { assert, assertEquals } from "@std/assert";
import type { ReviewDraft, ReviewKind, SeismicEvent } from "../../../../engine/domain/mod.ts";
import { reviewQueue } from "../../../../engine/monitoring/mod.ts";
import { saturated, weighFindings } from "../../../../engine/monitoring/reviews/review_need.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { exampleAlert } from "../early_warning/example_alert.ts";
import { makeEvent, makePick, withDatabase } from "../../storage/database/database_fixture.ts";

const TIME_MS = 1.7e12;

/** A small, well located event of four picks; the last of them fits badly. */
function locatedEvent(id: string, { latitude = 36, magnitude = 2, ...more } = {}): SeismicEvent {
  const picks = [0, 1, 2, 3].map((k) => makePick(`${id}/${k}`, TIME_MS + 1_000 * k, `S${k}`));
  const event = makeEvent(id, { timeMs: TIME_MS, latitude, longitude: -120, magnitude, picks });
  const arrivals = picks.map(({ id: pickId }, k) => ({
    ...{ pickId, phase: "P", distanceKm: 10, azimuthDegrees: 90, weight: 1 },
    residualSeconds: k === 3 ? 2.5 : 0.05,
  }));
  const [origin] = event.origins;
  const found = {
    ...{ arrivals, horizontalErrorKm: 1, depthErrorKm: 2, timeErrorSeconds: 0.2 },
    ...{ rootMeanSquareSeconds: 0.4, azimuthalGapDegrees: 90 },
  };
  const magnitudes = event.magnitudes.map((one) => ({ ...one, error: 0.2 }));
  return { ...event, origins: [{ ...origin, ...found }], magnitudes, ...more };
}

function say(
  database: Database,
  draft: Partial<ReviewDraft> & { kind: ReviewKind; itemId: string },
) {
  const expectedNumber = database.reviews.state(draft.kind, draft.itemId).number;
  const whole = { decision: "accepted", author: "Ada", reason: "looked", ...draft } as ReviewDraft;
  return database.reviews.add(whole, { expectedNumber, reviewedMs: TIME_MS });
}

const idsOf = (database: Database) =>
  reviewQueue(database, { limit: 100 }).map((one) => one.itemId);

Deno.test("what was alerted comes first, then what is in doubt, each with its reason", () =>
  withDatabase((database) => {
    const { events, picks, alerts } = database;
    events.put([locatedEvent("small"), locatedEvent("large", { latitude: 37, magnitude: 5.6 })], {
      recordedMs: 1,
    });
    picks.add([
      { ...makePick("sure", TIME_MS, "A"), probability: 0.999 },
      { ...makePick("unsure", TIME_MS, "B"), probability: 0.52 },
      { ...makePick("apart", TIME_MS, "C"), probability: 0.999, method: "phasenet" },
      { ...makePick("apart too", TIME_MS + 900, "C"), probability: 0.999, method: "classical" },
    ], { recordedMs: 1 });
    const alert = exampleAlert();
    alerts.add({
      ...{ id: "large", revision: 1, status: "alert", issuedMs: TIME_MS, eventId: "large" },
      document: { ...alert, level: "warning" },
    });
    const queue = reviewQueue(database, { limit: 100 });
    const of = (id: string) => queue.find(({ itemId }) => itemId === id)!;
    assertEquals(queue[0].components.impact, 1);
    assertEquals(queue[0].eventId ?? queue[0].itemId, "large");
    assert(of("large").reasons[0].includes("an alert went out (level warning)"));
    assert(of("unsure").reasons[0].includes("probability 0.52"));
    assert(of("apart").reasons.some((reason) => reason === "classical has it 0.90 s apart"));
    assert(of("small/3").reasons.some((reason) => reason.startsWith("2.50 s after")));
    assert(of("unsure").score > of("small/3").score && of("small/3").score > of("small").score);
    assertEquals(of("sure"), undefined);
    const scores = queue.map(({ score }) => score);
    assertEquals(scores, scores.toSorted((a, b) => b - a));
    assertEquals(reviewQueue(database, { limit: 100 }), queue, "the same again");
    assertEquals(reviewQueue(database, { limit: 2 }), queue.slice(0, 2));
  }));

Deno.test("what was reviewed leaves, and comes back when a program differs by more than its errors", () =>
  withDatabase((database) => {
    const { events } = database;
    events.put([locatedEvent("e")], { recordedMs: 1 });
    const all = ["e", "e/3", "e/magnitude"];
    assertEquals(idsOf(database).sort(), all);
    say(database, { kind: "pick", itemId: "e/3", decision: "rejected" });
    say(database, { kind: "event", itemId: "e" });
    say(database, { kind: "magnitude", itemId: "e/magnitude", eventId: "e" });
    assertEquals(idsOf(database), []);
    events.put([locatedEvent("e", { latitude: 36.01, magnitude: 2.1 })], { recordedMs: 2 });
    assertEquals(idsOf(database), [], "1.1 km of 2.8, 0.1 of 0.56");
    events.put([locatedEvent("e", { latitude: 36.1, magnitude: 2.7 })], { recordedMs: 3 });
    const [first, second] = reviewQueue(database, { limit: 9 });
    assertEquals([first.itemId, second.itemId].sort(), ["e", "e/magnitude"]);
    const reasons = [...first.reasons, ...second.reasons].join("\n");
    assert(reasons.includes("11.1 km from where it was, when Ada had accepted it"), reasons);
    assert(reasons.includes("says 2.7, it said 2.0"), reasons);
    say(database, { kind: "event", itemId: "e" });
    assertEquals(idsOf(database), ["e/magnitude"], "whoever looks again has seen it");
    assertEquals(events.get("e")!.event.preferredOriginId?.includes("review"), true);
    say(database, { kind: "pick", itemId: "e/3", decision: "undone" });
    assert(idsOf(database).includes("e/3"));
    events.put([locatedEvent("e", { latitude: 36.1, magnitude: 2.7 })], {
      ...{ recordedMs: 4, status: "deleted" },
    });
    const taken = reviewQueue(database, { limit: 9 }).find(({ kind }) => kind === "event")!;
    assert(taken.reasons[0].startsWith("the program has taken it back since"));
  }));

Deno.test("picks that say nothing sensible of themselves are stored, and come last", () =>
  withDatabase(({ picks, reviews }) => {
    picks.add([
      { ...makePick("none", 1), probability: NaN, timeErrorSeconds: Infinity },
      { ...makePick("late", 1), probability: 1, timeErrorSeconds: 0.3 },
      { ...makePick("half", 1), probability: 0.6 },
    ], { recordedMs: 1 });
    const order = reviews.candidates({ picks: 2, events: 1, sinceMs: 0 }).picks;
    assertEquals(order.map(({ id }) => id), ["late", "half"]);
    assertEquals(picks.get("none")!.probability, NaN);
  }));

Deno.test("a rejected event takes its magnitude and picks out of the queue", () =>
  withDatabase((database) => {
    database.events.put([locatedEvent("e", { magnitude: 6 })], { recordedMs: 1 });
    assertEquals(idsOf(database).length, 6);
    say(database, { kind: "event", itemId: "e", decision: "rejected" });
    assertEquals(idsOf(database), []);
  }));

Deno.test("two models that differ, a withheld forecast, and one that failed need a look", () =>
  withDatabase((database) => {
    const add = (id: string, model: string, mean: number, passed = true, day = 0) => {
      const startMs = TIME_MS + day * 8.64e7;
      const counts = { mean, median: 1, intervals: [{ probability: 0.95, low: 0, high: 2 }] };
      const document = {
        ...{ id, model, kind: "daily", headline: `${model} today`, startMs },
        ...{ endMs: startMs + 8.64e7, minimumMagnitude: 4, counts, isPublished: passed },
        gate: { passed, reasons: passed ? [] : ["too many events came"] },
        table: [{ horizon: "1d", magnitude: 5, probabilityOfOneOrMore: 0.01 }],
      };
      const record = { ...document, issuedMs: TIME_MS, document };
      database.scheduled.add(record, { kind: "daily", headline: document.headline, evidence: {} });
    };
    add("a", "etas", 1);
    add("b", "network", 4);
    add("c", "withheld", 1, false);
    const queue = reviewQueue(database, { limit: 9, sinceMs: 0 });
    const reasons = (id: string) => queue.find(({ itemId }) => itemId === id)!.reasons.join("\n");
    assert(reasons("b").includes("etas expects 1.00 events, it 4.00"), reasons("b"));
    assert(reasons("c").includes("it is withheld: too many events came"), reasons("c"));
    const score = (id: string, list = queue) => list.find(({ itemId }) => itemId === id)!.score;
    assertEquals(score("a"), score("b"));
    assert(score("a") > score("c") && score("c") > 0.3);
    database.forecasts.recordOutcome("a", {
      ...{ recordedMs: TIME_MS + 9e7, scores: [] },
      document: {
        table: [{ horizon: "1d", magnitude: 4, observed: 9, isInside: false }],
        tests: [{ name: "N", quantile: 1, passed: false }],
      },
    });
    const failed = reviewQueue(database, { limit: 9, sinceMs: 0 });
    assert(score("a", failed) > score("a"));
    assertEquals(failed[0].reasons[0], "9 events of M 4 came within 1d, outside its range");
    say(database, { kind: "forecast", itemId: "b", decision: "rejected" });
    assertEquals(reviewQueue(database, { limit: 9, sinceMs: 0 })[0].itemId, "a");
    // The next day's take the places of those before, but for the one that failed.
    for (const model of ["etas", "network", "withheld"]) {
      for (const day of [1, 2]) add(`${model}.${day}`, model, 1, true, day);
    }
    const later = reviewQueue(database, { limit: 9, sinceMs: 0 });
    assertEquals(later.map(({ itemId }) => itemId), ["a", "etas.2", "network.2", "withheld.2"]);
    assertEquals(later[0].components.uncertainty, 0);
  }));

Deno.test("the score is what doubt or impact says, and never leaves 0 to 1", () => {
  const of = (uncertainty: number, disagreement: number, impact: number) =>
    weighFindings([
      { part: "uncertainty", weight: uncertainty, text: "u" },
      { part: "disagreement", weight: disagreement, text: "d" },
      { part: "impact", weight: impact, text: "i" },
    ]);
  assertEquals(of(0, 0, 0), {
    ...{ score: 0, components: { uncertainty: 0, disagreement: 0, impact: 0 }, reasons: [] },
  });
  assertEquals([of(1, 0, 0).score, of(0, 1, 0).score, of(0, 0, 1).score], [0.6, 0.6, 0.7]);
  assertEquals(of(1, 1, 1).score, 0.88);
  assertEquals(of(0.5, 0.5, 0.5).score, 0.6425); // 1 - (1 - 0.6 * 0.75) * (1 - 0.35)
  assertEquals(of(0.3, 0.9, 0.5).reasons, ["d", "i", "u"]);
  assertEquals([saturated(undefined, 1), saturated(2, 2), saturated(Infinity, 1)], [0, 0.5, 1]);
});
