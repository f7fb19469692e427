/**
 * Drawing: what a person reads.
 * In: forecasts, model cards, reports, traces, events and plain columns of numbers. Out: SVG figures, PNG bytes, one
 * self-contained HTML report, and the tables and sentences of the command line.
 * May import domain and mathematics.
 * @module
 */
export { aftershockSentence, aftershockText } from "./aftershock_text.ts";
export { calibrationText } from "./calibration_text.ts";
export { cardText, tabulateCard } from "./card_text.ts";
export { cleanLine } from "./clean_text.ts";
export { cleaningTable } from "./cleaning_table.ts";
export * from "./association_text.ts";
export * from "./decluster_text.ts";
export * from "./draw_actual_predicted.ts";
export { driftText } from "./drift_text.ts";
export type { MapCells } from "./draw_cells.ts";
export { type CountChartOptions, type CountSeries, drawCounts } from "./draw_counts.ts";
export * from "./draw_cumulative_gain.ts";
export { drawDrift } from "./draw_drift.ts";
export * from "./draw_epicentre_map.ts";
export type { Epicentres } from "./draw_epicentres.ts";
export * from "./draw_magnitude_distribution.ts";
export * from "./draw_magnitude_time.ts";
export * from "./draw_reliability.ts";
export * from "./draw_skill_bars.ts";
export * from "./draw_training_curve.ts";
export * from "./escape_markup.ts";
export { forecastSentence } from "./forecast_sentence.ts";
export { forecastTable } from "./forecast_table.ts";
export { formatTable } from "./format_table.ts";
export { inspectText } from "./inspect_text.ts";
export * from "./draw_point_explanation_map.ts";
export * from "./draw_point_forecast_map.ts";
export * from "./point_card_text.ts";
export * from "./point_explanation_text.ts";
export * from "./point_forecast_text.ts";
export * from "./pool_card_text.ts";
export * from "./pool_forecast_text.ts";
export { renderReport } from "./render_report.ts";
export type { ReportContent } from "./report_content.ts";
export { SKILL_NOTE, skillBars, skillTable, tabulateSkill } from "./skill_table.ts";
export {
  formatCount,
  formatDate,
  formatEvents,
  formatNumber,
  formatProbability,
  formatSigned,
} from "./format_number.ts";
export type { Table, TableCell, TableColumn } from "./table.ts";
export * from "./draw_location_map.ts";
export * from "./draw_record_section.ts";
export * from "./draw_waveforms.ts";
export * from "./draw_waveform_attribution.ts";
export * from "./waveform_explanation_text.ts";
export * from "./draw_waveform_explanations.ts";
export * from "./picker_card_text.ts";
export * from "./render_png.ts";
export { waveformInspectionText } from "./waveform_inspection_text.ts";
export * from "./location_text.ts";
export * from "./event_catalogue_text.ts";
export * from "./draw_shaking_map.ts";
export * from "./impact_text.ts";
export * from "./network_explanation_text.ts";
export * from "./draw_attribution_heat_map.ts";
export * from "./draw_parallel_coordinates.ts";
export * from "./leader_board_text.ts";
export * from "./review_text.ts";
export * from "./draw_review_skill.ts";
export * from "./review_skill_text.ts";
