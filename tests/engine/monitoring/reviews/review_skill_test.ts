import { assertAlmostEquals, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { ReviewDraft } from "../../../../engine/domain/mod.ts";
import { drawReviewSkill, reviewSkillText } from "../../../../engine/drawing/mod.ts";
import { reviewSkill } from "../../../../engine/monitoring/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makeEvent, makePick, withDatabase } from "../../storage/database/database_fixture.ts";

const JANUARY = Date.UTC(2026, 0, 10);
const DAY_MS = 86_400_000;

function say(database: Database, draft: Partial<ReviewDraft>, reviewedMs = 5) {
  const whole = { author: "Ada", reason: "seen", ...draft } as ReviewDraft;
  const { number } = database.reviews.state(whole.kind, whole.itemId);
  database.reviews.add(whole, { expectedNumber: number, reviewedMs });
}

Deno.test("picks, epicentres and magnitudes of programs are set beside what persons left, by month", () =>
  withDatabase((database) => {
    const times = [JANUARY, JANUARY + 1000, JANUARY + 2000, JANUARY + 40 * DAY_MS];
    database.picks.add(times.map((timeMs, i) => makePick(`p${i}`, timeMs)), { recordedMs: 1 });
    const pick = (i: number) => ({ kind: "pick", itemId: `p${i}` }) as const;
    const late = { timeMs: JANUARY - 300 };
    say(database, { ...pick(0), decision: "revised", correction: late });
    say(database, { ...pick(1), decision: "accepted" });
    say(database, { ...pick(2), decision: "rejected" });
    const early = { timeMs: times[3] + 100 };
    say(database, { ...pick(3), decision: "revised", correction: early });
    const events = [
      makeEvent("e", { timeMs: JANUARY, magnitude: 4.5 }),
      makeEvent("f", { timeMs: JANUARY }),
    ];
    database.events.put(events, { recordedMs: 1 });
    const moved = { latitude: 1 };
    say(database, { kind: "event", itemId: "e", decision: "revised", correction: moved });
    say(database, { kind: "event", itemId: "f", decision: "rejected" });
    const magnitude = { kind: "magnitude", itemId: "e/magnitude", eventId: "e" } as const;
    say(database, { ...magnitude, decision: "revised", correction: { magnitude: 4.7 } });
    const skill = reviewSkill(database);
    assertEquals(skill.pick.map(({ period }) => period), ["2026-01", "2026-02", "all"]);
    const [first, second, all] = skill.pick;
    assertEquals([first.accepted, first.revised, first.rejected], [1, 1, 1]);
    assertAlmostEquals(first.distance!.mean, 0.15, 1e-9);
    assertAlmostEquals(second.bias!.mean, -0.1, 1e-9);
    assertAlmostEquals(all.bias!.mean, (0.3 + 0 - 0.1) / 3, 1e-9);
    const widening = Math.sqrt(3 / 2) * 4.302653 / 1.959964; // few values: Student's t of 2
    const high = 0.4 / 3 + widening * (0.3 - 0.4 / 3); // one in 27 resamplings is 0.3 thrice
    assertAlmostEquals(all.distance!.high!, high, 1e-4);
    assertAlmostEquals(skill.event[0].distance!.mean, 111.19, 0.01); // a degree of the globe
    assertEquals(skill.event[0].rejected, 1);
    assertAlmostEquals(skill.magnitude[0].bias!.mean, -0.2, 1e-9);
    assertEquals(skill.forecast, []);
    assertMatch(reviewSkillText(skill), /2026-01 +1 +1 +1 +0\.150 +0\.150/);
  }));

Deno.test("corrections of forecasts gain by Brier's score; what was said too late or of nothing is left out", () =>
  withDatabase(async (database) => {
    const stated = [[0.5, 0.8, 1], [0.5, 0.4, 0], [0.2, 0.5, 2], [0.3, 0.3, 0]] as const;
    const add = (id: string, probability: number, month: number) => {
      const startMs = JANUARY + month * 31 * DAY_MS;
      database.forecasts.add({
        ...{ id, model: "etas", issuedMs: startMs - 1, startMs, endMs: startMs + DAY_MS },
        ...{ isPublished: true, document: { counts: { distribution: [1 - probability] } } },
      });
      return startMs;
    };
    const outcome = (id: string, events: number) =>
      database.forecasts.recordOutcome(id, { recordedMs: 1, document: { events }, scores: [] });
    const revise = (id: string, correction: object, reviewedMs: number) =>
      say(database, { kind: "forecast", itemId: id, decision: "revised", correction }, reviewedMs);
    stated.forEach(([automatic, expert, events], i) => {
      const startMs = add(`f${i}`, automatic, i < 2 ? 0 : 1);
      revise(`f${i}`, { probability: expert }, startMs - 1);
      outcome(`f${i}`, events);
      // Hindsight neither takes a word back nor leaves it out.
      if (i === 1) say(database, { kind: "forecast", itemId: "f1", decision: "undone" }, 2e12);
      if (i === 3) revise("f3", { probability: 0 }, 2e12);
    });
    const lateMs = add("late", 0.1, 0) + 1;
    revise("late", { probability: 0.9 }, lateMs);
    outcome("late", 1);
    revise("open", { probability: 0.9 }, add("open", 0.1, 0) - 1);
    revise("mean", { mean: 2 }, add("mean", 0.1, 0) - 1);
    add("wrong", 0.1, 0);
    say(database, { kind: "forecast", itemId: "wrong", decision: "rejected" });
    const skill = reviewSkill(database);
    assertEquals(skill.forecastsLeftOut, {
      ...{ withoutOutcome: 1, late: 1, rejected: 1, withoutProbability: 1 },
    });
    const [first, second, all] = skill.forecast;
    assertEquals([first.period, second.period, all.period], ["2026-01", "2026-02", "all"]);
    assertAlmostEquals(first.without, 0.25, 1e-12);
    assertAlmostEquals(first.with, (0.2 ** 2 + 0.4 ** 2) / 2, 1e-12);
    assertAlmostEquals(second.gain.mean, (0.8 ** 2 - 0.5 ** 2) / 2, 1e-12);
    assertEquals([all.forecasts, Math.round(all.occurred)], [4, 2]);
    assertAlmostEquals(all.gain.mean, (0.21 + 0.09 + 0.39 + 0) / 4, 1e-12);
    const student = 2 * 3.182 * 0.1688 / 2; // Student's t of 3, deviation / sqrt(4)
    assertAlmostEquals(all.gain.high! - all.gain.low!, student, 0.08);
    const text = reviewSkillText(skill);
    assertMatch(text, /2026-01 +2 +1 +0\.250 +0\.100 +0\.150/);
    assertStringIncludes(text, "1 reviewed when their time had begun");
    const svg = await drawReviewSkill(skill);
    assertStringIncludes(svg, "Gain in Brier score");
  }));

Deno.test("that all reviews were undone is not told as if nobody had reviewed anything", () =>
  withDatabase(async (database) => {
    const nothing = reviewSkill(database);
    assertEquals(reviewSkillText(nothing), "Nobody has reviewed anything.");
    database.picks.add([makePick("p", JANUARY)], { recordedMs: 1 });
    const pick = { kind: "pick", itemId: "p", author: "Ada", reason: "seen" } as const;
    say(database, { ...pick, decision: "accepted" });
    const undone: ReviewDraft = { ...pick, decision: "undone" };
    database.reviews.add(undone, { expectedNumber: 1, reviewedMs: 6 });
    const skill = reviewSkill(database);
    const told = "No review stands: 1 item was reviewed, and every review undone.";
    assertEquals(reviewSkillText(skill), told);
    assertStringIncludes(await drawReviewSkill(skill), told);
  }));
