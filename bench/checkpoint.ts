import { readCheckpoint, writeCheckpoint } from "../engine/storage/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";

const SIZES = [1_000, 1_000_000, 10_000_000] as const;

/** Writing and reading the state of a training run, whole and checked, beside plain writing. */
export const bench: Bench = {
  about: "write and read a checkpoint, beside writing and reading the bare bytes",
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const folder = await Deno.makeTempDir({ prefix: "quakecast_bench_" });
    const path = `${folder}/run.checkpoint`;
    try {
      for (const wanted of SIZES) {
        const size = quick ? wanted / 100 : wanted;
        const weights = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
        const bytes = new Uint8Array(weights.buffer);
        yield {
          name: `${size} numbers`,
          work: { amount: bytes.length / 1e6, unit: "MB" },
          ours: async () => {
            await writeCheckpoint(path, { header: {}, arrays: new Map([["weights", weights]]) });
            return await readCheckpoint(path);
          },
          peers: {
            "plain file, neither flushed nor checked": async () => {
              await Deno.writeFile(`${path}.plain`, bytes);
              return await Deno.readFile(`${path}.plain`);
            },
          },
        };
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};
