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
