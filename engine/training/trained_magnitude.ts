import { weightBytes } from "../backend/mod.ts";
import { isMagnitudeCard, type MagnitudeCard, ModelError } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import { layMagnitudeNetwork, type MagnitudeNetwork } from "../models/mod.ts";
import { readModelFolder, writeModelFolder } from "../storage/mod.ts";

/** A magnitude network with its card. */
export interface TrainedMagnitude {
  /** The model. */
  model: MagnitudeNetwork;
  /** What was done and how good it is. */
  card: MagnitudeCard;
}

const BYTES_PER_WEIGHT = 4;

/**
 * Writes a magnitude network as one folder, whole or not at all: `magnitude.json`, `weights.bin`
 * (little-endian 32-bit floats), `card.json` and the checksums of all.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function saveTrainedMagnitude(
  { model, card }: TrainedMagnitude,
  path: string,
): Promise<void> {
  const { network, ...rest } = model;
  const encode = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value, null, 2) + "\n");
  await writeModelFolder(
    path,
    new Map([
      ["magnitude.json", encode(rest)],
      ["weights.bin", weightBytes(network.weights)],
      ["card.json", encode(card)],
    ]),
  );
}

/**
 * Reads the folder of a magnitude network.
 *
 * Throws ModelError for a missing, foreign or damaged folder, or one of another kind, with the reason.
 */
export async function loadTrainedMagnitude(path: string): Promise<TrainedMagnitude> {
  const files = await readModelFolder(path);
  const refuse = (reason: string, cause?: unknown) =>
    new ModelError(`Cannot load model "${path}": ${reason}`, path, { cause });
  const read = (name: string): unknown => {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(files.get(name)));
    } catch (cause) {
      throw refuse(`${name} is missing or no JSON`, cause);
    }
  };
  const card = read("card.json") as object;
  if (!isMagnitudeCard(card)) throw refuse("it is no magnitude network");
  const rest = read("magnitude.json") as Omit<MagnitudeNetwork, "network">;
  const { graph } = layMagnitudeNetwork(rest.shape, new RandomStream("any"));
  const bytes = files.get("weights.bin");
  if (bytes?.length !== graph.weightCount * BYTES_PER_WEIGHT) {
    throw refuse(`its weights are ${bytes?.length} bytes, need ${4 * graph.weightCount}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const weights = Float32Array.from(
    { length: graph.weightCount },
    (_, i) => view.getFloat32(i * BYTES_PER_WEIGHT, true),
  );
  return { model: { ...rest, network: { graph, weights } }, card };
}
