import { ETAS_FIT_CATALOGUES, type EtasFitName } from "./etas_fit_catalogues.ts";

const FITTED = Object.keys(ETAS_FIT_CATALOGUES) as EtasFitName[];

const loadFits = async (names: readonly EtasFitName[]) => ({
  check: (await import("./check_etas_fits.ts")).etasFits(names),
});

const OWN_SEEDS = [1, 2];

const loadOwnPicker = async (seeds: readonly number[] = OWN_SEEDS) => ({
  check: (await import("./check_own_picker.ts")).ownPicker(seeds),
});

const loadPickAttributions = async (which: "phasenet" | "own") => ({
  check: (await import("./check_pick_attributions.ts")).pickAttributions(which),
});

/** Every long check: one file and one line here. A check is loaded when it is asked for. */
export const LONG_CHECKS = [
  { name: "association_ridgecrest", load: () => import("./check_association_ridgecrest.ts") },
  { name: "association_swarms", load: () => import("./check_association_swarms.ts") },
  { name: "calibration_coverage", load: () => import("./check_calibration_coverage.ts") },
  { name: "csep_uniformity", load: () => import("./check_csep_uniformity.ts") },
  { name: "drift", load: () => import("./check_drift.ts") },
  { name: "etas_fits", load: () => loadFits(FITTED) },
  ...FITTED.map((name) => ({ name: `etas_fits_${name}`, load: () => loadFits([name]) })),
  { name: "etas_forecast", load: () => import("./check_etas_forecast.ts") },
  { name: "etas_recovery", load: () => import("./check_etas_recovery.ts") },
  { name: "etas_scores", load: () => import("./check_etas_scores.ts") },
  { name: "fuzz_readers", load: () => import("./check_fuzz_readers.ts") },
  { name: "location_network", load: () => import("./check_location_network.ts") },
  { name: "pooling", load: () => import("./check_pooling.ts") },
  {
    name: "pseudo_prospective_ridgecrest",
    load: () => import("./check_pseudo_prospective_ridgecrest.ts"),
  },
  {
    name: "pseudo_prospective_year",
    load: () => import("./check_pseudo_prospective_year.ts"),
  },
  { name: "own_picker", load: () => loadOwnPicker() },
  ...OWN_SEEDS.map((seed) => ({ name: `own_picker_${seed}`, load: () => loadOwnPicker([seed]) })),
  { name: "location_alaska", load: () => import("./check_location_alaska.ts") },
  { name: "location_calaveras", load: () => import("./check_location_calaveras.ts") },
  { name: "location_coverage", load: () => import("./check_location_coverage.ts") },
  { name: "own_picker_folds", load: () => import("./check_own_picker_folds.ts") },
  { name: "finetune_picker", load: () => import("./check_finetune_picker.ts") },
  { name: "neural_etas_gain", load: () => import("./check_neural_etas_gain.ts") },
  { name: "point_calibration", load: () => import("./check_point_calibration.ts") },
  { name: "magnitude_stead", load: () => import("./check_magnitude_stead.ts") },
  { name: "recurrent_scores", load: () => import("./check_recurrent_scores.ts") },
  { name: "neural_simulation", load: () => import("./check_neural_simulation.ts") },
  { name: "phasenet_picks", load: () => import("./check_phasenet_picks.ts") },
  { name: "pick_attributions", load: () => loadPickAttributions("phasenet") },
  { name: "pick_attributions_own", load: () => loadPickAttributions("own") },
  { name: "pick_invariance", load: () => import("./check_pick_invariance.ts") },
  { name: "explanations", load: () => import("./check_explanations.ts") },
  { name: "early_warning_m65", load: () => import("./check_early_warning_m65.ts") },
  { name: "early_warning_noise", load: () => import("./check_early_warning_noise.ts") },
  { name: "monitor_latency", load: () => import("./check_monitor_latency.ts") },
  { name: "monitor_week", load: () => import("./check_monitor_week.ts") },
  { name: "scheduled_year", load: () => import("./check_scheduled_year.ts") },
  { name: "stream_soak", load: () => import("./check_stream_soak.ts") },
  { name: "database_kills", load: () => import("./check_database_kills.ts") },
  { name: "live_clients", load: () => import("./check_live_clients.ts") },
  { name: "server_load", load: () => import("./check_server_load.ts") },
  { name: "reviewed_picks", load: () => import("./check_reviewed_picks.ts") },
  { name: "fusion", load: () => import("./check_fusion.ts") },
  { name: "tune_global_m5", load: () => import("./check_tune_global_m5.ts") },
  { name: "reviews", load: () => import("./check_reviews.ts") },
  { name: "storage_kills", load: () => import("./check_storage_kills.ts") },
] as const;
