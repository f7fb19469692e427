import { Network } from "../backend/mod.ts";
import { isLocationNetworkCard, type LocationNetworkCard, ModelError } from "../domain/mod.ts";
import { readModelFolder, writeModelFolder } from "../storage/mod.ts";

/** A location network of a model folder, and its card. */
export interface KeptLocationNetwork {
  /** The network, ready to be asked once the kernels run; it must be given back. */
  readonly network: Network;
  /** What it is and how good it is. */
  readonly card: LocationNetworkCard;
}

/**
 * Writes a location network as a model folder, whole or not at all: `model.json` and `weights.bin` that
 * plain tfjs loads, `card.json` and the checksums of all. Throws EnvironmentError when the disk refuses.
 */
export async function saveLocationNetwork(
  path: string,
  { network, card }: KeptLocationNetwork,
): Promise<void> {
  const { modelJson, weights } = network.artifacts;
  const encoder = new TextEncoder();
  const files = new Map([
    ["model.json", encoder.encode(modelJson)],
    ["weights.bin", weights],
    ["card.json", encoder.encode(JSON.stringify(card, null, 2) + "\n")],
  ]);
  await writeModelFolder(path, files);
}

/**
 * Reads a location network from its model folder; tfjs is not needed.
 *
 * Throws ModelError for a missing, foreign or damaged folder, or one of another kind of model.
 */
export async function loadLocationNetwork(path: string): Promise<KeptLocationNetwork> {
  const files = await readModelFolder(path);
  const read = (name: string) => {
    const bytes = files.get(name);
    if (bytes !== undefined) return bytes;
    throw new ModelError(`Cannot locate with model "${path}": it has no ${name}.`, path);
  };
  const text = (name: string) => new TextDecoder().decode(read(name));
  let card: object;
  try {
    card = Object(JSON.parse(text("card.json")));
  } catch (cause) {
    throw new ModelError(`Cannot read the card of model "${path}".`, path, { cause });
  }
  if (!isLocationNetworkCard(card)) {
    throw new ModelError(`Cannot locate with model "${path}": it is no location network.`, path);
  }
  const artifacts = { modelJson: text("model.json"), weights: read("weights.bin") };
  return { network: new Network(artifacts, { name: card.name }), card };
}
