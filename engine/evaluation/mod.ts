/**
 * Scores of forecasts against what happened.
 * In: arrays of forecasts and of observations. Out: one result type for each kind of forecast, safe
 * to write as JSON.
 * May import domain and mathematics.
 * @module
 */
export { type CumulativeBounds, cumulativeBounds } from "./cumulative_bounds.ts";
export * from "./predictive_scores.ts";
export * from "./predictive_table.ts";
export * from "./probability_integral.ts";
export * from "./reliability_table.ts";
export * from "./score_binary.ts";
export * from "./score_distribution.ts";
export * from "./score_information_gain.ts";
export * from "./score_point.ts";
export * from "./score_point_process.ts";
