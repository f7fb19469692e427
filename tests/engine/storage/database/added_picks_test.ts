import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type AddedPick,
  addedPickId,
  InputError,
  type ReviewDraft,
} from "../../../../engine/domain/mod.ts";
import { DatabaseConnection } from "../../../../engine/storage/database/database_connection.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makeEvent, makePick, withDatabase } from "./database_fixture.ts";

const CODE = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
const ADDED: AddedPick = { code: CODE, phase: "P", timeMs: 5_000, timeErrorSeconds: 0.1 };
const ID = "added/NC.MEM..HHZ/P/1970-01-01T00:00:05.000Z";

function add(database: Database, added: AddedPick, more: Partial<ReviewDraft> = {}) {
  const itemId = addedPickId(added);
  const { number } = database.reviews.state("pick", itemId);
  return database.reviews.add({
    ...{ kind: "pick", itemId, decision: "accepted", author: "Ada", reason: "clear", added },
    ...more,
  }, { expectedNumber: number, reviewedMs: 9e9 });
}

function say(database: Database, decision: ReviewDraft["decision"], more: object = {}) {
  const { number } = database.reviews.state("pick", ID);
  const draft = { kind: "pick", itemId: ID, decision, author: "Bo", reason: "looked", ...more };
  return database.reviews.add(draft as ReviewDraft, { expectedNumber: number, reviewedMs: 9e9 });
}

/** All rows in which picks can be seen. */
function rowsOf(database: Database): unknown {
  const connection = new DatabaseConnection(database.path, { readOnly: true, busyTimeoutMs: 0 });
  try {
    return ["picks", "event_picks", "event_revisions"].map((table) =>
      connection.all(`SELECT * FROM ${table} ORDER BY 1, 2`)
    );
  } finally {
    connection.close();
  }
}

Deno.test("a person adds a pick that programs missed: manual, reviewed as others, and undone without a trace", () =>
  withDatabase((database) => {
    const { picks, reviews } = database;
    picks.add([makePick("p", 1_000), makePick("other", 5_000, "WENL")], { recordedMs: 1 });
    database.events.put([makeEvent("e", { timeMs: 1 })], { recordedMs: 1 });
    const before = rowsOf(database);
    const outcome = add(database, ADDED, { eventId: "e" });
    assert("review" in outcome);
    assertEquals([outcome.review.itemId, outcome.review.added], [ID, ADDED]);
    assertEquals(reviews.history("pick", ID), [outcome.review]);
    const { state, number, added, eventId } = reviews.state("pick", ID);
    assertEquals([state, number, added, eventId], ["accepted", 1, ADDED, "e"]);
    assertEquals(picks.query({ station: "NC.MEM", startMs: 5_000 }), [
      { ...ADDED, id: ID, method: "manual" },
    ]);
    assertEquals([...reviews.addedByEvent()], [["e", [ID]]]);

    say(database, "rejected");
    say(database, "undone");
    say(database, "revised", { correction: { timeMs: 5_200 } });
    const moved = reviews.state("pick", ID);
    assertEquals([moved.state, moved.added, moved.eventId], ["revised", ADDED, "e"]);
    assertEquals(picks.get(ID)?.timeMs, 5_000); // as it was added
    say(database, "undone");
    assertEquals(reviews.state("pick", ID).added, ADDED);
    assertEquals(database.check(), []);

    say(database, "undone");
    assertEquals(rowsOf(database), before);
    assertEquals([...reviews.addedByEvent()], []);
    const { state: after, added: none, number: last } = reviews.state("pick", ID);
    assertEquals([after, none, last], ["automatic", undefined, 6]);
    assert("review" in add(database, ADDED)); // somebody sees it again
    assertEquals([reviews.state("pick", ID).number, picks.get(ID)?.method], [7, "manual"]);
    assertEquals(database.check(), []);
  }));

Deno.test("a pick is not added where there is one of that arrival, unless it was rejected or moved away", () =>
  withDatabase((database) => {
    const { picks, reviews } = database;
    picks.add([makePick("p", 5_300)], { recordedMs: 1 });
    const at = (timeMs: number, more: Partial<AddedPick> = {}) =>
      add(database, { code: CODE, phase: "P", timeMs, ...more });
    const refused = at(5_000);
    assert("conflict" in refused);
    assertEquals([refused.conflict.itemId, refused.conflict.state], ["p", "automatic"]);
    assertEquals([reviews.list().length, picks.query().length], [0, 1]);
    const move = {
      ...{ kind: "pick", itemId: "p", author: "Bo", reason: "late", decision: "revised" } as const,
      correction: { timeMs: 7_000 },
    };
    reviews.add(move, { expectedNumber: 0, reviewedMs: 1 });
    assert("review" in at(5_000));
    assert("conflict" in at(5_000)); // twice
    assert("conflict" in at(6_900)); // where that was moved to
    assert("review" in at(5_000, { phase: "S" }));
    assert("review" in at(5_000, { code: { ...CODE, station: "WENL" } }));
    assert("review" in at(5_600));
    const { correction: _, ...rest } = move;
    reviews.add({ ...rest, decision: "rejected" }, { expectedNumber: 1, reviewedMs: 2 });
    assert("review" in at(6_900));
  }));

Deno.test("an added pick that makes no sense is refused by its field", () =>
  withDatabase((database) => {
    const refused = (added: AddedPick, more: Partial<ReviewDraft>, field: string) => {
      const error = assertThrows(() => add(database, added, more), InputError);
      assertEquals(error.location.field, field);
    };
    refused({ ...ADDED, code: { ...CODE, station: "" } }, {}, "added.code.station");
    refused({ ...ADDED, phase: " " }, {}, "added.phase");
    refused({ ...ADDED, timeErrorSeconds: -1 }, {}, "added.timeErrorSeconds");
    refused({ ...ADDED, timeMs: 1e10 }, {}, "added.timeMs"); // it is still to come
    refused(ADDED, { itemId: "mine" }, "itemId");
    refused(ADDED, { decision: "rejected" }, "added");
    refused(ADDED, { eventId: "none" }, "eventId");
    refused(ADDED, { author: "" }, "author");
    assertEquals([database.reviews.list(), database.picks.query()], [[], []]);
  }));
