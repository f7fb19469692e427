import { type PickerCard, VERSION } from "../domain/mod.ts";
import { Network, startKernels } from "../backend/mod.ts";
import {
  EQTRANSFORMER_SETTINGS,
  eqtransformerPicker,
  joinHeads,
  networkFiles,
} from "../models/mod.ts";
import { readKerasHdf5 } from "../sources/mod.ts";
import { digest, savePicker } from "../training/mod.ts";

/** What is told of the weights in the card. */
export interface ImportEqtransformerOptions {
  /** Path of the model folder that is written. */
  out: string;
  /** Name of the file, for the card and for messages. */
  source: string;
  /** Software that imports it, by name. */
  versions?: Record<string, string>;
}

/**
 * Writes a network of EQTransformer's class that Keras saved as HDF5 as a model folder of ours; picking
 * with it needs neither Keras, tfjs nor the file.
 *
 * Throws InputError for a file that is no such HDF5, ModelError for layers that have no kernels or
 * outputs that are not three, EnvironmentError when the disk refuses.
 */
export async function importEqtransformer(
  bytes: Uint8Array,
  { out, source, versions = {} }: ImportEqtransformerOptions,
): Promise<PickerCard> {
  const artifacts = joinHeads(await readKerasHdf5(bytes, source));
  const settings = EQTRANSFORMER_SETTINGS;
  await startKernels({ threads: 1 });
  const network = new Network(artifacts, { name: source });
  network.predict(new Float32Array(settings.windowSamples * settings.components.length), 1);
  const card: PickerCard = {
    format: 1,
    kind: "picker",
    name: out.replace(/[/\\]+$/, "").split(/[/\\]/).at(-1)!,
    about: [
      "Gives the probability of an earthquake, of a P and of an S arrival at every sample of three components.",
      "Probabilities are those of the network; they are not calibrated. Dropout never runs: the same window gets the same answer.",
    ],
    picker: eqtransformerPicker.name,
    settings,
    source: `${source}: layers and weights that Keras saved`,
    licence: "unknown",
    trainedOn: "unknown",
    weights: network.graph.weightCount,
    importedSha256: await digest(bytes),
    warnings: [
      "What these weights were trained on, and under which licence, the file does not say.",
    ],
    versions: { quakecast: VERSION, ...versions },
  };
  network.dispose();
  await savePicker(out, { files: networkFiles(artifacts), card });
  return card;
}
