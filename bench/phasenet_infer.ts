import { PHASENET_SAMPLES } from "../engine/models/mod.ts";
import type { Bench } from "./bench_definition.ts";
import { inferenceBench } from "./network_inference.ts";
import { makePhasenet } from "./peer_networks.ts";

/** Half a minute of three components through PhaseNet with the published weights. */
export const bench: Bench = inferenceBench({
  about: "PhaseNet 190703, one window of 3000 x 3, one thread each; same weights, same numbers",
  targets: [{ than: "ort_web", times: 1.7 }, { than: "ort_node", times: 1 / 1.3 }],
  makeNetwork: makePhasenet,
  batch: 1,
  onnx: "phasenet_190703.onnx",
  onnxShape: [1, 3, PHASENET_SAMPLES],
  channelsFirst: true,
  sameWeights: true,
});
