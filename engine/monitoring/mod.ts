/**
 * From waveforms to picks, events and magnitudes: the chain a network runs.
 * In: traces, stations and models. Out: picks, located events with magnitudes, and what was noted on the way.
 * May import every room above it but kernels.
 * @module
 */
export * from "./associate_picks.ts";
export * from "./learn_association_delays.ts";
export * from "./pick_associator.ts";
export * from "./locate_event.ts";
