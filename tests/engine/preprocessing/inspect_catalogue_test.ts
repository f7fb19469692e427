import { assert, assertEquals } from "@std/assert";
import {
  cleanCatalogue,
  inspectCatalogue,
  keepComplete,
} from "../../../engine/preprocessing/mod.ts";
import { readCatalogue } from "../../../engine/sources/mod.ts";

Deno.test("inspection counts as complete what training keeps: 5.16 lies in the bin of 5.2, but below it", async () => {
  const magnitudes = [
    ...new Array(60).fill(5),
    ...new Array(40).fill(5.2),
    ...[5.16, 5.17, 5.19, 5.15],
    ...new Array(20).fill(5.3),
  ];
  const rows = magnitudes.map((m, i) => {
    const time = new Date(Date.UTC(2020, 0, 1) + i * 86_400_000).toISOString();
    return `${time},${i % 50},${i % 70},${m}`;
  });
  const csv = `time,latitude,longitude,mag\n${rows.join("\n")}\n`;
  const source = { name: "bins.csv", stream: new Blob([csv]).stream() };
  const { catalogue, report } = await readCatalogue(source);
  const { completeness, completeEvents, bValue } = inspectCatalogue(catalogue, { read: report });
  const kept = keepComplete(cleanCatalogue(catalogue).catalogue, completeness!);
  assertEquals([completeness, completeEvents, kept.size], [5.2, 60, 60]);
  assert(bValue!.events > 60, "a b-value takes whole bins");
});
