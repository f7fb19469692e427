/**
 * From waveforms to picks, events, magnitudes, alerts and impact: the chain a network runs.
 * In: traces, whole or as they come, stations and models. Out: picks, located events with magnitudes, alerts,
 * and what was noted on the way.
 * May import every room above it but kernels.
 * @module
 */
export * from "./import_eqtransformer.ts";
export * from "./estimate_magnitude.ts";
export * from "./magnitudes/magnitude_options.ts";
export * from "./import_phasenet.ts";
export * from "./pick_options.ts";
export * from "./pick_waveforms.ts";
export type { PickedPart } from "./picking/instrument_picker.ts";
export * from "./stream_picker.ts";
export * from "./waveform_series.ts";
export * from "./cut_labelled_window.ts";
export * from "./evaluate_pickers.ts";
export * from "./trace_picker.ts";
export { type BackendReport, startKernels } from "../backend/mod.ts";
export { readLabelledWaveforms } from "../sources/mod.ts";
export { type KeptPicker, loadPicker } from "../training/mod.ts";
export * from "./classical_trace_picker.ts";
export * from "./associate_picks.ts";
export * from "./learn_association_delays.ts";
export * from "./pick_associator.ts";
export * from "./pick_sources.ts";
export * from "./magnitudes/magnitude_sources.ts";
export * from "./magnitudes/answer_magnitude.ts";
export * from "./locate_event.ts";
export * from "./locate_events.ts";
export * from "./location_sources.ts";
export * from "./locate_from_traces.ts";
export * from "./build_event_catalogue.ts";
export * from "./picking/probability_curves.ts";
export * from "./early_warning/early_warning.ts";
export * from "./early_warning/early_warning_options.ts";
export * from "./early_warning/intensity_model.ts";
export type { ChannelCounts } from "./early_warning/channel_watch.ts";
export * from "./live_waveforms.ts";
export * from "./impacts/impact_sources.ts";
export type { ImpactSurroundings } from "./impacts/impact_job.ts";
export * from "./impacts/start_impacts.ts";
export * from "./impacts/write_impact_json.ts";
export * from "./live/live_feed.ts";
export * from "./live/open_live_feed.ts";
export * from "./live/live_system.ts";
export * from "./simulated/demo_forecasts.ts";
export * from "./simulated/demo_scene.ts";
export * from "./simulated/judge_demo.ts";
export * from "./simulated/pace_packets.ts";
export * from "./simulated/simulated_noise.ts";
export * from "./simulated/simulated_scene.ts";
export * from "./simulated/simulated_shaking.ts";
export * from "./measure_event.ts";
export * from "./monitor.ts";
export * from "./monitor_options.ts";
export type { ChainPicker, ChainPickOptions, NamedChainPicker } from "./events/chain_picker.ts";
export { type ChainAnswer, type ChainEvent, EventChain } from "./events/event_chain.ts";
export type { EventChainOptions } from "./events/event_chain.ts";
export { liveEventOf } from "./live/event_register.ts";
export * from "./alert_webhooks.ts";
export * from "./live/schedule_forecasts.ts";
export * from "./explanations/cut_pick_window.ts";
export * from "./explanations/explain_picks.ts";
export * from "./explanations/explain_station_magnitude.ts";
export * from "./explanations/write_explanation_json.ts";
export * from "./reviews/review_queue.ts";
export * from "./reviews/review_item.ts";
export * from "./reviews/event_publisher.ts";
export * from "./reviews/fine_tune_on_reviews.ts";
export type { LearnedPhase } from "./reviews/group_reviewed_picks.ts";
export * from "./reviews/judge_traces.ts";
export * from "./reviews/label_reviewed_traces.ts";
export { reviewSkill } from "./reviews/review_skill.ts";
export * from "./reviews/reviewed_catalogue.ts";
export * from "./reviews/reviewed_picks.ts";
export * from "./reviews/reviews_used.ts";
