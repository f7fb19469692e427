import type { Bench } from "./bench_definition.ts";
import { trainingBench } from "./network_training.ts";
import { torchPeer } from "./torch_peer.ts";
import { makeWaveformCnn } from "./peer_networks.ts";

/** A training step of the waveform CNN, which stock tfjs lacks a gradient for. */
export const bench: Bench = trainingBench({
  about: "CNN 3000 x 3: forward, backward and Adam on a batch of 32, one thread",
  targets: [{ than: "torch", times: 1 / 1.35 }, { than: "ours", times: 1.7, threads: 2 }],
  outside: torchPeer("cnn-train-32"),
  makeNetwork: makeWaveformCnn,
  batch: 32,
  options: { rounds: 15 },
});
