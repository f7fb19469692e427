import { loadTensors } from "./load_tensors.ts";
import type { layers, tf } from "./tensors.ts";

/** Name of the file of weights that `model.json` points at. */
export const WEIGHTS_FILE = "weights.bin";

/** A network as the two files that plain tfjs loads. */
export interface NetworkArtifacts {
  /** Text of `model.json`: layers, and name, shape and type of each weight. */
  modelJson: string;
  /** Bytes of `weights.bin`: the weights end to end, little-endian 32-bit floats. */
  weights: Uint8Array;
}

/**
 * Writes a network in tfjs' own format, byte for byte the same for equal layers and weights: give
 * every layer a name, as tfjs numbers those without over the whole process.
 *
 * @example
 * ```ts
 * import { loadTensors, Network, networkToArtifacts, startBackend } from "@quakecast/quakecast/backend";
 *
 * await startBackend({ threads: 1 });
 * const { layers } = await loadTensors();
 * const dense = layers.layers.dense({ units: 1, inputShape: [2], name: "dense" });
 * const saved = await networkToArtifacts(layers.sequential({ layers: [dense], name: "line" }));
 * if (new Network(saved).weights.length !== 3) throw new Error();
 * ```
 */
export async function networkToArtifacts(network: layers.LayersModel): Promise<NetworkArtifacts> {
  const { tf } = await loadTensors();
  let saved: tf.io.ModelArtifacts | undefined;
  await network.save(tf.io.withSaveHandler((artifacts) => {
    saved = artifacts;
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" },
    });
  }));
  const { modelTopology, format, generatedBy, convertedBy, weightSpecs, weightData } = saved!;
  const modelJson = JSON.stringify({
    modelTopology,
    format,
    generatedBy,
    convertedBy,
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: weightSpecs }],
  });
  return { modelJson, weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)) };
}
