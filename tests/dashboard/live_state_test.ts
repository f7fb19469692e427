import { assertEquals } from "@std/assert";
import type { AlertMessage, LiveEvent, LiveMessage } from "../../engine/domain/mod.ts";
import {
  applyMessage,
  EMPTY_STATE,
  stateOfAnswer,
} from "../../server/page/dashboard/live/live_state.ts";
import { makeAlert } from "./simulated_alert.ts";
import { makeNetwork } from "./simulated_ground.ts";

const QUAKE = { timeMs: 1e12, latitude: 37.28, longitude: -121.62, depthKm: 9, magnitude: 6.3 };

function event(id: string, timeMs: number, revision = 1, more: Partial<LiveEvent> = {}): LiveEvent {
  return {
    id,
    revision,
    status: "automatic",
    timeMs,
    latitude: 0,
    longitude: 0,
    pickCount: 4,
    ...more,
  };
}

function alert(revision: number, seconds: number): AlertMessage {
  return makeAlert(QUAKE, {
    ...{ eventId: "a", revision, status: revision === 1 ? "alert" : "update" },
    ...{ nowMs: QUAKE.timeMs + 1000 * seconds, network: makeNetwork(20) },
  });
}

const told = (number: number, kind: string, data: unknown) =>
  ({ number, kind, data, timeMs: 1e12 }) as LiveMessage;

Deno.test("events stay in order of time; older revisions and deleted ones change nothing else", () => {
  const messages = [
    told(1, "event", event("b", 2000)),
    told(2, "event", event("c", 3000)),
    told(3, "event", event("a", 1000, 2)),
    told(4, "event", event("b", 2500, 2)),
    told(5, "event", event("a", 9000, 1)), // told again after a break
    told(6, "event", event("c", 3000, 2, { status: "deleted" })),
  ];
  const state = messages.reduce(applyMessage, EMPTY_STATE);
  assertEquals(state.events.map(({ id, timeMs }) => [id, timeMs]), [["b", 2500], ["a", 1000]]);
  assertEquals(state.newest, 6);
});

Deno.test("what passes has no number and moves no place in the feed", () => {
  const before = applyMessage(
    EMPTY_STATE,
    told(7, "notice", { level: "error", kind: "x", message: "y" }),
  );
  const after = applyMessage(before, {
    kind: "latency",
    timeMs: 1,
    data: { count: 1, medianMs: 5 },
  });
  assertEquals([after.newest, after.latency?.medianMs, after.notices.length], [7, 5, 1]);
});

Deno.test("the blind zone is where S was before the first message, whatever later ones say", () => {
  const [first, second] = [alert(1, 12), alert(2, 30)];
  const passed = (message: AlertMessage) =>
    message.sites.filter(({ secondsUntilS }) => secondsUntilS <= 0).map(({ name }) => name);
  assertEquals(passed(first), ["San Jose"]);
  assertEquals(passed(second).length, 5);
  const state = [told(1, "alert", first), told(2, "alert", second)].reduce(
    applyMessage,
    EMPTY_STATE,
  );
  assertEquals([...state.blind], ["a San Jose"]);
  assertEquals(state.alerts.map(({ revision }) => revision), [2]);
  assertEquals(applyMessage(state, told(3, "alert", first)).alerts[0].revision, 2);
});

Deno.test("a state that is loaded again replaces what was shown and keeps what is known of blind zones", () => {
  const before = applyMessage(EMPTY_STATE, told(1, "alert", alert(1, 12)));
  const state = stateOfAnswer(before, {
    ...{ nowMs: 5, newest: 9, stations: [], sites: [], alerts: [alert(2, 13)] },
    events: [event("old", 1), event("new", 2)],
    impacts: [{ eventId: "a", revision: 2, largestIntensity: 6 }],
    notices: [{ level: "error", kind: "k", message: "first" }, {
      ...{ level: "error", kind: "k", message: "last" },
    }],
  });
  assertEquals(state.events.map(({ id }) => id), ["new", "old"]);
  assertEquals(state.notices.map(({ message }) => message), ["last", "first"]);
  assertEquals([state.newest, state.connection, state.blind.size], [9, "live", 1]);
  const revised = { eventId: "a", revision: 3, largestIntensity: 7 };
  const later = applyMessage(state, told(10, "impact", revised));
  assertEquals([state.impacts.length, later.impacts], [1, [revised]]);
});

Deno.test("news of forecasts are counted, and may have been missed before a state is loaded again", () => {
  const answer = {
    ...{ nowMs: 5, newest: 9, stations: [], sites: [], alerts: [], events: [] },
    ...{ impacts: [], notices: [] },
  };
  const first = stateOfAnswer(EMPTY_STATE, answer);
  const notice = { id: "f", model: "etas", issuedMs: 1, startMs: 2, endMs: 3 };
  const told10 = applyMessage(first, told(10, "forecast", { ...notice, isPublished: true }));
  const again = stateOfAnswer(told10, answer);
  assertEquals([first, told10, again].map(({ forecastNews }) => forecastNews), [0, 1, 2]);
});
