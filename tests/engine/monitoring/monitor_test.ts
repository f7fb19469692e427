import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { stopBackend } from "../../../engine/backend/mod.ts";
import type { Pick, SeismicEvent } from "../../../engine/domain/mod.ts";
import { greatCircleKm } from "../../../engine/mathematics/mod.ts";
import { buildEventCatalogue, networkTracePicker } from "../../../engine/monitoring/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { packetsOfTraces, runPackets } from "./live/open_test_monitor.ts";
import { openPhasenet } from "./phasenet_for_tests.ts";
import { buildTwoEventScene, SCENE_EVENTS, SCENE_MODEL } from "./two_event_scene.ts";

/** Of the ten stations of each event, so many are heard. */
const STATIONS = 6;

testWithSharedData(
  "packets through a monitor give the picks and events of the whole record",
  async () => {
    const scene = await buildTwoEventScene();
    const { stations } = scene;
    const traces = scene.traces.filter(({ code }) => Number(code.station.slice(1)) % 10 < STATIONS);
    const picker = await openPhasenet();
    const magnitude = { unit: "m/s" as const };
    const batch = await buildEventCatalogue(traces, {
      ...{ picker: networkTracePicker(picker), stations, model: SCENE_MODEL, magnitude },
    });
    using run = await runPackets(packetsOfTraces(traces), {
      ...{ stations, velocity: SCENE_MODEL, magnitude, picker: { kind: "opened", picker } },
    });
    const byId = (a: Pick, b: Pick) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1);
    assertEquals(run.told("pick").sort(byId), [...batch.picks].sort(byId));
    assertEquals(run.database.picks.query().length, batch.picks.length);
    const stored = run.database.events.query({ orderBy: "time-asc" }).map(({ event }) => event);
    assertEquals(stored.length, 2);
    for (const [i, event] of stored.entries()) checkSame(event, batch.events[i]);
    const versions = run.told("event");
    for (const [i, { id }] of stored.entries()) {
      const own = versions.filter((one) => one.id === id);
      assertEquals(own.map(({ revision }) => revision), own.map((_, n) => n + 1));
      assertEquals(run.database.events.revisions(id).length, own.length);
      assert(own.length >= 2, "it is told before it is final");
      assertLess(greatCircleKm(own[0], SCENE_EVENTS[i]), 20, "km of the first location");
    }
    assertEquals(run.monitor.events().map(({ id }) => id), stored.map(({ id }) => id).reverse());
    assertEquals(run.told("alert"), []);
    await stopBackend();
  },
);

function checkSame(live: SeismicEvent, batch: SeismicEvent): void {
  assertEquals(live.picks, batch.picks);
  const [a, b] = [live.origins[0], batch.origins[0]];
  for (const key of ["timeMs", "latitude", "longitude", "depthKm", "horizontalErrorKm"] as const) {
    assertAlmostEquals(a[key]!, b[key]!, 1e-9, key);
  }
  assertEquals(live.magnitudes.length, batch.magnitudes.length);
  for (const [i, { magnitude, magnitudeType, station }] of live.magnitudes.entries()) {
    assertAlmostEquals(magnitude, batch.magnitudes[i].magnitude, 1e-6);
    assertEquals([magnitudeType, station], [
      batch.magnitudes[i].magnitudeType,
      batch.magnitudes[i].station,
    ]);
  }
}
