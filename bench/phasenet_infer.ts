import { buildPhasenet, PHASENET_SAMPLES } from "../engine/models/mod.ts";
import { readSafetensors } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { Bench } from "./bench_definition.ts";
import { inferenceBench } from "./network_inference.ts";
import type { NetworkPair } from "./peer_networks.ts";

/** Half a minute of three components through PhaseNet with the published weights. */
export const bench: Bench = inferenceBench({
  about: "PhaseNet 190703, one window of 3000 x 3, one thread each; same weights, same numbers",
  targets: [{ than: "ort_web", times: 1.7 }, { than: "ort_node", times: 1 / 1.3 }],
  makePair: makePhasenet,
  batch: 1,
  onnx: "phasenet_190703.onnx",
  onnxShape: [1, 3, PHASENET_SAMPLES],
  channelsFirst: true,
  sameWeights: true,
});

/** PhaseNet twice; throws Deno.errors.NotFound where the shared weights are absent. */
export async function makePhasenet(): Promise<NetworkPair> {
  const file = "phasenet_190703.safetensors";
  const bytes = await Deno.readFile(sharedFile(`data/weights/phasenet_190703/${file}`));
  const weights = readSafetensors(bytes, file);
  const [ours, stock] = [buildPhasenet(weights), buildPhasenet(weights)];
  return { ours, stock, shape: [PHASENET_SAMPLES, 1, 3] };
}
