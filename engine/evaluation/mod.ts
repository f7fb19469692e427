/**
 * Scores of forecasts against what happened, and of picks, events, places and magnitudes against what is
 * known.
 * In: arrays of answers and of observations. Out: one result type for each kind of forecast, safe
 * to write as JSON.
 * May import domain and mathematics.
 * @module
 */
export * from "./binary_consistency.ts";
export * from "./brier_consistency.ts";
export * from "./calibrate_consistency.ts";
export * from "./calibration/calibrate_forecasts.ts";
export * from "./calibration/calibration_series.ts";
export { conformalBounds, conformalInterval } from "./calibration/conformal_bounds.ts";
export { gateCalibration } from "./calibration/gate_calibration.ts";
export { mapProbability } from "./calibration/probability_map.ts";
export * from "./compare_active_cells.ts";
export type { ConsistencyQuestion, ConsistencyResult } from "./consistency_result.ts";
export * from "./consistency_tests.ts";
export { assessDrift, type AssessDriftOptions, FALSE_ALARM_RATE } from "./drift/assess_drift.ts";
export * from "./drift/autocorrelation_time.ts";
export * from "./drift/change_point.ts";
export * from "./drift/compare_samples.ts";
export * from "./drift/cumulative_sums.ts";
export * from "./drift/drift_material.ts";
export * from "./drift/population_stability.ts";
export * from "./drift/watch_calibration.ts";
export * from "./drift/watch_catalogue.ts";
export * from "./drift/watch_inputs.ts";
export * from "./drift/watch_skill.ts";
export { type CumulativeBounds, cumulativeBounds } from "./cumulative_bounds.ts";
export type { GriddedForecast } from "./gridded_forecast.ts";
export * from "./kagan_information.ts";
export * from "./leave_one_out_consistency.ts";
export * from "./likelihood_consistency.ts";
export {
  magnitudeConsistency,
  magnitudeConsistencyResampled,
  type ResampledMagnitudeOptions,
} from "./magnitude_consistency.ts";
export * from "./molchan_diagram.ts";
export * from "./number_consistency.ts";
export * from "./paired_comparison.ts";
export {
  type Disagreement,
  disagreementOf,
  type MemberLaw,
  mixDistributions,
} from "./pools/disagreement_of.ts";
export { type MemberScores, sliceScores } from "./pools/member_scores.ts";
export * from "./pools/pool_log_scores.ts";
export * from "./pools/shrink_weights.ts";
export * from "./pools/stack_weights.ts";
export * from "./pools/weigh_experts.ts";
export * from "./predictive_scores.ts";
export * from "./predictive_table.ts";
export * from "./probability_integral.ts";
export * from "./reliability_table.ts";
export * from "./roc_curve.ts";
export * from "./score_association.ts";
export * from "./score_binary.ts";
export * from "./score_distribution.ts";
export * from "./score_information_gain.ts";
export * from "./score_locations.ts";
export * from "./score_point.ts";
export type { BinnedCatalogue, SimulatedForecast } from "./simulated_forecast.ts";
export * from "./spatial_consistency.ts";
export * from "./score_point_process.ts";
export * from "./score_magnitudes.ts";
export * from "./match_picks.ts";
export * from "./score_picks.ts";
