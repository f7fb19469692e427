import { assertEquals } from "@std/assert";
import type { AlertMessage, SeismicEvent } from "../../../../engine/domain/mod.ts";
import {
  EventRegister,
  type EventVersion,
} from "../../../../engine/monitoring/live/event_register.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";
import { exampleAlert } from "../early_warning/example_alert.ts";

const ALERT: AlertMessage = exampleAlert();

function located(change: { id: string; later?: number; north?: number }): SeismicEvent {
  const { timeMs, latitude, longitude } = ALERT.origin;
  return {
    ...{ id: change.id, eventType: "earthquake", descriptions: [], magnitudes: [], picks: [] },
    origins: [{
      ...{ id: `${change.id}/o`, timeMs: timeMs + (change.later ?? 0), longitude, depthKm: 9 },
      ...{ latitude: latitude + (change.north ?? 0), arrivals: [] },
    }],
  };
}

async function withRegister(
  body: (register: EventRegister, database: Database) => void,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const database = openDatabase(`${folder}/a.db`, { mode: "create" });
  try {
    body(new EventRegister(database), database);
  } finally {
    database.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("an event that was warned of and located later is one event, its location holds", () =>
  withRegister((register) => {
    const first = register.takeAlert(ALERT)!;
    assertEquals([first.live.id, first.live.revision], [ALERT.eventId, 1]);
    const event = located({ id: "chain-1", later: 2000, north: 0.1 });
    const second = register.takeChain({ event, state: "preliminary" })!;
    assertEquals([second.live.id, second.live.revision], [ALERT.eventId, 2]);
    assertEquals(second.live.latitude, event.origins[0].latitude);
    assertEquals(second.event.magnitudes.map(({ magnitude }) => magnitude), [
      ALERT.magnitude.magnitude,
    ]);
    assertEquals(register.takeAlert({ ...ALERT, revision: 2, status: "cancel" }), undefined);
    assertEquals(register.takeChain({ event, state: "final" }), undefined, "nothing changed");
    assertEquals(register.list().length, 1);
  }));

Deno.test("an event that somebody else wrote down is listed as it is there", () =>
  withRegister((register) => {
    register.takeAlert(ALERT);
    const event = located({ id: ALERT.eventId, later: 500, north: 0.05 });
    const stored = { event, revision: 2, status: "reviewed" as const, reason: "", recordedMs: 1 };
    register.takeStored(stored);
    register.takeStored({ ...stored, event: located({ id: "other", north: 5 }), revision: 1 });
    const listed = register.list().map(({ id, revision, status }) => [id, revision, status]);
    assertEquals(listed, [[ALERT.eventId, 2, "reviewed"], ["other", 1, "reviewed"]]);
    assertEquals(register.get(ALERT.eventId), event);
  }));

Deno.test("a poor location of a warned event leaves place and size to the warning", () =>
  withRegister((register) => {
    register.takeAlert(ALERT);
    const event = located({ id: "chain-1", later: 2000, north: 0.3 });
    const [origin] = event.origins;
    const poor = { ...event, origins: [{ ...origin, horizontalErrorKm: 12 }] };
    const { live } = register.takeChain({ event: poor, state: "preliminary" })!;
    assertEquals([live.latitude, live.magnitude], [ALERT.origin.latitude, 6.4]);
    const good = { ...event, origins: [{ ...origin, horizontalErrorKm: 3 }] };
    const next = register.takeChain({ event: good, state: "final" })!;
    assertEquals([next.live.latitude, next.live.revision], [origin.latitude, 3]);
  }));

Deno.test("an event with the warning's picks is its event, wherever it is located", () =>
  withRegister((register) => {
    const evidence = ["A", "B", "C"].map((station, i) => ({
      ...{ station: `XX.${station}`, pTimeMs: ALERT.origin.timeMs + 1000 * i, knownMs: 0 },
      ...{ distanceKm: 10, residualSeconds: 0 },
    }));
    register.takeAlert({ ...ALERT, evidence });
    const picksAt = (laterMs: number) =>
      evidence.map(({ pTimeMs }, i) => ({
        ...{ id: `${laterMs} ${i}`, phase: "P", timeMs: pTimeMs + laterMs },
        code: { network: "XX", station: "ABC"[i], location: "", channel: "HHZ" },
      }));
    const far = located({ id: "chain-1", later: -9000, north: 1 });
    const other = { ...far, id: "chain-0", picks: picksAt(5000) };
    register.takeChain({ event: other, state: "final" });
    assertEquals(register.list().length, 2);
    const own = { ...far, picks: picksAt(200) };
    assertEquals(register.takeChain({ event: own, state: "final" })!.live.id, ALERT.eventId);
  }));

Deno.test("events far from the warning in place or time are others", () =>
  withRegister((register) => {
    register.takeAlert(ALERT);
    for (const change of [{ later: 60_000 }, { north: 2 }]) {
      const id = JSON.stringify(change);
      register.takeChain({ event: located({ id, ...change }), state: "preliminary" });
    }
    assertEquals(register.list().length, 3);
  }));

Deno.test("a cancelled warning and an event whose picks did not hold are taken back", () =>
  withRegister((register) => {
    register.takeAlert(ALERT);
    const cancelled = register.takeAlert({ ...ALERT, revision: 2, status: "cancel" })!;
    assertEquals([cancelled.live.status, cancelled.live.revision], ["deleted", 2]);
    const event = located({ id: "chain-2", later: 600_000 });
    register.takeChain({ event, state: "preliminary" });
    const back = register.takeChain({ event, state: "taken back" })!;
    assertEquals([back.live.status, back.live.revision], ["deleted", 2]);
  }));

Deno.test("revisions are those of the database, whoever writes there, and none is given twice", () =>
  withRegister((register, database) => {
    const event = located({ id: "chain-3" });
    const put = (one: SeismicEvent) => database.events.put([one], { recordedMs: 0 });
    put(event);
    const again = register.takeChain({ event, state: "preliminary" })!;
    assertEquals(again.live.revision, 1, "it is stored as it is");
    put({ ...event, agency: "somebody else" });
    const next = located({ id: "chain-3", north: 0.1 });
    assertEquals(register.takeChain({ event: next, state: "final" })!.live.revision, 3);
  }));

Deno.test("an event that a person has reviewed is left alone", () =>
  withRegister((register, database) => {
    const event = located({ id: "chain-4" });
    database.events.put([event], { recordedMs: 0, status: "reviewed" });
    const other = located({ id: "chain-4", north: 0.1 });
    assertEquals(register.takeChain({ event: other, state: "final" }), undefined);
    assertEquals(register.takeChain({ event: other, state: "taken back" }), undefined);
  }));

Deno.test("what a person found here stands, what is found later goes beneath it, and undoing gives it way", () =>
  withRegister((register, database) => {
    const write = ({ event, status, reason, live }: EventVersion) => {
      database.events.put([event], { recordedMs: 0, status, reason });
      assertEquals(database.events.get(event.id)!.revision, live.revision);
      assertEquals(database.events.get(event.id)!.status, live.status);
    };
    const find = (north: number, state: "final" | "taken back" = "final") =>
      register.takeChain({ event: located({ id: "chain-5", north }), state });
    write(find(0)!);
    const item = { kind: "event", itemId: "chain-5", author: "Ada", reason: "mine" } as const;
    const correction = { latitude: 37.5 };
    database.reviews.add({ ...item, decision: "revised", correction }, {
      ...{ expectedNumber: 0, reviewedMs: 1 },
    });
    const beneath = find(0.1)!;
    assertEquals([beneath.live.latitude, beneath.live.status], [37.5, "reviewed"]);
    write(beneath);
    assertEquals(find(0.1), undefined, "nothing new");
    assertEquals(register.list()[0].latitude, 37.5);
    const back = find(0.1, "taken back")!;
    assertEquals(back.live.status, "reviewed");
    write(back);
    database.reviews.add({ ...item, decision: "undone" }, { expectedNumber: 1, reviewedMs: 2 });
    assertEquals(database.events.get("chain-5")!.status, "deleted");
    const again = find(0.2)!;
    assertEquals([again.live.status, again.live.latitude === 37.5], ["automatic", false]);
    write(again);
    assertEquals(database.check(), []);
  }));
