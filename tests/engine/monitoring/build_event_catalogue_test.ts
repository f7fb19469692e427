import { assert, assertEquals, assertLess } from "@std/assert";
import { stopBackend } from "../../../engine/backend/mod.ts";
import { greatCircleKm } from "../../../engine/mathematics/mod.ts";
import {
  buildEventCatalogue,
  classicalTracePicker,
  networkTracePicker,
} from "../../../engine/monitoring/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { openPhasenet } from "./phasenet_for_tests.ts";
import { buildTwoEventScene, SCENE_EVENTS, SCENE_MODEL } from "./two_event_scene.ts";

testWithSharedData("the chain finds two events in real records where they were put", async () => {
  const scene = await buildTwoEventScene();
  const picker = networkTracePicker(await openPhasenet());
  const options = { picker, stations: scene.stations, model: SCENE_MODEL };
  const found = await buildEventCatalogue(scene.traces, {
    ...options,
    magnitude: { unit: "m/s" as const },
  });
  assertEquals(found.events.length, 2);
  for (const [i, { origins: [origin], picks, magnitudes }] of found.events.entries()) {
    const truth = SCENE_EVENTS[i];
    assertLess(greatCircleKm(origin, truth), 3, "km of epicentre");
    assertLess(Math.abs(origin.timeMs - truth.timeMs), 1000, "ms of origin time");
    assertLess(Math.abs(origin.depthKm - truth.depthKm), 8, "km of depth");
    assert(picks.length >= 14, `${picks.length} of 20 arrivals`);
    assert(origin.ellipsoid !== undefined && origin.azimuthalGapDegrees! < 120);
    assertEquals(new Set(picks.map(({ code }) => code.station[0])).size, 1, "one event's stations");
    assertEquals(new Set(magnitudes.map(({ id }) => id)).size, magnitudes.length);
  }
  await stopBackend();
});

testWithSharedData("the chain works with a classical picker, and stops when told", async () => {
  const { stations, traces } = await buildTwoEventScene();
  const options = { picker: classicalTracePicker("sta-lta", {}), stations, model: SCENE_MODEL };
  const found = await buildEventCatalogue(traces, options);
  assert(found.events.length >= 2, `${found.events.length} events`);
  const controller = new AbortController();
  controller.abort(new DOMException("stopped", "AbortError"));
  let thrown: unknown;
  try {
    await buildEventCatalogue(traces, { ...options, signal: controller.signal });
  } catch (error) {
    thrown = error;
  }
  assertEquals((thrown as Error)?.name, "AbortError");
});

Deno.test("waveforms without an arrival give no events", async () => {
  const code = { network: "XX", station: "AAA", location: "", channel: "HHZ" };
  const trace = { code, startTimeMs: 0, samplingRateHz: 100, samples: new Float32Array(20_000) };
  const picker = classicalTracePicker("sta-lta", {});
  const found = await buildEventCatalogue([trace], { picker, stations: [], model: SCENE_MODEL });
  assertEquals([found.events, found.picks], [[], []]);
});
