import type { Bench } from "./bench_definition.ts";
import { trainingBench } from "./network_training.ts";
import { torchPeer } from "./torch_peer.ts";
import { makeTwoLayerLstm } from "./peer_networks.ts";

/** A training step of the two-layer LSTM. */
export const bench: Bench = trainingBench({
  about: "LSTM 50-50, 10 steps: forward, backward and Adam on a batch of 32, one thread each",
  targets: [{ than: "tfjs_wasm", times: 15 }, { than: "torch", times: 1.3 }],
  outside: torchPeer("lstm-train-32"),
  makeNetwork: makeTwoLayerLstm,
  batch: 32,
});
