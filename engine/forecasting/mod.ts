/**
 * The whole way from a catalogue to probabilities: train, evaluate, forecast.
 * In: bytes of a catalogue and a configuration or a trained model. Out: a forecast with its skill.
 * May import every engine room above it but kernels.
 * @module
 */
export { type BackendReport, startBackend, startKernels } from "../backend/mod.ts";
export {
  type Evaluation,
  loadTrainedModel,
  readModelCard,
  saveTrainedModel,
  type TestSeries,
  type TrainedModel,
  type TrainOptions,
} from "../training/mod.ts";
export type { AftershockRegionName } from "../models/mod.ts";
export { AFTERSHOCK_REGIONS } from "../models/mod.ts";
export * from "./benchmark/benchmark_point_processes.ts";
export * from "./benchmark/cumulative_gains.ts";
export * from "./benchmark/list_of_point_processes.ts";
export type { PointProcessAnswer, PointProcessTask } from "./benchmark/point_process_task.ts";
export { datasetNameOf } from "./benchmark/published_regions.ts";
export { areaOfPolygon } from "./benchmark/region_area.ts";
export * from "./benchmark/write_benchmark_document.ts";
export * from "./decluster_catalogue.ts";
export * from "./drift/material_of_network.ts";
export { materialOfPointModel } from "./drift/material_of_point_model.ts";
export * from "./drift/material_of_schedule.ts";
export { tellScheduledDrift } from "./drift/tell_scheduled_drift.ts";
export * from "./drift/watch_drift.ts";
export * from "./elicitation/ask_question.ts";
export * from "./elicitation/pool_answers.ts";
export * from "./elicitation/score_elicitations.ts";
export { checkSaying, tiltDistribution } from "./elicitation/tilt_distribution.ts";
export * from "./evaluate_on_source.ts";
export * from "./forecast_aftershocks.ts";
export * from "./forecast_etas_aftershocks.ts";
export {
  AFTERSHOCK_RECOVERIES,
  type AftershockRecovery,
  type SequenceOptions,
} from "./known_sequence.ts";
export * from "./make_forecast.ts";
export * from "./point_processes/evaluate_point_model.ts";
export * from "./point_processes/explain_point_forecast.ts";
export * from "./point_processes/fit_for_forecast.ts";
export * from "./point_processes/make_point_forecast.ts";
export * from "./point_processes/point_model.ts";
export * from "./point_processes/point_process_model.ts";
export * from "./point_processes/read_point_events.ts";
export * from "./point_processes/train_point_process.ts";
export * from "./map_aftershocks.ts";
export * from "./pools/evaluate_pool.ts";
export * from "./pools/make_pool.ts";
export * from "./pools/make_pool_forecast.ts";
export { disposeMember, type OpenMember, openMember } from "./pools/open_member.ts";
export type { PoolFrame } from "./pools/pool_frame.ts";
export * from "./pools/pool_model.ts";
export type { MemberColumn, PoolPart, PoolScores } from "./pools/pool_scores.ts";
export * from "./prospective/run_prospective.ts";
export * from "./prospective/summarise_prospective.ts";
export * from "./read_and_clean.ts";
export * from "./read_covariates.ts";
export * from "./train_on_source.ts";
export * from "./write_evaluation_document.ts";
export * from "./write_forecast_json.ts";
export type { CountLaw, WindowLaw } from "./scheduled/count_law.ts";
export type { ForecastArea } from "./scheduled/forecast_area.ts";
export { forecastIdentifier } from "./scheduled/forecast_identifier.ts";
export * from "./scheduled/forecast_schedule.ts";
export * from "./scheduled/gate_scored.ts";
export type { ForecastScheduleOptions, ScheduleNoticeKind } from "./scheduled/schedule_options.ts";
export * from "./scheduled/scheduled_model.ts";
export type { ScheduledEvidence, ScheduledRecord } from "./scheduled/scheduled_record.ts";
export * from "./scheduled/simple_model.ts";
export { reportScheduledSkill } from "./scheduled/summarise_scheduled.ts";
export {
  explainNetworkForecast,
  type NetworkExplanationRequest,
} from "./explanations/explain_network_forecast.ts";
export * from "./write_explanation_json.ts";
export * from "./explanations/parse_place.ts";
