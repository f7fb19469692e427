import { assertEquals } from "@std/assert";
import { locateEvents } from "../../../engine/monitoring/mod.ts";
import { VELOCITY_MODELS } from "../../../engine/models/mod.ts";

Deno.test("picks that cannot be of one event are told as a failure at once", async () => {
  const code = { network: "XX", station: "A", location: "", channel: "" };
  const eventOf = (id: string, times: number[]) => ({
    ...{ id, eventType: "", descriptions: [], origins: [], magnitudes: [] },
    picks: times.map((timeMs, i) => ({ id: `${i}`, code, phase: "P", timeMs })),
  });
  const station = {
    ...{ network: "XX", station: "A", siteName: "", latitude: 0, longitude: 0, elevationM: 0 },
    channels: [],
  };
  const events = [
    eventOf("long", [0, 16 * 60_000]),
    eventOf("many", Array.from({ length: 200_000 }, (_, i) => i % 1000)),
  ];
  const setting = { stations: [station], model: VELOCITY_MODELS[0] };
  assertEquals(await locateEvents(events, setting), {
    events: [],
    failures: [
      { id: "long", reason: "its picks span 16 minutes: associate them to events first" },
      { id: "many", reason: "it has 200000 picks: associate them to events first" },
    ],
  });
});
