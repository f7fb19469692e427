import type { BackendReport } from "../engine/backend/mod.ts";
import type { ForecastRun } from "../engine/domain/mod.ts";
import { integerFlag } from "./verb.ts";

/** The flag of every verb that trains. */
export const BACKEND_FLAGS = {
  threads: integerFlag(
    "threads of WebAssembly; the number of cores, 4 at most, if they gain, unless given",
    { group: "Run:", minimum: 1, maximum: 8 },
  ),
} as const;

/** What tells of a run: how long it took and what really computed it. */
export function describeRun(backend: BackendReport, startedMs: number): ForecastRun {
  return {
    durationMs: Math.round(performance.now() - startedMs),
    backend: backend.backend,
    simd: backend.simd,
    relaxedSimd: backend.relaxedSimd,
    threads: backend.threads,
  };
}
