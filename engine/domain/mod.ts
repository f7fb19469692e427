/**
 * The nouns of the field: catalogue, earthquake, region, forecast, model card, units and errors.
 * In: nothing. Out: types and the small functions that belong to them.
 * May import nothing.
 * @module
 */
export * from "./aftershock_forecast.ts";
export * from "./catalogue.ts";
export * from "./category_column.ts";
export * from "./completeness_method.ts";
export * from "./declustering_report.ts";
export * from "./drift_report.ts";
export * from "./duration.ts";
export type * from "./elicitation.ts";
export * from "./errors.ts";
export * from "./progress.ts";
export * from "./region.ts";
export * from "./reports.ts";
export * from "./text_column.ts";
export * from "./forecast.ts";
export * from "./forecast_calibration.ts";
export * from "./forecast_options.ts";
export * from "./model_card.ts";
export * from "./options.ts";
export * from "./point_calibration.ts";
export * from "./point_events.ts";
export * from "./network_explanation.ts";
export * from "./point_explanation.ts";
export * from "./point_forecast.ts";
export * from "./point_model_names.ts";
export * from "./point_process_card.ts";
export * from "./point_process_terms.ts";
export * from "./pool_card.ts";
export * from "./pool_forecast.ts";
export * from "./predictive_table.ts";
export * from "./examples.ts";
export * from "./forecast_target.ts";
export * from "./inspection.ts";
export * from "./version.ts";
export * from "./channel_code.ts";
export * from "./pick.ts";
export * from "./seismic_event.ts";
export * from "./station.ts";
export * from "./location_network_card.ts";
export * from "./station_delays.ts";
export * from "./travel_times.ts";
export * from "./velocity_model.ts";
export * from "./waveform.ts";
export * from "./waveform_explanation.ts";
export * from "./picker_card.ts";
export * from "./labelled_waveforms.ts";
export * from "./magnitude_window.ts";
export * from "./magnitude_card.ts";
export * from "./document_note.ts";
export * from "./waveform_inspection.ts";
export * from "./alert_message.ts";
export * from "./shaking.ts";
export * from "./impact_estimate.ts";
export * from "./live_message.ts";
export * from "./scheduled_forecast.ts";
export * from "./model_search.ts";
export * from "./review.ts";
export * from "./added_pick.ts";
export * from "./apply_review.ts";
export { checkReview } from "./check_review.ts";
export * from "./review_queue.ts";
export type { ReviewItem } from "./review_item.ts";
export * from "./reviews_used.ts";
export * from "./review_skill.ts";
