import { fileURLToPath } from "node:url";
import { drawBenchBars } from "./draw_bench_bars.ts";
import type { BenchResult } from "./bench_result.ts";
import { OTHERS, PUBLISHED } from "./published_benches.ts";
import { writeSection } from "./readme_section.ts";
import { writeText } from "./write_results.ts";

/** The README. */
export const README: URL = new URL("../README.md", import.meta.url);
/** The plot that it shows. */
export const PLOT: URL = new URL("../images/bench.svg", import.meta.url);

const BEGIN = "<!-- benches: written by `deno task bench:table`, not by hand -->";
const END = "<!-- benches: end -->";

/** The README with what the kept results give, and the plot. */
export async function renderTable(readme: string): Promise<{ readme: string; plot: string }> {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new RangeError("Cannot find the benches' marks in README.md");
  const results = readResults();
  const section = `${BEGIN}\n\n${writeSection(results)}\n\n`;
  const whole = readme.slice(0, begin) + section + readme.slice(end);
  return { readme: await formatMarkdown(whole), plot: drawBenchBars(results) };
}

/** The kept results that the README shows, by name; benches that were never kept are missing. */
function readResults(): Map<string, BenchResult> {
  const results = new Map<string, BenchResult>();
  for (const { name } of [...PUBLISHED, ...OTHERS, { name: "edge" }]) {
    try {
      const text = Deno.readTextFileSync(new URL(`results/${name}.json`, import.meta.url));
      // Results from before there were targets have none.
      results.set(name, { targets: [], ...JSON.parse(text) });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return results;
}

/** As `deno fmt` would leave it, which the tests ask for. */
async function formatMarkdown(text: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) throw new Error("Cannot format README.md");
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  const { readme, plot } = await renderTable(await Deno.readTextFile(README));
  await Deno.writeTextFile(README, readme);
  await Deno.writeTextFile(PLOT, plot);
  writeText("err", "README.md and images/bench.svg follow bench/results\n");
}
