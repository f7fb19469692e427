import { filterRows, type ForecastConfiguration } from "../domain/mod.ts";
import type { TrainingData } from "./training_data.ts";

/** Share of a fold's past that is fitted; the rest chooses baseline and epoch. */
const FITTED_SHARE = 0.8;

/** A fold of rolling-origin validation as a training of its own. */
export interface RollingFold {
  /** All that is before the fold's end. */
  data: TrainingData;
  /** Parts of it: what is left after both is the stretch that is scored. */
  configuration: ForecastConfiguration;
}

/**
 * One fold, counted from 1, of as many as the configuration says: the time before the test part is cut
 * into folds + 1 equal stretches, of which the one after the first `fold` is scored by a training on all
 * before it. The test part is in none.
 */
export function rollingFold(
  data: TrainingData,
  { configuration, fold }: { configuration: ForecastConfiguration; fold: number },
): RollingFold {
  const { timeMs, size } = data.catalogue;
  const usable = configuration.trainFraction + configuration.validationFraction;
  const stretchMs = usable * (timeMs[size - 1] - timeMs[0]) / (configuration.folds + 1);
  const endMs = timeMs[0] + stretchMs * (fold + 1);
  const past = fold / (fold + 1);
  return {
    data: { ...data, catalogue: filterRows(data.catalogue, (row) => timeMs[row] < endMs) },
    configuration: {
      ...configuration,
      trainFraction: FITTED_SHARE * past,
      validationFraction: (1 - FITTED_SHARE) * past,
    },
  };
}
