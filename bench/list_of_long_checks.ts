/** Every long check: one file and one line here. A check is loaded when it is asked for. */
export const LONG_CHECKS = [
  { name: "csep_uniformity", load: () => import("./check_csep_uniformity.ts") },
  { name: "etas_recovery", load: () => import("./check_etas_recovery.ts") },
  { name: "etas_scores", load: () => import("./check_etas_scores.ts") },
  { name: "neural_simulation", load: () => import("./check_neural_simulation.ts") },
  { name: "storage_kills", load: () => import("./check_storage_kills.ts") },
] as const;
