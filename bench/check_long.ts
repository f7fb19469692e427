import { describeCommit, describeMachine } from "./describe_machine.ts";
import { LONG_CHECKS } from "./list_of_long_checks.ts";
import { readArguments } from "./read_arguments.ts";
import { keepResult, writeJson, writeText } from "./write_results.ts";

const NAMES = LONG_CHECKS.map(({ name }) => name);

const USAGE = `Usage: deno task check:long NAME... [--json] [--keep]

Checks that take longer than the tests may; each is seeded, and fails with a non-zero exit code.
  NAME    one of: ${NAMES.join(", ")}; or "all"
  --json  print one JSON document
  --keep  keep each result as bench/results/NAME.json
`;

/** Runs the long checks that the arguments name; gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args, { known: NAMES });
  if (typeof options === "string") {
    writeText("err", `${options}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    writeText("out", USAGE);
    return 0;
  }
  const results: unknown[] = [];
  for (const { name, load } of LONG_CHECKS) {
    if (!options.names.includes(name)) continue;
    const { check } = await load();
    const machine = describeMachine();
    const commit = await describeCommit();
    writeText("err", `${name}: ${check.about}\n`);
    const start = performance.now();
    const facts = await check.run((message) => writeText("err", `${name}: ${message}\n`));
    const seconds = (performance.now() - start) / 1_000;
    const result = { name, about: check.about, seconds, facts, machine, commit };
    if (options.keep) await keepResult(result);
    if (!options.json) writeText("out", `${name}: passed, ${JSON.stringify(facts)}\n`);
    results.push(result);
  }
  if (options.json) writeJson(results);
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
