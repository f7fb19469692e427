/**
 * Quakecast on a small machine: plain SIMD, one thread. Arguments: a model folder, a catalogue, and a
 * folder of PhaseNet if there is one. Makes a forecast, says "ready", then serves orders.
 */
import { networkFromArtifacts, startBackend } from "../engine/backend/mod.ts";
import { loadTrainedModel, makeForecast } from "../engine/forecasting/mod.ts";
import { type EdgeWork, say, serveEdge } from "./edge_session.ts";
import { openOurNetwork, type OurNetwork } from "./our_network.ts";

const [modelPath, cataloguePath, phasenetPath] = Deno.args;

await startBackend({ threads: 1 });
const model = await loadTrainedModel(modelPath);
const forecast = async () => {
  const bytes = await Deno.readFile(cataloguePath);
  const source = { name: "edge.csv", stream: ReadableStream.from([bytes]) };
  return await makeForecast(model, { source });
};
await forecast();
say("ready");

const { configuration, preparation } = model;
const works: Record<string, EdgeWork> = {
  forecast,
  predict: predictionOf(open(model.network, [
    configuration.window,
    preparation.featureNames.length,
  ])),
};
if (phasenetPath !== undefined) {
  const modelJson = await Deno.readTextFile(`${phasenetPath}/model.json`);
  const weights = await Deno.readFile(`${phasenetPath}/weights.bin`);
  const network = await networkFromArtifacts({ modelJson, weights }, { name: "phasenet" });
  works.phasenet = predictionOf(open(network, [3000, 1, 3]));
}
await serveEdge(works);

interface Opened {
  network: OurNetwork;
  size: number;
}

function open(network: Parameters<typeof openOurNetwork>[0], shape: readonly number[]): Opened {
  const opened = openOurNetwork(network, { shape, batch: 1, threads: 1 });
  if (typeof opened === "string") throw new RangeError(`Cannot run ours: ${opened}`);
  return { network: opened, size: shape.reduce((product, length) => product * length, 1) };
}

function predictionOf({ network, size }: Opened): EdgeWork {
  const inputs = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  return () => network.run(inputs);
}
