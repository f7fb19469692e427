import { assert, assertEquals } from "@std/assert";
import { parquetReadObjects } from "hyparquet";
import type { SeismicEvent } from "../../../engine/domain/mod.ts";
import {
  eventsOfCatalogue,
  readCatalogue,
  readEvents,
  writeCatalogueCsv,
  writeEventsCsv,
  writeEventsFdsnText,
  writeEventsGeojson,
  writeEventsParquet,
  writeQuakeml,
} from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const CSV = `time,latitude,longitude,depth,mag,magType,net,id,updated,place,type
2019-07-06T03:19:53.040125Z,35.7695,-117.5993333,8,7.1,mw,ci,ci38457511,2020-01-01T00:00:00.500Z,x,earthquake
1969-12-31T23:59:59.999Z,-90,179.9999,,,,,a|b,,,quarry blast
2026-01-01T00:00:00Z,0,0,-1.5,-0.5,ml,nc,nc1,2026-01-02T00:00:00Z,y,earthquake
`;

const sourceOf = (text: string, name = "events") => ({ name, stream: new Blob([text]).stream() });

Deno.test("what is written as CSV, FDSN text, GeoJSON and QuakeML reads as the same catalogue", async () => {
  const { events } = await readEvents(sourceOf(CSV));
  assertEquals(events.length, 3);
  const expected = (await readCatalogue(sourceOf(CSV))).catalogue;
  const written = {
    csv: [...writeEventsCsv(events)].join(""),
    geojson: [...writeEventsGeojson(events)].join(""),
    quakeml: [...writeQuakeml(events)].join(""),
    text: [...writeEventsFdsnText(events)].join(""),
  };
  for (const [format, text] of Object.entries(written)) {
    const { catalogue } = await readCatalogue(sourceOf(text));
    for (const name of ["timeMs", "latitude", "longitude", "depthKm", "magnitude"] as const) {
      assertEquals(catalogue[name], expected[name], `${name} of ${format}`);
    }
    for (let row = 0; row < 3; row++) {
      const id = expected.id.at(row);
      assertEquals(catalogue.id.at(row), format === "text" ? id.replace("|", " ") : id, format);
      assertEquals(catalogue.eventType.at(row), expected.eventType.at(row), format);
      assertEquals(catalogue.contributor.at(row), expected.contributor.at(row), format);
      assertEquals(catalogue.magnitudeType.at(row), expected.magnitudeType.at(row), format);
    }
    if (format !== "text") assertEquals(catalogue.updatedMs, expected.updatedMs, format);
  }
});

Deno.test("Parquet is read by hyparquet as it was written", async () => {
  const { events } = await readEvents(sourceOf(CSV));
  const bytes = await writeEventsParquet(events);
  const rows = await parquetReadObjects({ file: bytes.buffer });
  assertEquals(rows.length, 3);
  const [first, second] = rows;
  assertEquals(first.time, new Date("2019-07-06T03:19:53.040Z"));
  assertEquals(first.time_ms, events[0].origins[0].timeMs);
  assertEquals([first.id, first.mag, first.magType, first.net], ["ci38457511", 7.1, "mw", "ci"]);
  assertEquals([second.time_ms, second.depth, second.mag, second.net], [-1, null, null, null]);
  assertEquals([second.id, second.type, second.longitude], ["a|b", "quarry blast", 179.9999]);
  const { buffer } = await writeEventsParquet([]);
  assertEquals(await parquetReadObjects({ file: buffer }), []);
});

Deno.test("events without an origin are left out of what needs a place", () => {
  const event: SeismicEvent = {
    ...{ id: "a", eventType: "", descriptions: [], origins: [], magnitudes: [], picks: [] },
  };
  assertEquals(JSON.parse([...writeEventsGeojson([event])].join("")).features, []);
  assertEquals([...writeEventsFdsnText([event])].length, 1);
});

Deno.test("rows without an identifier are named after time and place, alike ones with a number", async () => {
  const csv = "time,latitude,longitude,magnitude\n" + "2026-01-01T00:00:00Z,35,139,5\n".repeat(2);
  const { catalogue } = await readCatalogue(sourceOf(csv));
  assertEquals(eventsOfCatalogue(catalogue).map(({ id }) => id), [
    "at/2026-01-01T00:00:00.000Z/35/139",
    "at/2026-01-01T00:00:00.000Z/35/139/2",
  ]);
});

Deno.test("QuakeML is read with its picks, packed or not", async () => {
  const { events } = await readEvents(sourceOf(CSV));
  const code = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
  const pick = { id: "smi:local/pick", code, phase: "P", timeMs: 5 };
  const text = [...writeQuakeml([{ ...events[0], picks: [pick] }])].join("");
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const reading = await readEvents({ name: "a.xml.gz", stream: packed });
  assertEquals(reading.layout, "quakeml");
  assertEquals(reading.events[0].picks, [pick]);
});

testWithSharedData("a real catalogue survives the way through events", async () => {
  const path = sharedFile("data/catalogues/usgs/global_M6_1985_2020.csv.gz");
  const stream = () => Deno.openSync(path).readable;
  const { catalogue } = await readCatalogue({ name: "usgs", stream: stream() });
  const { events, layout } = await readEvents({ name: "usgs", stream: stream() });
  assert(layout !== "quakeml" && events.length === catalogue.size);
  const again = await readCatalogue(sourceOf([...writeEventsCsv(events)].join(""), "usgs"));
  assertEquals(
    [...writeCatalogueCsv(again.catalogue)].join(""),
    [...writeCatalogueCsv(catalogue)].join(""),
  );
});
