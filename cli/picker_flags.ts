import type { BackendReport } from "../engine/backend/mod.ts";
import type { KeptPicker, PickValues } from "../engine/monitoring/mod.ts";
import type { Terminal } from "./terminal.ts";
import { type Flag, integerFlag, numberFlag } from "./verb.ts";

const GROUP = "Pick:";

/** The flags of every verb that picks, but for which pickers. */
export const PICKING_FLAGS = {
  thresholdP: numberFlag("least probability of a P, for networks; the picker's own unless given", {
    ...{ group: GROUP, minimum: 0, maximum: 1 },
  }),
  thresholdS: numberFlag("least probability of an S, for networks; the picker's own unless given", {
    ...{ group: GROUP, minimum: 0, maximum: 1 },
  }),
  step: numberFlag("seconds between two windows of a network; 7.5 unless given", { group: GROUP }),
  threads: integerFlag("threads of WebAssembly; 1 unless given", {
    ...{ group: "Run:", minimum: 1, maximum: 8 },
  }),
} as const;

/** The flag that names model folders. */
export const PICKER_MODELS_FLAG: Flag<readonly string[]> = {
  kind: "names",
  default: [],
  about: "folder of a picker; may be given several times where pickers are compared",
  placeholder: "DIR",
  repeatable: true,
  group: GROUP,
};

/** The values of the flags above. */
export interface PickingValues extends PickValues {
  readonly threads?: number;
}

/**
 * Starts the kernels, without tfjs, and opens the picker of a model folder.
 *
 * Throws ModelError for a folder that is no picker, EnvironmentError without WebAssembly.
 */
export async function openPicker(
  path: string,
  { values: { threads = 1 }, terminal }: { values: PickingValues; terminal: Terminal },
): Promise<KeptPicker & { backend: BackendReport }> {
  const { loadPicker, startKernels } = await import("../engine/monitoring/mod.ts");
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const { report: backend } = await startKernels({ threads, onThreadLost });
  return { ...await loadPicker(path), backend };
}
