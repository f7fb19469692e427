import { assert, assertEquals } from "@std/assert";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { inPairs, PROJECT, runCli } from "./run_cli.ts";

/** Rows of every catalogue, as the README of the shared data lists them. */
const ROWS: readonly (readonly [file: string, rows: number])[] = [
  ["usgs/global_M5_2015-10_2025-10.csv.gz", 17_391],
  ["usgs/global_M2.5_2025-03_2025-11.csv.gz", 19_823],
  ["usgs/global_M6_1985_2020.csv.gz", 5_463],
  ["usgs/indonesia_M4_1974_2023_merged4parts.csv.gz", 68_187],
  ["usgs/global_M5.5_1965_2016_kaggle_database.csv.gz", 23_412],
  ["usgs/all_week_2018-02.geojson.gz", 1_707],
  ["earthquakenpp/ComCat_25.csv.gz", 92_255],
  ["earthquakenpp/SCEDC_20.csv.gz", 130_356],
  ["earthquakenpp/QTM_SanJac_10_catalog.csv.gz", 21_291],
];

testWithSharedData("inspect counts the rows of every catalogue as its README does", async () => {
  const folder = sharedFile("data/catalogues");
  const permissions = [`--allow-read=${folder}`];
  await inPairs(ROWS, async ([file, rows]) => {
    const { code, stdout, stderr } = await runCli(["inspect", "--json", `${folder}/${file}`], {
      ...{ cwd: PROJECT, permissions },
    });
    assertEquals(code, 0, `${file}: ${stderr}`);
    const { rows: found, cleaning, read, completenessByMethod, bValues } = JSON.parse(stdout);
    assertEquals([found, read.skippedRows], [rows, 0], file);
    const removed = Object.values<number>(cleaning.removed).reduce((sum, n) => sum + n, 0);
    assertEquals(Object.keys(completenessByMethod).length, 5);
    assertEquals(bValues.length, 4);
    for (const { value, error } of bValues) {
      assert(value > 0.3 && value < 1.5 && error > 0 && error < 0.1, `${file}: b ${value}`);
    }
    assertEquals(cleaning.rowsIn, cleaning.rowsOut + removed, file);
  });
});
