import type { Bench } from "./bench_definition.ts";
import { inferenceBench } from "./network_inference.ts";
import { torchPeer } from "./torch_peer.ts";
import { makeTwoLayerLstm } from "./peer_networks.ts";

/** No slower than 1.3 times the native rival's time. */
const NEARLY_NATIVE = { than: "ort_node", times: 1 / 1.3 } as const;

const TARGETS = {
  1: [{ than: "tfjs_wasm", times: 80 }, { than: "ort_web", times: 2.2 }, NEARLY_NATIVE],
  32: [
    { than: "tfjs_wasm", times: 8 },
    { than: "ort_web", times: 1.6 },
    { than: "ours", times: 1.7, threads: 2 },
  ],
  1024: [
    { than: "tfjs_wasm", times: 4 },
    { than: "ort_web", times: 1.4 },
    { than: "ours", times: 1.8, threads: 2 },
  ],
} as const;

/** A two-layer LSTM over 10 steps, for a number of examples at once. */
export function lstmInfer(batch: 1 | 32 | 1024): Bench {
  return inferenceBench({
    about: `LSTM 50-50, 10 steps, batch ${batch}, one thread each`,
    targets: TARGETS[batch],
    makeNetwork: makeTwoLayerLstm,
    batch,
    onnx: `lstm_50_50_batch${batch}.onnx`,
    onnxShape: [batch, 10, 1],
    outside: torchPeer(`lstm-infer-${batch}`),
  });
}
