import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { readPhasenetPicks, readWholeFile } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const HEADER = "fname\tt0\tidx_p\tprob_p\tidx_s\tprob_s\tamp_p\tamp_s";

const read = (...lines: string[]) =>
  readPhasenetPicks(new TextEncoder().encode([HEADER, ...lines].join("\n") + "\n"), "a.tsv");

Deno.test("picks of PhaseNet stand at their sample after the start that the name tells", () => {
  const picks = read(
    "2020-10-01T07.CI.BOM..HH\t0\t[150,2000]\t[0.6,0.7]\t[301]\t[0.8]\t[1e-5,2e-5]\t[3e-6]",
    "2020-10-01T08.NC.MEM.00.EH\t2020-10-01T08:30:15.5\t[]\t[]\t[1]\t[0.31]\t[]\t[4e-6]",
  );
  assertEquals(picks.map(({ phase }) => phase), ["P", "P", "S", "S"]);
  assertEquals(picks.map(({ timeMs }) => new Date(timeMs).toISOString()), [
    "2020-10-01T07:00:01.500Z",
    "2020-10-01T07:00:20.000Z",
    "2020-10-01T07:00:03.010Z",
    "2020-10-01T08:30:15.510Z",
  ]);
  assertEquals(picks[0].probability, 0.6);
  assertEquals(picks[3].amplitude, 4e-6);
  assertEquals(picks[3].code, { network: "NC", station: "MEM", location: "00", channel: "EH" });
});

Deno.test("a table of PhaseNet that is damaged is refused, with line and field", () => {
  const row = "2020-10-01T07.CI.BOM..HH\t0\t[150]\t[0.6]\t[]\t[]\t[1e-5]\t[]";
  const cases: [string, string][] = [
    [row.replace("[0.6]", "[0.6,0.7]"), "prob_p"],
    [row.replace("[150]", "[150,x]"), "idx_p"],
    [row.replace("[150]", "150"), "idx_p"],
    [row.replace("CI.BOM..HH", "BOM"), "fname"],
    [row.replace("2020-10-01T07", "now"), "t0"],
  ];
  for (const [damaged, field] of cases) {
    const error = assertThrows(() => read(row, damaged), InputError);
    assertEquals([error.location.line, error.location.field], [3, field]);
  }
  const other = new TextEncoder().encode("a,b\n1,2\n");
  assertThrows(() => readPhasenetPicks(other, "a.csv"), InputError, "no column fname");
});

testWithSharedData("the shared picks of two days are read whole", async () => {
  const name = "data/arrivals/ridgecrest_picks/phasenet_picks_2020-10-01.tsv.gz";
  const picks = readPhasenetPicks(await readWholeFile(sharedFile(name)), name);
  assertEquals(picks.length, 62_314); // as the list of the data says
  assertEquals(new Set(picks.map(({ id }) => id)).size, picks.length);
  assertEquals(new Set(picks.map(({ code }) => code.station)).size, 16);
});
