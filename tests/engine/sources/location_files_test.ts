import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import {
  readEventPicks,
  readHypoddLocations,
  readHypoddPhases,
  readHypoddStations,
  readHypoddVelocityModel,
  readNonlinlocLocations,
  readNonlinlocPicks,
  readNonlinlocStations,
  readNonlinlocVelocityModel,
  readStationDelays,
  readStationPlaces,
  readVelocityModel,
} from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const read = (path: string) => Deno.readTextFileSync(sharedFile(`data/${path}`));
const bytesOf = (text: string) => new TextEncoder().encode(text);

testWithSharedData("hypoDD's example 2 is read whole", () => {
  const folder = "arrivals/hypodd_example2";
  const events = readHypoddPhases(read(`${folder}/Calaveras.pha`), "Calaveras.pha");
  const picks = events.flatMap((event) => event.picks);
  assertEquals([events.length, picks.length], [308, 13_769]);
  assert(picks.every(({ weight }) => weight! >= 0 && weight! <= 1));
  assertEquals(new Set(picks.map(({ id }) => id)).size, picks.length);
  const [{ id, origins: [origin], picks: [first] }] = events;
  assertEquals(
    [id, origin.timeMs, origin.latitude, origin.longitude, origin.depthKm],
    ["16484", Date.UTC(1984, 3, 24, 21, 20, 23, 480), 37.2853, -121.6628, 6.3],
  );
  assertEquals([first.code.station, first.timeMs - origin.timeMs, first.weight], [
    "NCCCO",
    1730,
    1,
  ]);
  assertEquals(readHypoddStations(read(`${folder}/station.dat`), "station.dat").length, 1961);
  assertEquals(readHypoddLocations(read(`${folder}/hypoDD.reloc`), "hypoDD.reloc").length, 308);
  const { nodes } = readHypoddVelocityModel(read(`${folder}/hypoDD.inp`), "hypoDD.inp");
  assertEquals(nodes.length, 41);
  assertAlmostEquals(nodes[40].sKmPerSecond, 7.95 / 1.73, 1e-12);
});

testWithSharedData("NonLinLoc's sample is read whole, its Vp/Vs over that of the layers", () => {
  const folder = "arrivals/nonlinloc_alaska2018";
  const events = readNonlinlocPicks(read(`${folder}/picks.obs`), "picks.obs");
  assertEquals(events.map(({ length }) => length), [57, 34, 32, 63, 28, 23, 37]);
  const [first] = events[0];
  assertEquals(
    [first.code.station, first.phase, first.timeMs, first.timeErrorSeconds],
    ["NP040_D0", "P", Date.UTC(2018, 10, 30, 17, 29, 35, 109) + 0.5, 0.01],
  );
  const stations = readNonlinlocStations(read(`${folder}/station_coordinates.txt`), "stations");
  assertEquals([stations.length, stations[1].elevationM], [80, 390]);
  const control = read(`${folder}/velocity_layers_and_stations.txt`);
  const { nodes } = readNonlinlocVelocityModel(control, "control");
  assertAlmostEquals(nodes[0].sKmPerSecond, 5.3 / 1.68, 1e-12);
  const file = "expected_events/alaska.20181130.172935.grid0.loc.hyp";
  const [origin] = readNonlinlocLocations(read(`${folder}/${file}`), file);
  assertEquals([origin.latitude, origin.longitude, origin.depthKm], [
    61.335856,
    -149.94892,
    44.936523,
  ]);
  assertEquals(origin.covarianceKm2!.slice(0, 3), [0.996027, -0.25823, 0.205178]);
  assertEquals(origin.arrivals.filter(({ weight }) => weight > 0).length, 35);
});

testWithSharedData("velocity models of several formats are told by their content", () => {
  for (const name of ["ak135.tvel", "iasp91.tvel", "prem.nd"]) {
    const model = readVelocityModel(bytesOf(read(`metadata/travel_time/${name}`)), name);
    assertEquals(model.earth, "spherical");
    assert(model.nodes.length > 30 && model.nodes.at(-1)!.depthKm > 2_800);
  }
  const inp = read("arrivals/hypodd_example2/hypoDD.inp");
  assertEquals(readVelocityModel(bytesOf(inp), "hypoDD.inp").nodes.length, 41);
});

