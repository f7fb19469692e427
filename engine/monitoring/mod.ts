/**
 * From waveforms to picks, events and magnitudes: the chain a network runs.
 * In: traces, stations and models. Out: picks, located events with magnitudes, and what was noted on the way.
 * May import every room above it but kernels.
 * @module
 */
export * from "./locate_event.ts";
export * from "./locate_events.ts";
export * from "./locate_from_traces.ts";
