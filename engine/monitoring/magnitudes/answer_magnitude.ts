import type { MagnitudeEstimate } from "../estimate_magnitude.ts";
import { estimateMagnitude } from "../estimate_magnitude.ts";
import type { EstimateMagnitudeOptions } from "./magnitude_options.ts";
import type { MagnitudeRequest } from "./magnitude_sources.ts";

/**
 * Estimates the magnitude of a request, by a network too where there is one; notes of the reading come
 * first. Throws what `estimateMagnitude` throws.
 */
export function answerMagnitude(
  { traces, notes, options }: MagnitudeRequest,
  network?: EstimateMagnitudeOptions["network"],
): MagnitudeEstimate {
  const estimate = estimateMagnitude(traces, { ...options, network });
  return { magnitudes: estimate.magnitudes, notes: [...notes, ...estimate.notes] };
}

/** Magnitudes as one JSON document: the same bytes for the same input. */
export function writeMagnitudeJson({ magnitudes, notes }: MagnitudeEstimate): string {
  return JSON.stringify({ magnitudes, notes }, null, 2) + "\n";
}
