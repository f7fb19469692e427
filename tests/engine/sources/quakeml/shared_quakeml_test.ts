import { assertEquals } from "@std/assert";
import { readQuakeml, readWholeFile, writeQuakeml } from "../../../../engine/sources/mod.ts";
import { findSchemaFaults } from "./bed_schema.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";

interface Expectation {
  file: string;
  /** Per event: origins, magnitudes, picks and arrivals of all origins, as the file holds them. */
  events: readonly (readonly [number, number, number, number])[];
  /** Kinds of note, each once, and the elements they are about. */
  notes?: readonly string[];
}

const EXPECTATIONS: readonly Expectation[] = [
  { file: "quakeml/invalid_enum.xml", events: [[1, 0, 0, 0]], notes: ["wrong word depthType"] },
  {
    file: "quakeml/invalid_id.xml",
    events: [[1, 2, 1, 1]],
    notes: [
      "wrong identifier event",
      "wrong identifier pickID",
      "wrong identifier methodID",
      "wrong identifier originID",
      "unknown reference event",
      "not read amplitude",
    ],
  },
  { file: "quakeml/iris_events.xml", events: [[1, 1, 0, 0], [1, 1, 0, 0]] },
  { file: "quakeml/neries_events.xml", events: [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0]] },
  {
    file: "quakeml/preferred.xml",
    events: [[2, 2, 0, 0]],
    notes: [
      "wrong identifier origin",
      "wrong identifier magnitude",
      "wrong identifier preferredOriginID",
      "wrong identifier preferredMagnitudeID",
      "not read preferredFocalMechanismID",
      "not read focalMechanism",
    ],
  },
  {
    file: "quakeml/qml-example-1.2-RC3.xml",
    events: [[1, 1, 0, 0]],
    notes: ["not read amplitude"],
  },
  {
    file: "quakeml/quakeml_1.2_arrival.xml",
    events: [[1, 0, 0, 2]],
    notes: ["unknown reference event"],
  },
  {
    file: "quakeml/quakeml_1.2_data_used.xml",
    events: [[0, 0, 0, 0]],
    notes: ["not read focalMechanism"],
  },
  {
    file: "quakeml/quakeml_1.2_event.xml",
    events: [[0, 0, 0, 0]],
    notes: [
      "unknown reference preferredOriginID",
      "unknown reference preferredMagnitudeID",
      "not read preferredFocalMechanismID",
      "not read comment",
    ],
  },
  {
    file: "quakeml/quakeml_1.2_focalmechanism.xml",
    events: [[0, 0, 0, 0]],
    notes: ["not read focalMechanism"],
  },
  { file: "quakeml/quakeml_1.2_magnitude.xml", events: [[0, 1, 0, 0]] },
  {
    file: "quakeml/quakeml_1.2_origin.xml",
    events: [[1, 0, 0, 0]],
    notes: ["wrong order confidenceEllipsoid"],
  },
  { file: "quakeml/quakeml_1.2_pick.xml", events: [[0, 0, 2, 0]] },
  { file: "quakeml/quakeml_1.2_stationmagnitude.xml", events: [[0, 1, 0, 0]] },
  { file: "quakeml/quakeml_1.2_stationmagnitudecontributions.xml", events: [[0, 1, 0, 0]] },
  {
    file: "quakeml/usgs_event.xml",
    events: [[1, 1, 0, 0], [1, 1, 0, 0]],
    notes: ["wrong word type"],
  },
  { file: "seisplotjs_quakeml/obspy_catalog.xml", events: [[1, 1, 0, 0], [1, 1, 0, 0]] },
  {
    file: "seisplotjs_quakeml/usgs.xml.gz",
    events: [[3, 589, 117, 117]],
    notes: ["not read focalMechanism", "not read amplitude", "not read "],
  },
  {
    file: "iaspei/19670130012028.xml",
    events: [[6, 12, 4, 4]],
    notes: ["lacks an attribute waveformID", "not read comment"],
  },
  {
    file: "iaspei/ipe202409sel_ims.xml",
    events: [[0, 0, 6, 0], [1, 4, 7, 7], [1, 4, 7, 0]],
    notes: [
      "left out origin",
      "lacks an attribute waveformID",
      "unknown reference preferredOriginID",
      "wrong identifier originID",
    ],
  },
];

