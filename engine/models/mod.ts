/**
 * Networks and the baselines they have to beat, and the link from raw numbers to probabilities; point
 * processes; and of waveforms pickers, travel times, association, location, magnitudes, ground motion.
 * In: windows, events, picks. Out: networks to train, predictive distributions, origins and magnitudes.
 * May import domain, mathematics, kernels, backend.
 * @module
 */
export * from "./aftershocks/aftershock_counts.ts";
export * from "./aftershocks/aftershock_density.ts";
export * from "./aftershocks/aftershock_regions.ts";
export * from "./aftershocks/aftershock_sequence.ts";
export * from "./aftershocks/generic_etas.ts";
export * from "./aftershocks/hidden_aftershocks.ts";
export * from "./aftershocks/mainshock_productivity.ts";
export * from "./aftershocks/omori_integral.ts";
export * from "./aftershocks/reasenberg_jones.ts";
export * from "./aftershocks/simulated_aftershocks.ts";
export {
  associateWindow,
  type FoundEvent,
  type WindowEvent,
} from "./association/associate_window.ts";
export {
  type AssociationNetwork,
  openAssociationNetwork,
  type PhaseTimes,
} from "./association/association_network.ts";
export * from "./association/association_options.ts";
export type { Information, PlaneHypocentre } from "./association/refine_hypocentre.ts";
export type { HypocentreScore, PhaseHit } from "./association/score_hypocentre.ts";
export * from "./association/simulated_swarm.ts";
export type { TravelTimeTable } from "./association/travel_time_table.ts";
export type { ChannelPick } from "./association/window_picks.ts";
export * from "./baselines/baseline_definition.ts";
export { countBefore } from "./baselines/events_before.ts";
export * from "./build_network.ts";
export {
  backgroundProbability,
  type BackgroundProbabilityOptions,
} from "./etas/background_probability.ts";
export { type BackgroundRule, selectBackground } from "./etas/select_background.ts";
export { type DrawPlace, placesWithin, uniformPlaces } from "./etas/background_places.ts";
export { declusteringBackground } from "./etas/declustering_background.ts";
export type { BackgroundChoice } from "./etas/choose_background.ts";
export {
  etasBackground,
  type EtasBackgroundAt,
  type EtasBackgroundOptions,
} from "./etas/etas_background.ts";
export type { BackgroundShape, EtasBackground } from "./etas/fit_background.ts";
export {
  ETAS_PARAMETER_NAMES,
  type EtasParameters,
  type PublishedEtas,
  readEtasParameters,
  writeEtasParameters,
} from "./etas/etas_parameters.ts";
export {
  type EtasLaw,
  etasLawOf,
  planeIntegralOf,
  productivityOf,
  spreadOf,
} from "./etas/etas_law.ts";
export {
  drawKeptPlace,
  keepBackground,
  type KeptBackground,
  keptBackgroundAt,
} from "./etas/kept_background.ts";
export {
  ETAS_RADIUS_KM,
  type PlaceColumns,
  placeColumns,
  type PlaceOrigin,
} from "./etas/place_columns.ts";
export type { EtasLikelihoodOptions } from "./etas/etas_likelihood.ts";
export type { DrawnMagnitudes } from "./etas/draw_magnitude.ts";
export { branchingRatioOf } from "./etas/branching_ratio.ts";
export { ETAS_FIT_RANGES } from "./etas/etas_fit_ranges.ts";
export { type EtasFit, fitEtas, type FitEtasOptions } from "./etas/fit_etas.ts";
export { scoreEtas, type ScoreEtasOptions } from "./etas/score_etas.ts";
export {
  type EtasPlace,
  type EtasSimulator,
  simulateEtas,
  type SimulateEtasOptions,
} from "./etas/simulate_etas.ts";
export * from "./graph_layout.ts";
export * from "./initialise_weights.ts";
export * from "./list_of_baselines.ts";
export * from "./list_of_models.ts";
export * from "./list_of_tasks.ts";
export * from "./laid_network.ts";
export * from "./lay_window_network.ts";
export * from "./network_definition.ts";
export * from "./neural_etas/event_groups.ts";
export * from "./neural_etas/event_state.ts";
export * from "./neural_etas/kept_neural_etas.ts";
export * from "./neural_etas/lay_components.ts";
export { OmoriLookup } from "./neural_etas/omori_lookup.ts";
export * from "./neural_etas/open_neural_past.ts";
export * from "./neural_etas/magnitude_head.ts";
export { ageGroupOf, type HistoryCells, strengthOf } from "./neural_etas/history_cells.ts";
export {
  expectedUpTo,
  layNeuralWindow,
  type NeuralWindow,
  type SimulateNeuralEtasOptions,
} from "./neural_etas/neural_scene.ts";
export { NeuralVoice } from "./neural_etas/neural_voice.ts";
export * from "./neural_etas/neural_etas.ts";
export * from "./neural_etas/scale_event_rows.ts";
export { type PlaceEllipses, placeEllipses } from "./neural_etas/place_ellipses.ts";
export * from "./neural_etas/place_head.ts";
export * from "./neural_etas/rate_head.ts";
export * from "./neural_etas/score_neural_etas.ts";
export * from "./neural_etas/simulate_neural_etas.ts";
export { PLACE_LAWS, PLACE_SCALES } from "./neural_etas/sum_event_groups.ts";
export * from "./networks/phasenet.ts";
export * from "./pickers/lay_own_picker.ts";
export * from "./pickers/lay_phasenet.ts";
export * from "./pickers/logits_and_probabilities.ts";
export * from "./pickers/own_picker.ts";
export * from "./recurrent/draw_waiting_time.ts";
export * from "./recurrent/fit_renewal.ts";
export * from "./recurrent/history_features.ts";
export * from "./recurrent/recurrent_loss.ts";
export * from "./recurrent/recurrent_process.ts";
export * from "./recurrent/recurrent_reader.ts";
export * from "./recurrent/score_recurrent.ts";
export * from "./recurrent/simulate_recurrent.ts";
export * from "./recurrent/smooth_history.ts";
export * from "./recurrent/waiting_time_law.ts";
export * from "./score_poisson.ts";
export * from "./select_table_rows.ts";
export * from "./simulate_poisson.ts";
export * from "./task_definition.ts";
export * from "./pickers/eqtransformer_picker.ts";
export * from "./magnitude/lay_magnitude_network.ts";
export * from "./magnitude/magnitude_network.ts";
export * from "./magnitude/magnitude_regression.ts";
export * from "./magnitude/measure_magnitude_window.ts";
export * from "./magnitude/amplitude_time_regression.ts";
export * from "./magnitude/combine_station_magnitudes.ts";
export * from "./magnitude/displacement_magnitude.ts";
export * from "./magnitude/fit_station_corrections.ts";
export * from "./magnitude/local_magnitude.ts";
export * from "./pickers/list_of_pickers.ts";
export * from "./pickers/network_picker.ts";
export * from "./pickers/normalise_window.ts";
export * from "./pickers/phasenet_picker.ts";
export * from "./pickers/picker.ts";
export * from "./pickers/peak_finder.ts";
export * from "./pickers/akaike_onset.ts";
export * from "./pickers/autoregression.ts";
export * from "./pickers/autoregressive_onset.ts";
export * from "./pickers/find_triggers.ts";
export type {
  ClassicalPickOptions,
  ClassicalSettings,
  PickedArrival,
  PickingBand,
  SearchWindow,
} from "./pickers/picked_arrival.ts";
export * from "./pickers/sta_lta.ts";
export * from "./location/location_network.ts";
export * from "./location/simulated_envelopes.ts";
export * from "./travel_times/list_of_velocity_models.ts";
export {
  TRAVEL_TIME_PHASES,
  type TravelTimePhase,
  travelTimePhaseOf,
} from "./travel_times/trace_rays.ts";
export * from "./travel_times/travel_times.ts";
export * from "./location/add_residuals.ts";
export * from "./location/learn_station_delays.ts";
export { LOCATION_DEFAULTS, type LocationOptions } from "./location/location_options.ts";
export {
  type Locator,
  type LocatorSetting,
  openLocator,
  type PlaceMisfit,
} from "./location/open_locator.ts";
export { ELLIPSOID_CHI_SQUARE, ellipsoidOf, gapOf } from "./location/describe_origin.ts";
export { stationFinder } from "./location/station_finder.ts";
export { timesOfPhases } from "./travel_times/times_of_phases.ts";
export * from "./location/locate_from_one_station.ts";
export * from "./location/polarisation.ts";
export * from "./pickers/autoregressive_picker.ts";
export * from "./pickers/sta_lta_picker.ts";
export * from "./ground_motion/simulate_shaking.ts";
export * from "./ground_motion/source_spectrum.ts";
export { type LocalFrame, localFrame } from "./location/local_frame.ts";
