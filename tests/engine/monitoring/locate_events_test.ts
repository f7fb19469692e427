import { assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError } from "../../../engine/domain/mod.ts";
import { locateEvents, readLocationSources } from "../../../engine/monitoring/mod.ts";
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

Deno.test("depths without travel times are refused, whoever asks", () => {
  const sourceOf = (value: unknown) => ({
    name: "source",
    bytes: new TextEncoder().encode(JSON.stringify(value)),
  });
  const sources = {
    picks: sourceOf([{ station: "XX.A", phase: "P", time: "2026-01-01T00:00:00Z" }]),
    stations: sourceOf([{ station: "A", latitude: 0, longitude: 0 }]),
  };
  for (const depths of [{ deepest: 7000 }, { shallowest: -9.5 }, { shallowest: 5, deepest: 4 }]) {
    assertThrows(() => readLocationSources(sources, depths), ConfigurationError);
  }
  const { setting } = readLocationSources(sources, { shallowest: -9, deepest: 800 });
  assertEquals(setting.options, { smallestDepthKm: -9, largestDepthKm: 800 });
});
