import type { ForecastRun, NetworkExplanation, PointExplanation } from "../domain/mod.ts";

/**
 * An explanation as one JSON document: `explanation`, the same bytes for the same input, and `run`,
 * which tells of the run itself and stands apart.
 */
export function writeExplanationJson(
  explanation: NetworkExplanation | PointExplanation,
  run: ForecastRun,
): string {
  return JSON.stringify({ explanation, run }, null, 2) + "\n";
}
