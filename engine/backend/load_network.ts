import { ModelError } from "../domain/mod.ts";
import { loadTensors } from "./load_tensors.ts";
import type { NetworkArtifacts } from "./save_network.ts";
import type { layers, tf } from "./tensors.ts";

const BYTES_PER_WEIGHT = 4;

/** The parts of `model.json` that are looked at before tfjs reads it. */
interface ModelJson {
  modelTopology: object;
  weightsManifest: [{ weights: tf.io.WeightsManifestEntry[] }];
}

/**
 * Reads a network that `networkToArtifacts` wrote; the backend must have been started.
 *
 * Throws ModelError when the text is not such a model, has layers that tfjs does not know, or the
 * weights are too few, too many or not finite; `name` is what the error calls the network.
 */
export async function networkFromArtifacts(
  { modelJson, weights }: NetworkArtifacts,
  { name = "network" }: { name?: string } = {},
): Promise<layers.LayersModel> {
  const refuse = (reason: string, cause?: unknown) =>
    new ModelError(`Cannot load network "${name}": ${reason}.`, name, { cause });
  const { modelTopology, weightsManifest } = parseModel(modelJson, refuse);
  const weightSpecs = weightsManifest[0].weights;
  checkWeights(weights, { weightSpecs, refuse });
  const { tf, layers } = await loadTensors();
  try {
    const weightData = weights.slice().buffer;
    return await layers.loadLayersModel(
      tf.io.fromMemory({ modelTopology, weightSpecs, weightData }),
    );
  } catch (cause) {
    throw refuse(`its layers and weights do not fit (${(cause as Error).message})`, cause);
  }
}

type Refuse = (reason: string, cause?: unknown) => ModelError;

function parseModel(modelJson: string, refuse: Refuse): ModelJson {
  let model: Partial<ModelJson> | null;
  try {
    model = JSON.parse(modelJson);
  } catch (cause) {
    throw refuse("its model.json is not JSON", cause);
  }
  if (typeof model?.modelTopology !== "object" || model.modelTopology === null) {
    throw refuse("its model.json has no modelTopology");
  }
  const manifest = model.weightsManifest;
  if (!Array.isArray(manifest) || manifest.length !== 1 || !Array.isArray(manifest[0]?.weights)) {
    throw refuse("its model.json has no list of weights");
  }
  return model as ModelJson;
}

function checkWeights(
  weights: Uint8Array,
  { weightSpecs, refuse }: { weightSpecs: tf.io.WeightsManifestEntry[]; refuse: Refuse },
): void {
  let count = 0;
  for (const spec of weightSpecs) {
    const isSound = spec?.dtype === "float32" && Array.isArray(spec.shape) &&
      spec.shape.every((length) => Number.isInteger(length) && length >= 0);
    if (!isSound) throw refuse(`its weight "${spec?.name}" is not of 32-bit floats`);
    count += spec.shape.reduce((product, length) => product * length, 1);
  }
  if (weights.length !== count * BYTES_PER_WEIGHT) {
    const need = count * BYTES_PER_WEIGHT;
    throw refuse(`its weights are ${weights.length} bytes, need exactly ${need}`);
  }
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  for (let i = 0; i < count; i++) {
    const value = view.getFloat32(i * BYTES_PER_WEIGHT, true);
    if (!Number.isFinite(value)) throw refuse(`its weight number ${i} is ${value}`);
  }
}
