import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError, preferredMagnitude, preferredOrigin } from "../../../../engine/domain/mod.ts";
import { DatabaseConnection } from "../../../../engine/storage/database/database_connection.ts";
import { makeEvent, makePick, withDatabase } from "./database_fixture.ts";

const WHO = { author: "Ada", reason: "looked at it" };

Deno.test("a review is written once, and who saw something older is told who was first", () =>
  withDatabase(({ reviews, picks }) => {
    picks.add([makePick("p", 5)], { recordedMs: 1 });
    const accept = { kind: "pick", itemId: "p", decision: "accepted", ...WHO } as const;
    const first = reviews.add(accept, { expectedNumber: 0, reviewedMs: 10 });
    assertEquals(first, {
      review: { sequence: 1, ...accept, number: 1, reviewedMs: 10 },
    });
    const late = { ...accept, decision: "rejected", author: "Bo" } as const;
    const second = reviews.add(late, { expectedNumber: 0, reviewedMs: 11 });
    assert("conflict" in second);
    assertEquals([second.conflict.state, second.conflict.newest?.author], ["accepted", "Ada"]);
    assertEquals(reviews.list().length, 1);
    reviews.add(late, { expectedNumber: 1, reviewedMs: 12 });
    assertEquals(reviews.state("pick", "p").state, "rejected");
    reviews.add({ ...accept, decision: "undone", undoes: 2 }, {
      expectedNumber: 2,
      reviewedMs: 13,
    });
    const { number, standing, state } = reviews.state("pick", "p");
    assertEquals([number, standing, state], [3, 1, "accepted"]);
    assertEquals(reviews.list({ after: 1, author: "Ada" }).map((one) => one.undoes), [2]);
  }));

Deno.test("a person's origin and magnitude stand, whatever a program finds later; undoing is exact", () =>
  withDatabase((database) => {
    const { reviews, events } = database;
    const found = makeEvent("e", { timeMs: 1_000, latitude: 1, longitude: 2, magnitude: 4 });
    events.put([found], { recordedMs: 1 });
    const before = events.get("e")!;
    const revise = { kind: "event", itemId: "e", decision: "revised", ...WHO } as const;
    const correction = { latitude: 1.5, depthKm: 7 };
    reviews.add({ ...revise, correction }, { expectedNumber: 0, reviewedMs: 10 });
    const magnitude = {
      kind: "magnitude",
      itemId: "e/magnitude",
      eventId: "e",
      decision: "revised",
      ...WHO,
      correction: { magnitude: 4.6, magnitudeType: "ML" },
    } as const;
    reviews.add(magnitude, { expectedNumber: 0, reviewedMs: 11 });
    const stands = () => {
      const { event, status } = events.get("e")!;
      const { latitude, longitude, depthKm, method } = preferredOrigin(event)!;
      return [latitude, longitude, depthKm, method, preferredMagnitude(event)?.magnitude, status];
    };
    const wanted = [1.5, 2, 7, "manual", 4.6, "reviewed"];
    assertEquals(stands(), wanted);
    const later = makeEvent("e", { timeMs: 2_000, latitude: 1.1, longitude: 2.2, magnitude: 4.2 });
    assertEquals(events.put([later], { recordedMs: 12, status: "automatic" }).revised, 1);
    assertEquals(stands(), wanted);
    assertEquals(events.get("e")!.event.origins[0], later.origins[0]);
    assertEquals(events.put([later], { recordedMs: 13 }).unchanged, 1);
    assertEquals(events.list()[0].magnitude, 4.6);
    events.put([found], { recordedMs: 14 });
    reviews.add({ ...revise, decision: "undone" }, { expectedNumber: 1, reviewedMs: 15 });
    const { correction: _, ...undo } = magnitude;
    reviews.add({ ...undo, decision: "undone" }, { expectedNumber: 1, reviewedMs: 16 });
    const after = events.get("e")!;
    assertEquals([after.event, after.status], [before.event, before.status]);
    assertEquals(after.revision, 7);
    assertEquals(database.check(), []);
  }));

Deno.test("no review is ever changed or removed, and what makes no sense is refused by its field", () =>
  withDatabase((database) => {
    const { reviews, picks, events } = database;
    picks.add([makePick("p", 5)], { recordedMs: 1 });
    events.put([makeEvent("e", { timeMs: 5 })], { recordedMs: 1 });
    const accept = { kind: "pick", itemId: "p", decision: "accepted", ...WHO } as const;
    reviews.add(accept, { expectedNumber: 0, reviewedMs: 10 });
    const connection = new DatabaseConnection(database.path, { readOnly: false, busyTimeoutMs: 0 });
    for (const sql of ["UPDATE reviews SET author = 'x'", "DELETE FROM reviews"]) {
      assertThrows(() => connection.execute(sql), Error, "a review is never");
    }
    connection.close();
    const refused = (change: object, field: string) => {
      const add = () =>
        reviews.add({ ...accept, ...change }, { expectedNumber: 1, reviewedMs: 11 });
      assertEquals(assertThrows(add, InputError).location.field, field);
    };
    refused({ itemId: "q" }, "itemId");
    refused({ author: " " }, "author");
    refused({ reason: "" }, "reason");
    for (const author of ["\u200b\x1b", "Ada\0Bo", "\ud800"]) refused({ author }, "author");
    refused({ reason: "seen\0 by none" }, "reason");
    refused({ correction: { timeMs: 1 } }, "correction");
    refused({ decision: "revised" }, "correction");
    refused({ decision: "revised", correction: {} }, "correction");
    refused({ decision: "revised", correction: { magnitude: 1 } }, "correction.magnitude");
    refused({ decision: "revised", correction: { timeMs: NaN } }, "correction.timeMs");
    const anotherDay = { decision: "revised", correction: { timeMs: 8.64e7 + 6 } };
    for (const item of [{}, { kind: "event", itemId: "e" }]) {
      refused({ ...anotherDay, ...item }, "correction.timeMs");
    }
    refused({ undoes: 1 }, "undoes");
    refused({ decision: "undone", undoes: 3 }, "undoes");
    refused({ kind: "magnitude" }, "eventId");
    refused({ kind: "forecast", itemId: "f" }, "itemId");
    assertEquals(reviews.list().length, 1);
  }));
