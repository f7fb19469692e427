/**
 * The steps between data and a model. Catalogues: clean, align, derive features, normalise, split, window.
 * Traces: merge, filter, resample, align, free of the instrument, rotate, assemble components.
 * In: a catalogue, covariates and a configuration, or traces. Out: a clean catalogue, a fitted preparation,
 * examples; traces, and notes on what was done to them.
 * May import domain, mathematics and kernels; it reads no file and no clock.
 * @module
 */
export * from "./clean_catalogue.ts";
export { isEarthquakeType } from "./clean_event_types.ts";
export { LARGEST_CREDIBLE_MAGNITUDE } from "./clean_magnitude_outliers.ts";
export type { RegionLimits } from "./clean_region.ts";
export * from "./cleaning_options.ts";
export * from "./concatenate_catalogues.ts";
export { sortByTime } from "./sort_by_time.ts";
export * from "./normaliser.ts";
export * from "./gather_batch.ts";
export * from "./gather_windows.ts";
export {
  type ExampleParts,
  LEAST_WINDOWS,
  splitExamples,
  type SplitOptions,
} from "./split_examples.ts";
export * from "./align_covariate.ts";
export * from "./align_to_bins.ts";
export {
  chooseFeatures,
  DEFAULT_FEATURES,
  type Feature,
  FEATURES,
  featuresOf,
  MAP_CHANNELS,
  type MapChannel,
  type StepKind,
} from "./features.ts";
export { LEAST_EVENTS } from "./check_catalogue.ts";
export { estimateCompleteness } from "./estimate_completeness.ts";
export { buildBinSeries, type RawSeries } from "./build_series.ts";
export { inspectCatalogue } from "./inspect_catalogue.ts";
export { countTargets, type Spans } from "./count_targets.ts";
export * from "./keep_complete.ts";
export { fitPreparation } from "./fit_preparation.ts";
export { listUnusualInputs } from "./list_unusual_inputs.ts";
export { prepareExamples } from "./prepare_examples.ts";
export { type LatestOptions, prepareLatest } from "./prepare_latest.ts";
export {
  type PointBenchmark,
  preparePointEvents,
  type PreparePointEventsOptions,
} from "./prepare_point_events.ts";
export { type PointHistoryOptions, preparePointHistory } from "./prepare_point_history.ts";
export type { BenchmarkDates } from "./split_point_events.ts";
export type {
  InputRange,
  Preparation,
  PreparedCovariate,
  PreparedModality,
} from "./preparation.ts";
export {
  applyModalityMask,
  CATALOGUE_MODALITY,
  listModalityGaps,
  maskModalities,
  type ModalityGap,
  type ModalityMask,
  modalityMasksOf,
} from "./modalities.ts";
export { TIDE_FEATURES, TIDES_MODALITY } from "./tides.ts";
export type { PreparedTides } from "./preparation.ts";
export type { SeriesLayout } from "./preparation.ts";
export type { CellReading, SeriesReading } from "./series_reading.ts";
export { type AlignOptions, alignTrace, alignTraces } from "./waveforms/align_trace.ts";
export * from "./waveforms/trace_aligner.ts";
export * from "./waveforms/cut_magnitude_window.ts";
export * from "./waveforms/wood_anderson.ts";
export * from "./waveforms/align_trace.ts";
export * from "./waveforms/filter_trace.ts";
export * from "./waveforms/instrument_response.ts";
export * from "./waveforms/integrate_trace.ts";
export * from "./waveforms/remove_response.ts";
export * from "./waveforms/resample_trace.ts";
export * from "./waveforms/trace_steps.ts";
export { inspectWaveforms } from "./waveforms/inspect_waveforms.ts";
export * from "./waveforms/assemble_components.ts";
export * from "./waveforms/cut_trace.ts";
export * from "./waveforms/merge_traces.ts";
export * from "./waveforms/rotate_components.ts";
export * from "./waveforms/signal_to_noise.ts";
export * from "./waveforms/describe_waveform_quality.ts";
export * from "./waveforms/measure_drawn_amplitude.ts";
export * from "./waveforms/measure_first_seconds.ts";
export { windowSteps } from "./window_steps.ts";
