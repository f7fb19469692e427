import { assertEquals, assertRejects } from "@std/assert";
import { ConfigurationError, InputError } from "../../../engine/domain/mod.ts";
import { readEventTable, type ReadEventTableOptions } from "../../../engine/sources/mod.ts";

async function read(csv: string, options?: ReadEventTableOptions) {
  const stream = new Blob([csv]).stream();
  return (await readEventTable({ name: "a.csv", stream }, options)).table;
}

Deno.test("event table: dates and degrees, as EarthquakeNPP has them", async () => {
  const table = await read(
    "time,latitude,longitude,magnitude,x,y,split\n" +
      "1971-01-01T20:36:17.720Z,33.898667,-119.432833,2.91,-221.8,-52.4,auxiliary\n" +
      "2007-01-02 01:48:16.290,35.9,-120.4,3.09,6.0,-146.2,test\n",
  );
  assertEquals(table.split, ["auxiliary", "test"]);
  const { isDated, timeMs, places, magnitude } = table.events;
  assertEquals([isDated, timeMs[1]], [true, Date.UTC(2007, 0, 2, 1, 48, 16, 290)]);
  assertEquals(places, {
    kind: "geographic",
    latitude: Float64Array.of(33.898667, 35.9),
    longitude: Float64Array.of(-119.432833, -120.4),
  });
  assertEquals([...magnitude], [2.91, 3.09]);
});

Deno.test("event table: days and kilometres, where x is north", async () => {
  const table = await read(
    "days_since_first,magnitude,x,y,part\n0,2,1,-2,train\n0.5,3,4,5,test\n",
    {
      splitColumn: "part",
    },
  );
  const { isDated, timeMs, places } = table.events;
  assertEquals([isDated, [...timeMs]], [false, [0, 43_200_000]]);
  assertEquals(places, {
    kind: "plane",
    northKm: Float64Array.of(1, 4),
    eastKm: Float64Array.of(-2, 5),
  });
  assertEquals(table.split, ["train", "test"]);
});

Deno.test("event table: what cannot be read is told with its place", async () => {
  const header = "time,latitude,longitude,magnitude\n";
  const good = "2020-01-01,35,139,4\n";
  const error = await assertRejects(() => read(header + good + "2020-01-02,35,x,4\n"), InputError);
  assertEquals([error.location.line, error.location.field, error.location.value], [
    ...[3, "longitude", "x"],
  ]);
  await assertRejects(() => read(header + "2020-01-02,35,4\n"), InputError);
  await assertRejects(
    () => read("time,latitude,magnitude\n"),
    InputError,
    "latitude and longitude",
  );
  await assertRejects(() => read("latitude,longitude,mag\n"), InputError, "days_since_first");
  await assertRejects(() => read(""), InputError);
  await assertRejects(() => read('{"a": 1}'), InputError, "JSON");
  await assertRejects(() => read(header + good, { splitColumn: "tme" }), ConfigurationError, "tme");
  const skipped = await read(header + good + "2020-01-02,35,,4\n", { onBadRow: "skip" });
  assertEquals(skipped.events.size, 1);
});
