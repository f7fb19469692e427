import type { BackendReport } from "../engine/backend/mod.ts";
import { ConfigurationError } from "../engine/domain/mod.ts";
import type { PickValues, TracePicker, TracePickOptions } from "../engine/monitoring/mod.ts";
import type { Terminal } from "./terminal.ts";
import { type Flag, integerFlag, numberFlag, textFlag } from "./verb.ts";

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

/** The flags that name one picker. */
export const ONE_PICKER_FLAGS = {
  model: textFlag("folder of a picker, such as models import writes", {
    ...{ placeholder: "DIR", group: GROUP },
  }),
  picker: textFlag("a classical picker instead: sta-lta or ar", {
    ...{ placeholder: "NAME", group: GROUP },
  }),
} as const;

/** The flags that name pickers to be compared. */
export const COMPARED_PICKERS_FLAGS = {
  model: {
    ...{ kind: "names", default: [], placeholder: "DIR", repeatable: true, group: GROUP },
    about: "folder of a picker; may be given several times",
  } as Flag<readonly string[]>,
  picker: {
    ...{ kind: "names", default: [], placeholder: "NAME", repeatable: true, group: GROUP },
    about: "a classical picker, sta-lta or ar; may be given several times",
  } as Flag<readonly string[]>,
} as const;

/** The values of the flags above. */
export interface PickingValues extends PickValues {
  readonly threads?: number;
}

/**
 * Opens the pickers that are named: networks of model folders, on kernels without tfjs, and classical
 * ones.
 *
 * Throws ConfigurationError where none is named, ModelError for a folder that is no picker,
 * EnvironmentError without WebAssembly.
 */
export async function openPickers(
  { models, names, threads = 1, options }: {
    readonly models: readonly string[];
    readonly names: readonly string[];
    readonly threads?: number;
    readonly options: TracePickOptions;
  },
  terminal: Terminal,
): Promise<{ pickers: TracePicker[]; backend: BackendReport }> {
  if (models.length + names.length === 0) {
    throw new ConfigurationError("Cannot pick: name a picker, --model or --picker.", "model");
  }
  const { classicalTracePicker, loadPicker, networkTracePicker, startKernels } = await import(
    "../engine/monitoring/mod.ts"
  );
  const classical = names.map((name) => classicalTracePicker(name, options));
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const { report: backend } = await startKernels({ threads, onThreadLost });
  const networks = await Promise.all(models.map(async (path) => {
    const { picker, card } = await loadPicker(path);
    return { ...networkTracePicker(picker, options), name: card.name };
  }));
  return { pickers: [...networks, ...classical], backend };
}