Deno.test("a table of layers is a velocity model", () => {
  const text = "top_km,Vp,Vs\n0,5.5,3.2\n12,6.5,3.7\n";
  const { earth, nodes } = readVelocityModel(bytesOf(text), "layers.csv");
  assertEquals([earth, nodes.length, nodes[1].depthKm, nodes[2].pKmPerSecond], [
    "flat",
    3,
    12,
    6.5,
  ]);
  const ratio = readVelocityModel(bytesOf("depth;p;vp/vs\n0;6;1.75\n"), "ratio.csv");
  assertAlmostEquals(ratio.nodes[0].sKmPerSecond, 6 / 1.75, 1e-12);
  for (const bad of ["a,b\n1,2\n", "top,vp,vs\n0,x,3\n", "top,vp,vs\n0,3,5\n", "", "words only"]) {
    assertThrows(() => readVelocityModel(bytesOf(bad), "bad.csv"), InputError);
  }
});

Deno.test("files that make no sense are refused with their line", () => {
  const message = (read: () => unknown) => assertThrows(read, InputError).message;
  assert(message(() => readHypoddPhases("NCA 1 1 P\n", "a.pha")).includes("line 1"));
  const head = "# 1984 4 24 21 20 23.48 37.2853 -121.6628 6.30 3.57 0.1 0.2 0.0 16484\n";
  assert(message(() => readHypoddPhases(`${head}NCA x 1 P\n`, "a.pha")).includes("line 2"));
  assert(message(() => readHypoddPhases(`${head}NCA 1 1 Q\n`, "a.pha")).includes("P or S"));
  assert(message(() => readHypoddPhases(head.replace(" 24 ", " 34 "), "a")).includes("exist"));
  assert(message(() => readHypoddStations("A 95 10\n", "s")).includes("degrees north"));
  assert(message(() => readHypoddStations("A 9 10 1e9\n", "s")).includes("-20000 to 10000 m"));
  assert(message(() => readHypoddVelocityModel("* none\n5\n", "i")).includes("Vp/Vs"));
  assert(message(() => readNonlinlocPicks("A ? ? ? P\n", "o")).includes("line 1"));
  assert(
    message(() => readNonlinlocVelocityModel("LAYER 0 5 1 3 0 2 0\n", "c")).includes("gradient"),
  );
  const farDown = "0 5 3\n10 6 3.5\n1e12 8 4.5\n";
  assert(message(() => readVelocityModel(bytesOf(farDown), "v")).includes("depths to 6370 km"));
  assert(message(() => readStationDelays("{", "d")).includes("NC.MEM"));
  assert(message(() => readStationDelays('{"A.B": {"P": "x"}}', "d")).includes("A.B P"));
  assertEquals(readStationDelays('{"A.B": {"P": -0.1}}', "d"), { "A.B": { P: -0.1 } });
});

Deno.test("picks and stations are told by their content", () => {
  const pha = "# 2001 1 1 0 0 59.5 37 -121 5 1 0 0 0 7\nAAA 1.5 -0.5 P\n";
  const { events: [event] } = readEventPicks(bytesOf(pha), "x");
  assertEquals([event.id, event.picks[0].weight], ["7", 0.5]);
  const { origins: [origin], magnitudes: [magnitude] } = event;
  assertEquals(new Set([event.id, origin.id, magnitude.id, event.picks[0].id]).size, 4);
  const obs =
    "AAA ? HHZ ? P ? 20010101 0000 59.5 GAU 0.1 -1 -1 -1 1\n\nBBB ? ? ? S ? 20010101 0001 1 GAU 0.2 -1 -1 -1 1\n";
  const observed = readEventPicks(bytesOf(obs), "x").events;
  assertEquals(observed.map(({ id, picks }) => `${id} ${picks[0].phase}`), ["1 P", "2 S"]);
  const csv = "station,phase,time\nNC.MEM..HHZ,P,2026-01-02T03:04:05.67Z\n";
  assertEquals(readEventPicks(bytesOf(csv), "x").events[0].picks[0].code.station, "MEM");
  assertEquals(readStationPlaces(bytesOf("AAA 37.5 -121\n"), "x").stations[0].latitude, 37.5);
  const source = "GTSRCE BBB LATLON 37 -121 0 0.5\n";
  assertEquals(readStationPlaces(bytesOf(source), "x").stations[0].elevationM, 500);
  const table = "station,latitude,longitude,elevation\nNC.MEM,37.1,-121.5,230\n";
  assertEquals(readStationPlaces(bytesOf(table), "x").stations[0].elevationM, 230);
});
