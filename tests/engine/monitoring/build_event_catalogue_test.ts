import { assert, assertEquals, assertLess } from "@std/assert";
import { stopBackend } from "../../../engine/backend/mod.ts";
import type { Station, Trace } from "../../../engine/domain/mod.ts";
import { greatCircleKm } from "../../../engine/mathematics/mod.ts";
import { travelTimes, VELOCITY_MODELS } from "../../../engine/models/mod.ts";
import {
  buildEventCatalogue,
  classicalTracePicker,
  networkTracePicker,
} from "../../../engine/monitoring/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import { openPhasenet } from "./phasenet_for_tests.ts";
import { buildRealRecordNetwork } from "./real_record_network.ts";

const [MODEL] = VELOCITY_MODELS;
const TIMES = { P: travelTimes(MODEL, "P"), S: travelTimes(MODEL, "S") };

/** Two events ten minutes apart, on stations that both have. */
const EVENTS = [
  { timeMs: Date.parse("2024-05-06T07:08:09.500Z"), latitude: 38.8, longitude: -122.8, depthKm: 8 },
  { timeMs: Date.parse("2024-05-06T07:18:09.500Z"), latitude: 37.3, longitude: -121.7, depthKm: 5 },
];

/** Records of three components in ncedc, ten for each event. */
const INDEXES = [[0, 7, 11, 14, 17, 21, 25, 28, 31, 36], [40, 44, 47, 50, 53, 57, 60, 64, 68, 72]];

async function buildScene(): Promise<{ stations: Station[]; traces: Trace[] }> {
  const records = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const networks = EVENTS.map((event, i) => {
    const indexes = INDEXES[i].map((start) => threeComponents(records, start));
    return buildRealRecordNetwork(records, { event, indexes, times: TIMES });
  });
  const rename = (code: string) => `Q${code.slice(1)}`; // the second event's own stations
  return {
    stations: [
      ...networks[0].stations,
      ...networks[1].stations.map((one) => ({ ...one, station: rename(one.station) })),
    ],
    traces: [
      ...networks[0].traces,
      ...networks[1].traces.map((trace) => ({
        ...trace,
        code: { ...trace.code, station: rename(trace.code.station) },
      })),
    ],
  };
}

/** The first record from an index on that has three components. */
function threeComponents(
  records: Awaited<ReturnType<typeof readLabelledWaveforms>>,
  start: number,
): number {
  for (let index = start; index < records.count; index++) {
    if (records.traceAt(index).componentsPresent.every(Boolean)) return index;
  }
  throw new Error(`no record of three components from ${start} on`);
}

testWithSharedData("the chain finds two events in real records where they were put", async () => {
  const scene = await buildScene();
  const picker = networkTracePicker(await openPhasenet());
  const options = { picker, stations: scene.stations, model: MODEL };
  const found = await buildEventCatalogue(scene.traces, {
    ...options,
    magnitude: { unit: "m/s" as const },
  });
  assertEquals(found.events.length, 2);
  for (const [i, { origins: [origin], picks, magnitudes }] of found.events.entries()) {
    const truth = EVENTS[i];
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
  const { stations, traces } = await buildScene();
  const options = { picker: classicalTracePicker("sta-lta", {}), stations, model: MODEL };
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
  const found = await buildEventCatalogue([trace], { picker, stations: [], model: MODEL });
  assertEquals([found.events, found.picks], [[], []]);
});
