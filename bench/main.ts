import { formatResult } from "./format_result.ts";
import { BENCHES } from "./list_of_benches.ts";
import { readArguments } from "./read_arguments.ts";
import type { BenchResult } from "./bench_result.ts";
import { runBench } from "./run_bench.ts";
import { keepResult, writeJson, writeText } from "./write_results.ts";

const NAMES = BENCHES.map(({ name }) => name);

const USAGE = `Usage: deno task bench NAME... [--json] [--keep | --quick]

Times our way of doing something beside the rivals', interleaved in one process.
  NAME    one of: ${NAMES.join(", ")}; or "all"
  --json  print one JSON document: the result, or a list of them for several names
  --keep  keep each result as bench/results/NAME.json, with machine, cores and commit;
          not kept unless asked, so that a run on a busy machine replaces no number
  --quick two rounds, no warming up and less work, to see that a bench works; its times mean nothing
`;

/** Runs the benches that the arguments name; gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args, { known: NAMES, more: ["--quick"] });
  if (typeof options === "string") {
    writeText("err", `${options}\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    writeText("out", USAGE);
    return 0;
  }
  const { quick } = options;
  const report = (message: string) => writeText("err", `${message}\n`);
  const results: BenchResult[] = [];
  for (const { name, load } of BENCHES) {
    if (!options.names.includes(name)) continue;
    const { bench } = await load();
    const result = await runBench(name, bench, { report, quick });
    if (options.keep) await keepResult(result);
    if (!options.json) writeText("out", formatResult(result));
    results.push(result);
  }
  if (options.json) writeJson(results);
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
