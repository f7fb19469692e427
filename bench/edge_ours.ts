/**
 * Quakecast on a small machine: plain SIMD, one thread. Arguments: a model folder, a catalogue, and a
 * folder of PhaseNet if there is one. Makes a forecast, says which build of the kernels did, then
 * serves orders.
 */
import { compile, type NetworkArtifacts, startKernels } from "../engine/backend/mod.ts";
import { loadTrainedModel, makeForecast } from "../engine/forecasting/mod.ts";
import { type EdgeWork, say, serveEdge } from "./edge_session.ts";

const [modelPath, cataloguePath, phasenetPath] = Deno.args;

const { build } = await startKernels({ threads: 1, build: "simd" });
const model = await loadTrainedModel(modelPath);
const forecast = async () => {
  const bytes = await Deno.readFile(cataloguePath);
  const source = { name: "edge.csv", stream: ReadableStream.from([bytes]) };
  return await makeForecast(model, { source });
};
await forecast();
say(build);

const works: Record<string, EdgeWork> = { forecast, predict: open(model.network.artifacts) };
if (phasenetPath !== undefined) {
  const modelJson = await Deno.readTextFile(`${phasenetPath}/model.json`);
  const weights = await Deno.readFile(`${phasenetPath}/weights.bin`);
  works.phasenet = open({ modelJson, weights });
}
await serveEdge(works);

/** A run of a network on one example. */
function open(artifacts: NetworkArtifacts): EdgeWork {
  const { predict, inputShape } = compile(artifacts);
  const size = inputShape.reduce((product, length) => product * length, 1);
  const inputs = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  return () => predict(inputs);
}
