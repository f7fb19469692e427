import type { ForecastRun, MagnitudeExplanation, PickExplanation } from "../../domain/mod.ts";

/**
 * An explanation of a pick or a magnitude as one JSON document: `explanation`, the same bytes for the same
 * waveforms and model, and `run`, which tells of the run itself and stands apart.
 */
export function writeExplanationJson(
  explanation: PickExplanation | MagnitudeExplanation,
  run: ForecastRun,
): string {
  return JSON.stringify({ explanation, run }, null, 2) + "\n";
}
