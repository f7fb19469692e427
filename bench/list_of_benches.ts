/** Every bench: one file and one line here. A bench is loaded when it is asked for. */
export const BENCHES = [
  ...([1, 32, 1024] as const).map((batch) => ({
    name: `lstm-infer-${batch}`,
    load: async () => ({ bench: (await import("./lstm_infer.ts")).lstmInfer(batch) }),
  })),
  { name: "lstm-train-32", load: () => import("./lstm_train.ts") },
  { name: "cnn-infer-1", load: () => import("./cnn_infer.ts") },
  { name: "cnn-train-32", load: () => import("./cnn_train.ts") },
  { name: "phasenet-infer-1", load: () => import("./phasenet_infer.ts") },
  {
    name: "matmul-1024",
    load: async () => ({ bench: (await import("./kernel_matrix_product.ts")).matmul1024 }),
  },
  { name: "kernel-elementwise", load: () => import("./kernel_elementwise.ts") },
  { name: "kernel-matrix-product", load: () => import("./kernel_matrix_product.ts") },
  { name: "kernel-recurrent", load: () => import("./kernel_recurrent.ts") },
  { name: "kernel-convolution", load: () => import("./kernel_convolution.ts") },
  { name: "kernel-pooling", load: () => import("./kernel_pooling.ts") },
  { name: "kernel-optimiser", load: () => import("./kernel_optimiser.ts") },
  { name: "csv-read-1m", load: () => import("./csv_read.ts") },
  { name: "window-building", load: () => import("./window_building.ts") },
  { name: "make-forecast", load: () => import("./make_forecast.ts") },
  { name: "cold-start", load: () => import("./cold_start.ts") },
  { name: "edge", load: () => import("./edge.ts") },
  { name: "checkpoint", load: () => import("./checkpoint.ts") },
] as const;
