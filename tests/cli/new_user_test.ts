import { assertEquals, assertMatch } from "@std/assert";
import { permissionsFor, runCli } from "./run_cli.ts";

const HEADER = "time,latitude,longitude,depth,mag,magType,id\n";
const ONE = HEADER + "2020-01-01T00:00:00Z,35,139,10,5.1,mb,ev1\n";
const BENCHMARK = ["benchmark", "earthquakenpp", "--catalogue", "one.csv"];
const EXPLAIN = ["explain", "--model", "never", "--catalogue", "one.csv"];

/** What was asked, the exit code, and what is said. */
const MISTAKES: [string, string[], number, RegExp][] = [
  [
    "a place and an event at once",
    [...EXPLAIN, "--at=139,35", "--event", "1"],
    2,
    /give --at or --event/,
  ],
  ["a folder where list takes none", ["models", "list", "here"], 2, /with --models DIR/],
  [
    "a test that starts after the last event",
    [...BENCHMARK, "--test-start", "2021-01-01"],
    2,
    /expected them in this order, the test before its end/,
  ],
  [
    "parameters that are not there",
    [...BENCHMARK, "--test-start", "2020-01-01", "--etas-parameters", "none.json"],
    3,
    /none\.json: there is no such file/,
  ],
  [
    "one event",
    ["train", "--model", "etas", "--catalogue", "one.csv", "--out", "never"],
    4,
    /0 events before the validation part, need at least 1/,
  ],
];

for (const [name, args, code, message] of MISTAKES) {
  Deno.test(`a new user's mistake is told as such: ${name}`, async () => {
    const cwd = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${cwd}/one.csv`, ONE);
      const permissions = permissionsFor(cwd);
      const { code: ended, stderr } = await runCli(args, { cwd, permissions });
      assertMatch(stderr, message);
      assertEquals(ended, code);
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  });
}

Deno.test("a benchmark tells what was done to the events", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    const days = [3, 1, 2, 2, 4, 5, 6, 7, 8, 9];
    const rows = days.map((day, i) =>
      `2020-01-0${day}T01:00:00Z,${35 + (i % 3) / 10},${139 + (i % 4) / 10},10,${
        4 + i % 2
      },mb,ev${i}\n`
    );
    await Deno.writeTextFile(`${cwd}/few.csv`, HEADER + rows.join(""));
    const { stdout, stderr } = await runCli(
      ["benchmark", "earthquakenpp", "--catalogue", "few.csv", "--test-start", "2020-01-08"]
        .concat(["--model", "poisson", "--mc", "4"]),
      { cwd, permissions: permissionsFor(cwd) },
    );
    assertMatch(stdout, /1 put in order of time; 1 at the same time as the one before/, stderr);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
