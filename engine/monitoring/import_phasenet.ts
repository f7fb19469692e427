import { type PickerCard, VERSION } from "../domain/mod.ts";
import { networkToArtifacts, startBackend } from "../backend/mod.ts";
import { buildPhasenet, networkFiles, PHASENET_SETTINGS, phasenetPicker } from "../models/mod.ts";
import { readSafetensors } from "../sources/mod.ts";
import { digest, savePicker } from "../training/mod.ts";

/** What is told of the weights in the card. */
export interface ImportPhasenetOptions {
  /** Path of the model folder that is written. */
  out: string;
  /** Name of the file, for the card and for messages. */
  source: string;
  /** Software that imports it, by name. */
  versions?: Record<string, string>;
}

/** The published weights of 2019, known by the digest of their file. */
const PUBLISHED_SHA256 = "fba280a76256dfaa358d340217eca3246a0ba3db3213b922a3d52ee791c3b8cd";

/**
 * Writes PhaseNet with the weights of a safetensors file as a model folder of ours; loading that needs
 * neither tfjs nor the file. Weights that are not the published ones are told as of unknown training.
 *
 * Throws InputError for a file that is no safetensors, ModelError for weights that do not fit,
 * EnvironmentError when the disk refuses.
 */
export async function importPhasenet(
  bytes: Uint8Array,
  { out, source, versions = {} }: ImportPhasenetOptions,
): Promise<PickerCard> {
  const weights = readSafetensors(bytes, source);
  await startBackend({ threads: 1 });
  const network = buildPhasenet(weights);
  try {
    const count = network.countParams();
    const card = makeCard({ out, source, versions, sha256: await digest(bytes), count });
    await savePicker(out, { files: networkFiles(await networkToArtifacts(network)), card });
    return card;
  } finally {
    network.dispose();
  }
}

function makeCard(
  { out, source, versions = {}, sha256, count }: ImportPhasenetOptions & {
    sha256: string;
    count: number;
  },
): PickerCard {
  const isPublished = sha256 === PUBLISHED_SHA256;
  return {
    format: 1,
    kind: "picker",
    name: out.replace(/[/\\]+$/, "").split(/[/\\]/).at(-1)!,
    about: [
      "Gives the probability of a P and of an S arrival at every sample of three components.",
      "It knows local earthquakes; teleseisms, tremor and stations far from its training need a look.",
      "Probabilities are those of the network; they are not calibrated.",
    ],
    picker: phasenetPicker.name,
    settings: PHASENET_SETTINGS,
    source: `${source}: ` +
      (isPublished
        ? "PhaseNet 190703-214543 of AI4EPS/PhaseNet (Zhu and Beroza 2019)"
        : "weights in PhaseNet's layout, not the published ones of 2019"),
    licence: isPublished ? "MIT" : "unknown",
    trainedOn: isPublished
      ? "623,054 three-component recordings of the Northern California Earthquake Data Center, 100 Hz"
      : "unknown",
    weights: count,
    importedSha256: sha256,
    warnings: isPublished ? [] : ["Where these weights come from is not known."],
    versions: { quakecast: VERSION, ...versions },
  };
}
