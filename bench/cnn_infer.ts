import type { Bench } from "./bench_definition.ts";
import { inferenceBench } from "./network_inference.ts";
import { torchPeer } from "./torch_peer.ts";
import { makeWaveformCnn } from "./peer_networks.ts";

/** Two convolutions over 30 seconds of three components at 100 Hz, one window at a time. */
export const bench: Bench = inferenceBench({
  targets: [{ than: "ort_web", times: 1.6 }, { than: "ours", times: 1.8, threads: 2 }],
  about: "CNN 3000 x 3, conv 32 and 64 of 7, pools of 4, batch 1, one thread each",
  makeNetwork: makeWaveformCnn,
  batch: 1,
  onnx: "cnn_3000x3.onnx",
  onnxShape: [1, 3, 3000],
  channelsFirst: true,
  outside: torchPeer("cnn-infer-1"),
});
