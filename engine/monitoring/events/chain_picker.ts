import { startKernels } from "../../backend/mod.ts";
import type { Picker } from "../../models/mod.ts";
import { loadPicker } from "../../training/mod.ts";
import type { PickOptions } from "../pick_options.ts";
import { classicalInstrumentStream } from "./classical_instrument_stream.ts";
import { networkInstrumentStream, type OpenInstrumentStream } from "./instrument_stream.ts";

/** How a network picks a stream; all of it can be sent to a thread. */
export interface ChainPickOptions extends Pick<PickOptions, "thresholds" | "stepSeconds"> {
  /** Seconds that a component may lag behind another; 30 unless given. */
  readonly patienceSeconds?: number;
}

/** A picker by its name, which a thread can open. */
export type NamedChainPicker =
  /** A network in its model folder. */
  | { readonly kind: "network"; readonly folder: string; readonly options?: ChainPickOptions }
  /** A classical picker, which looks each `stepSeconds` (10 unless given). */
  | { readonly kind: "classical"; readonly name: string; readonly stepSeconds?: number };

/** The picker of an event chain: by its name, or opened already, which binds it to this thread. */
export type ChainPicker =
  | NamedChainPicker
  | { readonly kind: "opened"; readonly picker: Picker; readonly options?: ChainPickOptions };

const PATIENCE_SECONDS = 30;

/**
 * Opens what picks each instrument. Throws ModelError for a folder that is no picker, EnvironmentError
 * without WebAssembly, ConfigurationError for an unknown name.
 */
export async function openChainPicker(chosen: ChainPicker): Promise<OpenInstrumentStream> {
  if (chosen.kind === "classical") {
    const { name, stepSeconds } = chosen;
    classicalInstrumentStream(name, { stepSeconds }); // refused now, not with the first packet
    return () => classicalInstrumentStream(name, { stepSeconds });
  }
  const picker = chosen.kind === "opened" ? chosen.picker : await openFolder(chosen.folder);
  const options = { patienceSeconds: PATIENCE_SECONDS, ...chosen.options };
  const open: OpenInstrumentStream = (components) =>
    networkInstrumentStream(picker, { ...options, components });
  open(undefined);
  return open;
}

async function openFolder(folder: string): Promise<Picker> {
  await startKernels({ threads: 1 });
  return (await loadPicker(folder)).picker;
}
