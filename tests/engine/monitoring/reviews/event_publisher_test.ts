import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { reviewItemText } from "../../../../engine/drawing/mod.ts";
import {
  addedPickId,
  InputError,
  preferredMagnitude,
  preferredOrigin,
  type ReviewDraft,
} from "../../../../engine/domain/mod.ts";
import { eventPublisher, reviewItem } from "../../../../engine/monitoring/mod.ts";
import {
  readQuakeml,
  writeEventsCsv,
  writeEventsGeojson,
  writeQuakeml,
} from "../../../../engine/sources/mod.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";
import { makeEvent, makePick, withDatabase } from "../../storage/database/database_fixture.ts";

const WHO = { author: "Ada", reason: "by hand" };

function say(database: Database, draft: Omit<ReviewDraft, "author" | "reason">): void {
  const expectedNumber = database.reviews.state(draft.kind, draft.itemId).number;
  database.reviews.add({ ...draft, ...WHO }, { expectedNumber, reviewedMs: 5 });
}

function fill(database: Database): void {
  const picks = ["a", "b", "c"].map((id) => ({ ...makePick(id, 1_000), method: "phasenet" }));
  database.picks.add(picks, { recordedMs: 1 });
  database.events.put([
    makeEvent("e", { timeMs: 1, latitude: 3, magnitude: 4, picks }),
    makeEvent("plain", { timeMs: 2, magnitude: 3 }),
  ], { recordedMs: 1 });
  database.events.put([makeEvent("elsewhere", { timeMs: 3 })], {
    recordedMs: 1,
    status: "reviewed",
  });
  say(database, { kind: "pick", itemId: "a", decision: "accepted" });
  say(database, { kind: "pick", itemId: "b", decision: "revised", correction: { timeMs: 1_500 } });
  say(database, { kind: "pick", itemId: "c", decision: "rejected" });
  say(database, { kind: "event", itemId: "e", decision: "revised", correction: { depthKm: 3 } });
  const magnitude = { kind: "magnitude", itemId: "e/magnitude", eventId: "e" } as const;
  say(database, { ...magnitude, decision: "revised", correction: { magnitude: 4.4 } });
}

Deno.test("what is given to others says automatic or reviewed, in every format", () =>
  withDatabase((database) => {
    fill(database);
    const stored = database.events.query({ orderBy: "time-asc" });
    const events = stored.map(eventPublisher(database));
    const xml = [...writeQuakeml(events)].join("");
    const { events: [e, plain, elsewhere] } = readQuakeml(new TextEncoder().encode(xml), "xml");
    assertEquals(e.picks.map(({ timeMs, evaluation, method }) => [timeMs, evaluation, method]), [
      ...[[1_000, "reviewed", "manual"], [1_500, "reviewed", "manual"]],
      [1_000, "rejected", "manual"],
    ]);
    const origin = preferredOrigin(e)!;
    assertEquals([origin.depthKm, origin.evaluation, origin.method], [3, "reviewed", "manual"]);
    assertEquals(
      e.origins.map(({ depthKm }) => depthKm),
      [10, 3],
      "the automatic one is there too",
    );
    const { magnitude, evaluation } = preferredMagnitude(e)!;
    assertEquals([magnitude, evaluation], [4.4, "reviewed"]);
    assertEquals(preferredOrigin(plain)!.evaluation, undefined);
    assertEquals(preferredOrigin(elsewhere)!.evaluation, "reviewed");
    assertMatch(xml, /<evaluationMode>manual<\/evaluationMode>\s*<evaluationStatus>rejected</);
    const csv = [...writeEventsCsv(events)].join("").trim().split("\r\n");
    const column = csv[0].split(",").indexOf("status");
    assertEquals(csv.slice(1).map((row) => row.split(",")[column]), [
      ...["reviewed", "automatic", "reviewed"],
    ]);
    const { features } = JSON.parse([...writeEventsGeojson(events)].join(""));
    assertEquals(features.map((one: { properties: object }) => one.properties), [
      ...["reviewed", "automatic", "reviewed"].map((status, k) => ({
        ...features[k].properties,
        status,
      })),
    ]);
  }));

Deno.test("an item is shown as found and as it stands, wherever its event is", () =>
  withDatabase((database) => {
    fill(database);
    const pick = reviewItem(database, "pick", "b");
    assertEquals([pick.eventId, pick.state.state, pick.reviews.length], ["e", "revised", 1]);
    assertEquals((pick.item as { timeMs: number }).timeMs, 1_000);
    assertEquals((pick.current as { timeMs: number }).timeMs, 1_500);
    const magnitude = reviewItem(database, "magnitude", "e/magnitude");
    assertEquals((magnitude.item as { magnitude: number }).magnitude, 4);
    assertEquals((magnitude.current as { magnitude: number }).magnitude, 4.4);
    const odd = { id: "m1", magnitude: 2, magnitudeType: "ML" };
    database.events.put([makeEvent("x/y", { magnitudes: [odd] })], { recordedMs: 1 });
    assertEquals(reviewItem(database, "magnitude", "m1").eventId, "x/y");
    const { item, current } = reviewItem(database, "event", "e");
    assert(JSON.stringify(item) !== JSON.stringify(current));
  }));

