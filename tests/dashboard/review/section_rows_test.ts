import { assertEquals } from "@std/assert";
import type { Pick } from "../../../engine/domain/mod.ts";
import { saySection, sectionRows } from "../../../server/page/dashboard/review/section_rows.ts";

const pickOf = (
  station: string,
  phase: string,
  timeMs: number,
  more: Partial<Pick> = {},
): Pick => ({
  ...{ id: `${station}/${phase}`, phase, timeMs },
  ...{ code: { network: "XX", station, location: "", channel: "HHZ" } },
  ...more,
});

/** Stations 10, 20 ... 60 km away: P after 2 s for each 10 km, S after twice as long; none of S at the last. */
const STATIONS = [1, 2, 3, 4, 5, 6].map((k) => ({
  ...{ station: `XX.S${k}`, distanceKm: 10 * k, pMs: 2_000 * k },
  ...(k < 6 && { sMs: 4_000 * k }),
}));

const OWN = pickOf("S3", "S", 13_500);

const PICKS = [
  OWN,
  pickOf("S3", "P", 6_000),
  pickOf("S2", "S", 8_200),
  pickOf("S4", "S", 15_900),
  pickOf("S5", "S", 99_000, { evaluation: "rejected" }),
];

Deno.test("the station of a pick is shown among those that are as far, by distance", () => {
  const rows = sectionRows(OWN, { picks: PICKS, stations: STATIONS, most: 2 });
  assertEquals(rows.map(({ station }) => station), ["XX.S2", "XX.S3", "XX.S4"]);
  assertEquals(rows.map(({ isOwn }) => isOwn), [false, true, false]);
  assertEquals(rows.map(({ zeroMs }) => zeroMs), [8_000, 12_000, 16_000], "aligned by S");
  assertEquals(rows[1].marks, [
    { phase: "P", timeMs: 6_000, isExpected: true },
    { phase: "S", timeMs: 12_000, isExpected: true },
    { phase: "P", timeMs: 6_000, isExpected: false },
  ]);
  assertEquals(
    saySection(rows, OWN),
    "S here is 1.50 s late; at 2 others it is 0.10 s early to 0.20 s late.",
  );
  const all = sectionRows(OWN, { picks: PICKS, stations: STATIONS, most: 9 });
  assertEquals(all.length, 5, "where no S is expected nothing can be aligned");
  assertEquals(all[4].marks.some(({ isExpected }) => !isExpected), false, "it was rejected");
});

Deno.test("a pick that is taken for P is aligned by P; without others that is said", () => {
  const rows = sectionRows({ ...OWN, phase: "P" }, { picks: [OWN], stations: STATIONS, most: 1 });
  assertEquals(rows.map(({ zeroMs }) => zeroMs).includes(6_000), true);
  assertEquals(
    saySection(rows, { ...OWN, phase: "P", timeMs: 5_750 }),
    "P here is 0.25 s early; no other station has a pick of it.",
  );
});

Deno.test("where nothing is expected at the station of the pick there is no section", () => {
  const stations = STATIONS.filter(({ station }) => station !== "XX.S3");
  assertEquals(sectionRows(OWN, { picks: PICKS, stations, most: 6 }), []);
});
