import { assertEquals } from "@std/assert";
import type { AlertMessage, SeismicEvent } from "../../../../engine/domain/mod.ts";
import { EventRegister } from "../../../../engine/monitoring/live/event_register.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";
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

async function withRegister(body: (register: EventRegister) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  const database = openDatabase(`${folder}/a.db`, { mode: "create" });
  try {
    body(new EventRegister(database));
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
