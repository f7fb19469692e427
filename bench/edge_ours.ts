/**
 * Quakecast on a small machine: plain SIMD, one thread. Arguments: a model folder, a catalogue, and a
 * folder of PhaseNet if there is one. Makes a forecast, says which build of the kernels predicts, then
 * serves orders.
 */
import { networkFromArtifacts, startBackend } from "../engine/backend/mod.ts";
import { loadTrainedModel, makeForecast } from "../engine/forecasting/mod.ts";
import { type EdgeWork, say, serveEdge } from "./edge_session.ts";
import { openOurNetwork } from "./our_network.ts";

const [modelPath, cataloguePath, phasenetPath] = Deno.args;

await startBackend({ threads: 1 });
const model = await loadTrainedModel(modelPath);
const forecast = async () => {
  const bytes = await Deno.readFile(cataloguePath);
  const source = { name: "edge.csv", stream: ReadableStream.from([bytes]) };
  return await makeForecast(model, { source });
};
await forecast();
const predict = await open(model.network);
say(predict.build);

const works: Record<string, EdgeWork> = { forecast, predict: predict.work };
if (phasenetPath !== undefined) {
  const modelJson = await Deno.readTextFile(`${phasenetPath}/model.json`);
  const weights = await Deno.readFile(`${phasenetPath}/weights.bin`);
  const network = await networkFromArtifacts({ modelJson, weights }, { name: "phasenet" });
  works.phasenet = (await open(network)).work;
}
await serveEdge(works);

type Network = Parameters<typeof openOurNetwork>[0];

/** A network on the kernels' plain build, and a run of it on one example. */
async function open(network: Network): Promise<{ build: string; work: EdgeWork }> {
  const opened = await openOurNetwork(network, { batch: 1, threads: 1, build: "simd" });
  if (typeof opened === "string") throw new RangeError(`Cannot run ours: ${opened}`);
  const size = (network.inputs[0].shape.slice(1) as number[]).reduce((a, b) => a * b, 1);
  const inputs = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  return { build: opened.build, work: () => opened.run(inputs) };
}
