import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { EXIT_CODES } from "../../cli/exit_codes.ts";
import { VERBS } from "../../cli/list_of_verbs.ts";
import { inPairs, runCli } from "./run_cli.ts";

const NONE = { cwd: ".", permissions: [] };

Deno.test("every verb explains itself with examples, without any permission", async () => {
  await inPairs(VERBS, async ({ name, summary }) => {
    const { code, stdout, stderr } = await runCli([name, "--help"], NONE);
    assertEquals(code, 0, `${name}: ${stderr}`);
    assertEquals(stderr, "", name);
    for (const part of ["Usage: quakecast " + name, "Examples:", "--json", "--quiet"]) {
      assertStringIncludes(stdout, part, name);
    }
    assertMatch(stdout, /^Permissions:$/m);
    assert(summary.length > 10);
    const wide = stdout.split("\n").filter((line) => line.length > 100);
    assertEquals(wide.filter((line) => !line.includes("quakecast ")), [], name);
  });
});

Deno.test("every kind of a verb explains itself too, and the verb names it", async () => {
  const kinds = VERBS.flatMap(({ name, kinds = [] }) => kinds.map((kind) => ({ name, kind })));
  await inPairs(kinds, async ({ name, kind }) => {
    const own = await runCli([name, kind.name, "--help"], NONE);
    assertEquals([own.code, own.stderr], [0, ""]);
    assertStringIncludes(own.stdout, `Usage: quakecast ${name} ${kind.name} [options]`);
    assertMatch(own.stdout, /^Permissions:$/m);
    const { stdout } = await runCli([name, "--help"], NONE);
    assertStringIncludes(stdout, `quakecast ${name} ${kind.name} --help`);
  });
});

Deno.test("the help lists verbs and exit codes; no arguments and `help` ask for it", async () => {
  const [plain, bare, ofVerb] = await Promise.all([
    runCli(["--help"], NONE),
    runCli([], NONE),
    runCli(["help", "inspect"], NONE),
  ]);
  for (const { name } of VERBS) assertMatch(plain.stdout, new RegExp(`^  ${name} `, "m"));
  for (const [code, about] of EXIT_CODES) assertStringIncludes(plain.stdout, `${code}  ${about}`);
  assertEquals(bare, plain);
  assertStringIncludes(ofVerb.stdout, "Usage: quakecast inspect");
  assertEquals([plain.code, ofVerb.code], [0, 0]);
});

Deno.test("wrong usage ends with 2 and a short sentence that suggests the nearest", async () => {
  await inPairs<[string[], RegExp]>([
    [["trian"], /^quakecast: Unknown command 'trian' \(Did you mean train\?\).*--help/],
    [["train", "--epoch", "3"], /^quakecast: Unknown option '--epoch' \(Did you mean --epochs\?\)/],
    [["train", "--out", "x"], /^quakecast: Cannot train without --catalogue or --reviewed/],
    [["inspect"], /^quakecast: Missing required argument 'catalogue'/],
    [["inspect", "a.csv", "b.csv"], /^quakecast: Too many arguments/],
    [["models", "lst"], /Allowed choices are list, show/],
    [["forecast", "--model"], /argument missing/],
    [
      ["train", "--catalogue", "a", "--out", "x", "--task", "alarn"],
      /Cannot set --task to "alarn".*Did you mean "alarm"/,
    ],
    [
      ["train", "--catalogue", "a", "--out", "x", "--min-magnitude", "six"],
      /Cannot set --min-magnitude to "six": expected a number/,
    ],
    [
      ["train", "--catalogue", "a", "--out", "x", "--preset", "two-layer-lstn"],
      /Unknown preset.*Did you mean "two-layer-lstm"/,
    ],
    [
      ["fetch", "--start", "yesterday", "--out", "x.csv"],
      /Cannot read --start "yesterday": expected a time/,
    ],
    [["simulate", "--out", "-", "--json"], /at once/],
    [["simulate", "--out", "x.csv", "--b", "-1"], /Cannot simulate with b -1/],
  ], async ([args, message]) => {
    const { code, stderr, stdout } = await runCli(args, NONE);
    assertEquals(code, 2, `${args.join(" ")}: ${stderr}`);
    assertMatch(stderr, message);
    assertEquals(stderr.trimEnd().split("\n").length, 1);
    assertEquals(stdout === "", !args.includes("--json"));
  });
});

Deno.test("with --json a failure is one document on stdout, and the sentence on stderr", async () => {
  await inPairs<[string[], string, number]>([
    [["trian", "--json"], "UsageError", 2],
    [["train", "--json", "--epoch", "3"], "UsageError", 2],
    [["inspect", "--json", "a.csv"], "EnvironmentError", 6],
    [["simulate", "--json", "--out", "-"], "ConfigurationError", 2],
  ], async ([args, kind, exitCode]) => {
    const { code, stdout, stderr } = await runCli(args, NONE);
    const { error } = JSON.parse(stdout);
    assertEquals([error.kind, error.exitCode, code], [kind, exitCode, exitCode], stderr);
    assertStringIncludes(stderr, error.message);
  });
});

Deno.test("a missing permission names the flag that grants it", async () => {
  const cwd = Deno.cwd();
  const read = await runCli(["inspect", "a.csv"], { cwd, permissions: [] });
  assertEquals(read.code, 6);
  assertMatch(read.stderr, /--allow-read=a\.csv/);
  const net = await runCli(["inspect", "https://example.org/a.csv"], { cwd, permissions: [] });
  assertEquals(net.code, 6);
  assertMatch(net.stderr, /--allow-net=example\.org/);
  const write = await runCli(["simulate", "--years", "1", "--out", "x.csv"], {
    ...{ cwd, permissions: [] },
  });
  assertEquals(write.code, 6, write.stderr);
  assertMatch(write.stderr, /permission|--allow-write/);
});
