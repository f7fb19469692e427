/**
 * Training and evaluation: a configuration and clean data become a model with its card.
 * In: a cleaned catalogue with covariates, or labelled waveforms, and a configuration. Out: a trained model,
 * saved or scored.
 * May import domain, mathematics, preprocessing, evaluation, backend, models, storage.
 * @module
 */
export * from "./accept_candidate.ts";
export * from "./augment_waveforms.ts";
export * from "./blend_weights.ts";
export * from "./choose_start.ts";
export * from "./contest.ts";
export * from "./cross_validate.ts";
export * from "./evaluate_model.ts";
export * from "./fit_batches.ts";
export * from "./fit_location_network.ts";
export * from "./fit_model_calibration.ts";
export * from "./fit_network.ts";
export * from "./fit_neural_etas.ts";
export * from "./fit_on_windows.ts";
export * from "./fit_picker.ts";
export * from "./fit_recurrent.ts";
export * from "./labelled_window.ts";
export * from "./fit_state.ts";
export * from "./learning_rate.ts";
export * from "./location_network_folder.ts";
export { overlapOf } from "./make_card.ts";
export * from "./measure_skill.ts";
export * from "./optimiser_state.ts";
export * from "./penalty.ts";
export * from "./predict_raw.ts";
export * from "./score_answers.ts";
export * from "./score_range.ts";
export * from "./series_of_answers.ts";
export * from "./answer_series.ts";
export * from "./totals_of_cells.ts";
export * from "./pick_loss.ts";
export * from "./split_traces.ts";
export * from "./stretch_window.ts";
export * from "./train_model.ts";
export * from "./train_picker.ts";
export * from "./train_once.ts";
export * from "./trained_model.ts";
export * from "./training_data.ts";
export * from "./train_epoch.ts";
export * from "./training_run.ts";
export * from "./fit_magnitude_network.ts";
export * from "./predict_forms.ts";
export * from "./evaluate_magnitude.ts";
export * from "./predict_magnitudes.ts";
export * from "./score_magnitude_model.ts";
export * from "./select_magnitude_records.ts";
export * from "./train_magnitude.ts";
export * from "./trained_magnitude.ts";
export * from "./picker_folder.ts";
export * from "./rolling_fold.ts";
export * from "./tuning/choose_epochs.ts";
export * from "./tuning/configuration_of_point.ts";
export * from "./tuning/describe_search.ts";
export * from "./tuning/halving.ts";
export * from "./tuning/make_leader_board.ts";
export * from "./tuning/narrow_space.ts";
export * from "./tuning/propose_point.ts";
export * from "./tuning/run_lanes.ts";
export * from "./tuning/score_nested.ts";
export * from "./tuning/score_on_fold.ts";
export * from "./tuning/search_journal.ts";
export * from "./tuning/search_lane.ts";
export * from "./tuning/search_plan.ts";
export * from "./tuning/search_space.ts";
export * from "./tuning/trial_messages.ts";
export * from "./tuning/trial_scores.ts";
export * from "./tuning/tune_model.ts";
export * from "./tuning/tune_options.ts";
