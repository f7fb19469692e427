import { fileURLToPath } from "node:url";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { makeForecastFixture } from "./forecast_fixture.ts";
import { peakMemoryMb } from "./peak_memory.ts";

const ROWS = 3_000;
const QUICK_ROWS = 1_500;
const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/** From the start of a process to a forecast on its standard output. */
export const bench: Bench = {
  about: `process start to a forecast by a saved LSTM from ${ROWS} rows, by the command line`,
  targets: [{ than: "deno_and_tfjs_core", times: 1 / 2.5 }, {
    fact: "peakResidentMb",
    atMost: 150,
  }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const { cataloguePath, modelPath, close } = await makeForecastFixture(
      quick ? QUICK_ROWS : ROWS,
    );
    const verb = ["forecast", "--model", modelPath, "--catalogue", cataloguePath, "--json"];
    const forecast = ["run", "--no-check", "--allow-read", "cli/main.ts", ...verb];
    yield {
      name: "first forecast",
      ours: () => runDeno(forecast),
      peers: {
        deno: () => runDeno(["eval", ""]),
        deno_and_tfjs_core: () => runDeno(["eval", 'import "@tensorflow/tfjs-core"']),
      },
      facts: async () => ({ peakResidentMb: await runDeno(forecast, peakMemoryMb) }),
      close,
      options: { rounds: 11, warmUpMs: 0 },
    };
  },
};

/** Runs Deno to its end; gives the last of what is watched meanwhile. */
async function runDeno<Seen>(
  args: string[],
  watch?: (pid: number) => Seen | undefined,
): Promise<Seen | undefined> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: PROJECT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let seen: Seen | undefined;
  const timer = watch && setInterval(() => seen = watch(child.pid) ?? seen, 5);
  const { success, stderr } = await child.output();
  clearInterval(timer);
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return seen;
}
