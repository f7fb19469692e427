import type { Completeness } from "../../domain/mod.ts";
import type { IntegratedGradients } from "../integrated_gradients.ts";

/**
 * How far integrated gradients add up, judged by what the sum may be off by, which is a part of the
 * difference; where that is nearly 0, by the amount that they were judged by themselves.
 */
export function completenessOf(
  { sum, difference, completenessError: error, steps: slopes, ...found }: IntegratedGradients,
  wanted: number,
): Completeness {
  const { isAbsolute } = found;
  const tolerance = isAbsolute ? found.tolerance : wanted;
  return { sum, difference, error, tolerance, isAbsolute, isComplete: error <= tolerance, slopes };
}
