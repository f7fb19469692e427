import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type ClusterColumns,
  declusterGardnerKnopoff,
  gardnerKnopoffWindow,
  greatCircleKm,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";
import { readCatalogue } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const DAY_MS = 86_400_000;

function columnsOf(rows: readonly (readonly number[])[]): ClusterColumns {
  const column = (at: number, scale = 1) => rows.map((row) => row[at] * scale);
  return {
    timeMs: column(0, DAY_MS),
    latitude: column(1),
    longitude: column(2),
    magnitude: column(3),
  };
}

Deno.test("windows follow Gardner and Knopoff's table", () => {
  // Magnitude, kilometres, days, as published; the formula smooths them.
  const table = [[3, 22.5, 11.5], [4, 30, 42], [5, 40, 155], [6, 54, 510], [7, 70, 915]];
  for (const [magnitude, km, days] of [...table, [8, 94, 985]]) {
    const window = gardnerKnopoffWindow(magnitude);
    assertAlmostEquals(window.distanceKm / km, 1, 0.02);
    assertAlmostEquals(window.days / days, 1, 0.09);
  }
});

Deno.test("a sequence by hand: foreshock, mainshock, aftershocks, strangers", () => {
  const events = columnsOf([
    [-400, 36, 140, 4], // before the window of the mainshock opens
    [-3, 36.05, 140, 4.5], // foreshock
    [0, 36, 140, 6], // mainshock
    [1, 36.4, 140, 5], // aftershock, 44 km away
    [10, 36.9, 140, 5], // 100 km away: its own mainshock
    [11, 36.95, 140, 3], // its aftershock
    [300, 36, 140.1, 3], // aftershock
    [900, 36, 140, 4], // after the window has closed
    [900, 36, 140, NaN], // no magnitude, in the window of the one above
  ]);
  const { cluster, kind, independent } = declusterGardnerKnopoff(events);
  assertEquals([...cluster], [0, 0, 0, 0, 1, 1, 0, 2, 2]);
  assertEquals([...kind], [-1, -1, 0, 1, 0, 1, 1, 0, 1]);
  assertEquals(independent, 3);
  const later = declusterGardnerKnopoff(events, { foreshockShare: 0 });
  assertEquals([...later.kind], [0, 0, 0, 1, 0, 1, 1, 0, 1]);
  assertEquals(declusterGardnerKnopoff(columnsOf([])).independent, 0);
  assertThrows(() => declusterGardnerKnopoff({ ...events, magnitude: [] }), RangeError);
});

Deno.test("declustering equals the plain definition, in any order of the rows", () => {
  const random = new RandomStream("cluster");
  const events = columnsOf(Array.from({ length: 600 }, () => [
    random.uniform() * 1500,
    30 + 2 * random.uniform(),
    -120 + 2 * random.uniform(),
    Math.round(10 * (2.5 + random.exponential(2.3))) / 10,
  ]));
  const found = declusterGardnerKnopoff(events);
  const at = (row: number) => ({
    latitude: events.latitude[row],
    longitude: events.longitude[row],
  });
  const taken = new Set<number>();
  const dependent = new Set<number>();
  const order = Array.from({ length: 600 }, (_, row) => row).sort((a, b) =>
    events.magnitude[b] - events.magnitude[a] || events.timeMs[a] - events.timeMs[b]
  );
  for (const main of order) {
    if (taken.has(main)) continue;
    const window = gardnerKnopoffWindow(events.magnitude[main]);
    const members = order.filter((row) =>
      row !== main && !taken.has(row) &&
      Math.abs(events.timeMs[row] - events.timeMs[main]) <= window.days * DAY_MS &&
      greatCircleKm(at(main), at(row)) <= window.distanceKm
    );
    for (const row of members) dependent.add(row).size && taken.add(row);
    if (members.length > 0) taken.add(main);
  }
  assertEquals(found.independent, 600 - dependent.size);
  assert(dependent.size > 100 && dependent.size < 550, `${dependent.size} dependent`);
  found.kind.forEach((kind, row) => assertEquals(kind !== 0, dependent.has(row)));
});

testWithSharedData("California loses the published parts of its events", async () => {
  const path = sharedFile("data/catalogues/earthquakenpp/ComCat_25.csv.gz");
  const { catalogue } = await readCatalogue({
    name: "ComCat_25",
    stream: (await Deno.open(path)).readable.pipeThrough(new DecompressionStream("gzip")),
  });
  const { kind } = declusterGardnerKnopoff(catalogue);
  const [from, to] = [Date.UTC(1984, 0), Date.UTC(2012, 0)];
  // Felzer, for UCERF3: the part of each half magnitude removed from the catalogue of 1984 to 2011.
  const published = [[2.5, 0.78], [3, 0.74], [3.5, 0.72], [4, 0.66], [4.5, 0.67], [5, 0.54]];
  for (const [magnitude, part] of published) {
    let [all, removed] = [0, 0];
    for (let row = 0; row < catalogue.size; row++) {
      const size = catalogue.magnitude[row];
      if (!(size >= magnitude && size < magnitude + 0.5)) continue;
      if (catalogue.timeMs[row] < from || catalogue.timeMs[row] >= to) continue;
      all++;
      if (kind[row] !== 0) removed++;
    }
    assertAlmostEquals(removed / all, part, 0.08, `from magnitude ${magnitude}, ${all} events`);
  }
});
