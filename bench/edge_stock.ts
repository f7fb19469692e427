/**
 * Stock tfjs on a small machine, nothing of ours: its layers and its WASM backend. Arguments: a model
 * folder and a folder of PhaseNet if there is one. Predicts once, says "ready", then serves orders.
 */
import * as layers from "@tensorflow/tfjs-layers";
import * as tf from "@tensorflow/tfjs-core";
import { type EdgeWork, say, serveEdge } from "./edge_session.ts";
import { startStock } from "./start_stock.ts";

const [modelPath, phasenetPath] = Deno.args;

await startStock();
const predict = await openStock(modelPath);
predict();
say("ready");

const works: Record<string, EdgeWork> = { predict };
if (phasenetPath !== undefined) works.phasenet = await openStock(phasenetPath);
await serveEdge(works);

/** Loads a network; gives a run of it on one example. */
async function openStock(folder: string): Promise<EdgeWork> {
  const { modelTopology, weightsManifest } = JSON.parse(
    await Deno.readTextFile(`${folder}/model.json`),
  );
  const weightData = (await Deno.readFile(`${folder}/weights.bin`)).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const artifacts = { modelTopology, weightSpecs, weightData };
  const network = await layers.loadLayersModel(tf.io.fromMemory(artifacts));
  const shape = [1, ...network.inputs[0].shape.slice(1) as number[]];
  const size = shape.reduce((product, length) => product * length, 1);
  const inputs = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  return () =>
    tf.tidy(() => {
      const output = network.predict(tf.tensor(inputs, shape)) as tf.Tensor;
      return output.dataSync().length;
    });
}
