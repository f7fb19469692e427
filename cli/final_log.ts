import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../engine/domain/mod.ts";

/** The log of final runs, open for one more line. */
export interface FinalLog {
  /** Adds a run; long series are left out. */
  append(run: Readonly<Record<string, unknown>>): void;
  /** Closes the file. */
  close(): void;
}

/**
 * Opens the log of final runs, so that no test part is opened without a line to tell of it.
 *
 * Throws EnvironmentError where the file cannot be written.
 */
export async function openFinalLog(path?: string): Promise<FinalLog> {
  const place = path ??
    fileURLToPath(new URL("../bench/results/final_runs.jsonl", import.meta.url));
  try {
    const file = await Deno.open(place, { append: true, create: true });
    return {
      append({ series: _series, ...run }) {
        const line = new TextEncoder().encode(JSON.stringify(run) + "\n");
        for (let written = 0; written < line.length;) {
          written += file.writeSync(line.subarray(written));
        }
        file.syncSync();
      },
      close: () => file.close(),
    };
  } catch (cause) {
    const reason = cause instanceof Deno.errors.NotCapable
      ? `Deno was not given the permission; add --allow-write=${place}`
      : (cause as Error).message;
    throw new EnvironmentError(
      `Cannot note a final run in ${place}: ${reason}`,
      cause instanceof Deno.errors.NotCapable ? "permission" : "disk",
      { cause },
    );
  }
}
