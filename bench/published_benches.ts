/** A bench that the README shows. */
export interface PublishedBench {
  /** Its name, and that of its result. */
  name: string;
  /** What is done in one call. */
  work: string;
}

/** Benches whose rivals do the same work, in the order of the README. */
export const PUBLISHED: readonly PublishedBench[] = [
  { name: "lstm-infer-1", work: "LSTM 50-50, 10 steps, batch 1" },
  { name: "lstm-infer-32", work: "LSTM 50-50, 10 steps, batch 32" },
  { name: "lstm-infer-1024", work: "LSTM 50-50, 10 steps, batch 1024" },
  { name: "lstm-train-32", work: "Training step of that LSTM, batch 32" },
  { name: "cnn-infer-1", work: "CNN over 3000 x 3, batch 1" },
  { name: "cnn-train-32", work: "Training step of that CNN, batch 32" },
  { name: "phasenet-infer-1", work: "PhaseNet, one window of 30 s" },
  { name: "matmul-1024", work: "Matrix product of 1024" },
];

/** Other benches with a target. */
export const OTHERS: readonly PublishedBench[] = [
  { name: "csv-read-1m", work: "Read and clean a CSV of 1,000,000 events" },
  { name: "cold-start", work: "Process start to a forecast, command line" },
];

/** The rivals of the published benches, in the order of the README. */
export const RIVALS = [
  { peer: "tfjs_wasm", label: "tfjs, WASM", isNative: false },
  { peer: "ort_web", label: "ONNX Runtime, WASM", isNative: false },
  { peer: "ort_node", label: "ONNX Runtime, native", isNative: true },
  { peer: "torch", label: "PyTorch, native", isNative: true },
] as const;
