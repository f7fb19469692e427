import { parse } from "csv-parse";
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "../engine/domain/mod.ts";
import { cleanCatalogue } from "../engine/preprocessing/mod.ts";
import { openCatalogueSource, readCatalogue } from "../engine/sources/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { writeCsvCatalogue } from "./csv_catalogue_fixture.ts";

const SEED = 1;
const CASES = [
  { rows: 1_000_000, clean: true, rounds: 5 },
  { rows: 100_000, clean: false, rounds: 9 },
] as const;

/** Reading a catalogue of a million events, streamed from a file, beside csv-parse. */
export const bench: Bench = {
  about: "read a USGS-like CSV of 22 columns; csv-parse 7 keeps 5 columns and cleans nothing",
  targets: [{ than: "csv_parse", times: 3 }, { fact: "peakResidentMb", atMost: 300 }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const folder = await Deno.makeTempDir({ prefix: "quakecast_bench_" });
    try {
      for (const { rows: wanted, clean, rounds } of CASES) {
        const rows = quick ? wanted / 100 : wanted;
        const path = `${folder}/${rows}.csv`;
        const bytes = await writeCsvCatalogue(path, { rows, seed: SEED });
        yield {
          name: `${rows} rows, ${clean ? "read and cleaned" : "read"}`,
          work: { amount: bytes / 1e6, unit: "MB" },
          ours: () => readOurs(path, clean),
          peers: { csv_parse: () => readWithCsvParse(path, rows) },
          check: () => checkSame(path, rows),
          facts: () => measureMemory(path),
          options: { rounds, warmUpMs: 0 },
        };
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};

async function readOurs(path: string, clean: boolean): Promise<Catalogue> {
  const { catalogue } = await readCatalogue(await openCatalogueSource(path));
  return clean ? cleanCatalogue(catalogue).catalogue : catalogue;
}

/** The columns time, latitude, longitude, depth and magnitude, by the rival. */
async function readWithCsvParse(path: string, rows: number): Promise<Float64Array[]> {
  const columns = Array.from({ length: 5 }, () => new Float64Array(rows));
  let row = 0;
  const records = createReadStream(path).pipe(parse({ from_line: 2 }));
  for await (const fields of records as AsyncIterable<string[]>) {
    columns[0][row] = Date.parse(fields[0]);
    for (let column = 1; column < 5; column++) {
      columns[column][row] = fields[column] === "" ? NaN : Number(fields[column]);
    }
    row++;
  }
  return columns;
}

async function checkSame(path: string, rows: number): Promise<void> {
  const ours = await readOurs(path, false);
  const theirs = await readWithCsvParse(path, rows);
  const columns = [ours.timeMs, ours.latitude, ours.longitude, ours.depthKm, ours.magnitude];
  columns.forEach((column, index) => {
    if (column.length !== rows) throw new RangeError(`Cannot compare ${column.length} rows`);
    const row = column.findIndex((value, i) => !Object.is(value, theirs[index][i]));
    if (row >= 0) throw new RangeError(`Cannot compare: row ${row}, column ${index} differs`);
  });
}

/** Peak memory of a process that only reads and cleans the file. */
async function measureMemory(path: string): Promise<Record<string, unknown>> {
  const program = fileURLToPath(new URL("./measure_read_memory.ts", import.meta.url));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-all", program, path],
    stderr: "inherit",
  });
  return JSON.parse(new TextDecoder().decode((await command.output()).stdout));
}
