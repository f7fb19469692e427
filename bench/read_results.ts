import type { BenchResult } from "./bench_result.ts";
import { OTHERS, PUBLISHED } from "./published_benches.ts";

/** The kept results that the README shows, by name; benches that were never kept are missing. */
export function readResults(): Map<string, BenchResult> {
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
