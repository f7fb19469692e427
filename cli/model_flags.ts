import type { BackendReport } from "../engine/backend/mod.ts";
import type { TrainedModel } from "../engine/forecasting/mod.ts";
import type { Terminal } from "./terminal.ts";
import { integerFlag, requiredTextFlag } from "./verb.ts";

/** The flags of every verb that works with a trained model. */
export const MODEL_FLAGS = {
  model: requiredTextFlag("folder of a trained model", { placeholder: "DIR", group: "Run:" }),
  threads: integerFlag(
    "threads of WebAssembly; 1 unless given: a window is little work, and threads take time to start",
    { group: "Run:", minimum: 1, maximum: 8 },
  ),
} as const;

/** Permissions of every verb that works with a trained model. */
export const MODEL_PERMISSIONS: readonly string[] = [
  "--allow-read=MODEL,CATALOGUE,engine",
  "--allow-read=FILE (of --covariates)",
  "--allow-net=HOST (of a URL)",
];

/**
 * Starts the kernels, without tfjs, and loads a model on them.
 *
 * Throws ModelError for a missing, foreign or damaged folder, EnvironmentError without WebAssembly.
 */
export async function loadModel(
  { model: path, threads = 1 }: { readonly model: string; readonly threads?: number },
  terminal: Terminal,
): Promise<{ model: TrainedModel; backend: BackendReport }> {
  const { loadTrainedModel, startKernels } = await import("../engine/forecasting/mod.ts");
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const { report: backend } = await startKernels({ threads, onThreadLost });
  if (backend.threadsNote !== undefined) terminal.say(`Note: ${backend.threadsNote}.`);
  return { model: await loadTrainedModel(path), backend };
}