for (const { file, events, notes = [] } of EXPECTATIONS) {
  testWithSharedData(`QuakeML as its name says, and the same written: ${file}`, async () => {
    const path = sharedFile(`data/arrivals/${file}`);
    const reading = readQuakeml(await readWholeFile(path), file);
    const counted = reading.events.map(({ origins, magnitudes, picks }) => [
      origins.length,
      magnitudes.length,
      picks.length,
      origins.reduce((sum, { arrivals }) => sum + arrivals.length, 0),
    ]);
    assertEquals(counted, events.map((counts) => [...counts]));
    const kinds = new Set(reading.notes.map(({ kind, element }) => `${kind} ${element ?? ""}`));
    assertEquals([...kinds].sort(), [...notes].sort());
    const written = [...writeQuakeml(reading.events)].join("");
    const again = readQuakeml(new TextEncoder().encode(written), "written");
    if (file.endsWith("usgs_event.xml")) {
      assertEquals(again.events.map(({ eventType }) => eventType), ["quarry blast", "other event"]);
    } else assertEquals(again.events, reading.events);
    const wrong = again.notes.filter(({ kind }) => !/unknown ref|lacks an attr/.test(kind));
    assertEquals(wrong.filter(({ kind }) => kind !== "lacks an element"), []);
    // A station's magnitude of an event without an origin has none to name.
    const faults = findSchemaFaults(written).filter((fault) => !/: 0 originID$/.test(fault));
    assertEquals(faults, []);
  });
}

testWithSharedData("the units of QuakeML become ours", async () => {
  const read = async (file: string) =>
    readQuakeml(await readWholeFile(sharedFile(`data/arrivals/quakeml/${file}`)), file).events[0];
  const { origins: [origin], magnitudes: [magnitude] } = await read("qml-example-1.2-RC3.xml");
  assertEquals(origin.depthKm, 0.1555297);
  assertEquals([origin.timeMs, origin.latitude], [
    Date.UTC(2007, 9, 10, 14, 40, 39, 55),
    -38.28462,
  ]);
  // 68 % is one deviation; 90 % of a normal law lies within 1.6448536 of them.
  assertEquals(origin.timeErrorSeconds, 0.51424);
  assertEquals(origin.depthErrorKm?.toFixed(8), (4.3677 / 1.6448536 / 1000).toFixed(8));
  assertEquals([origin.azimuthalGapDegrees, origin.rootMeanSquareSeconds], [203, 0.21386]);
  assertEquals([magnitude.magnitude, magnitude.error, magnitude.stationCount], [3.662, 0.217, 15]);
  const { origins: [{ arrivals: [first, second] }] } = await read("quakeml_1.2_arrival.xml");
  assertEquals(first.distanceKm.toFixed(2), "55.60"); // half a degree of 111.195 km
  assertEquals([first.azimuthDegrees, first.residualSeconds, first.weight], [12, 1.6, 0.48]);
  assertEquals([second.phase, second.residualSeconds], ["P*", NaN]);
  const { picks: [pick, other] } = await read("quakeml_1.2_pick.xml");
  assertEquals(pick.code, { network: "BW", station: "FUR", location: "", channel: "" });
  assertEquals([pick.phase, pick.timeErrorSeconds, pick.method], ["Pn", 0.012, "manual"]);
  assertEquals([other.timeErrorSeconds, other.method], [0.05, "automatic"]);
  const preferred = await read("preferred.xml");
  assertEquals([preferred.preferredOriginId, preferred.preferredMagnitudeId], [
    "smi:orig2",
    "smi:mag2",
  ]);
});