Deno.test("pruning keeps what was reviewed, undone or not; backups and checks hold reviews", () =>
  withDatabase(async (database, folder) => {
    fill(database);
    database.picks.add([makePick("loose", 1), makePick("gone", 1)], { recordedMs: 1 });
    say(database, { kind: "pick", itemId: "loose", decision: "accepted" });
    say(database, { kind: "pick", itemId: "loose", decision: "undone" });
    say(database, { kind: "event", itemId: "plain", decision: "accepted" });
    say(database, { kind: "event", itemId: "plain", decision: "undone" });
    const ages = { picksMs: 1, eventsMs: 1 };
    assertEquals(database.prune({ nowMs: 1e9, ages }), { picks: 1, events: 0, clocks: 0 });
    assertEquals(database.picks.query().map(({ id }) => id).sort(), ["a", "b", "c", "loose"]);
    assertEquals([database.check(), database.summarise().reviews], [[], 9]);
    await database.backup(`${folder}/copy.db`);
    using copy = openDatabase(`${folder}/copy.db`, { mode: "write" });
    assertEquals(copy.reviews.list(), database.reviews.list());
    assertEquals(copy.check(), []);
    say(copy, { kind: "event", itemId: "e", decision: "undone" });
    assertEquals(preferredOrigin(copy.events.get("e")!.event)!.depthKm, 10);
  }));

Deno.test("what was given to others with its reviews and comes back is not taken for a program's", () =>
  withDatabase((database) => {
    const { events, reviews } = database;
    fill(database);
    const bytes = (all: Iterable<string>) => new TextEncoder().encode([...all].join(""));
    const given = events.query().map(eventPublisher(database));
    const { events: back } = readQuakeml(bytes(writeQuakeml(given)), "xml");
    const before = events.get("e")!;
    events.put(back.filter(({ id }) => id === "e"), { recordedMs: 9 });
    assertEquals(events.get("e"), before, "nothing is new");
    assertEquals(events.put([before.event], { recordedMs: 9 }).unchanged, 1);
    say(database, { kind: "event", itemId: "e", decision: "undone" });
    const magnitude = { kind: "magnitude", itemId: "e/magnitude", eventId: "e" } as const;
    say(database, { ...magnitude, decision: "undone" });
    const plain = events.get("e")!;
    assertEquals([plain.event, plain.status], [events.get("e", 1)!.event, "automatic"]);
    events.put(
      back.filter(({ id }) => id === "e").map((event) => ({
        ...plain.event,
        picks: event.picks,
      })),
      { recordedMs: 10 },
    );
    assertEquals(events.get("e"), plain, "its picks are still as the picker has them");
    assertEquals(reviews.list().length, 7);
  }));

Deno.test("a pick that a person added to an event is given with it as manual, and does not come back as a program's", () =>
  withDatabase((database) => {
    const picks = [makePick("p", 1_000)];
    database.events.put([makeEvent("e", { timeMs: 1, picks })], { recordedMs: 1 });
    const added = { code: { ...picks[0].code, station: "WENL" }, phase: "S", timeMs: 3_000 };
    const itemId = addedPickId(added);
    const draft = { kind: "pick", itemId, ...WHO } as const;
    database.reviews.add({ ...draft, decision: "accepted", added, eventId: "e" }, {
      ...{ expectedNumber: 0, reviewedMs: 5_000 },
    });
    const publish = () => eventPublisher(database)(database.events.get("e")!);
    const xml = [...writeQuakeml([publish()])].join("");
    const { events: [given] } = readQuakeml(new TextEncoder().encode(xml), "xml");
    assertEquals(given.picks.map(({ phase, evaluation, method }) => [phase, evaluation, method]), [
      ["P", undefined, undefined],
      ["S", "reviewed", "manual"],
    ]);
    const shown = reviewItem(database, "pick", itemId);
    assertEquals([shown.eventId, shown.state.added], ["e", added]);
    const text = reviewItemText(shown);
    assertMatch(text, /No program found it: a person added it\./);
    assertMatch(text, /phase +S\n/); // nothing in the column of programs
    assertMatch(text, /added: S at NC\.WENL\.\.HHZ, 1970-01-01T00:00:03\.000Z/);

    database.events.put([publish()], { recordedMs: 6 });
    assertEquals(database.events.automatic("e")?.event.picks.map(({ id }) => id), ["p"]);
    assertEquals(publish().picks.length, 2);
    database.reviews.add({ ...draft, decision: "undone" }, { expectedNumber: 1, reviewedMs: 7 });
    assertEquals(publish().picks, picks);
    assertThrows(() => reviewItem(database, "pick", itemId), InputError, "there is none");
  }));
