import { InputError } from "../domain/mod.ts";
import { checkGrid, type GriddedForecast } from "./gridded_forecast.ts";
import { compareForecasts, type PairedComparison } from "./paired_comparison.ts";

/**
 * Compares two gridded forecasts at the cells in which anything happened, each counted once however
 * many events it holds: the binary T- and W-test, nats an active cell and bin.
 *
 * Throws InputError where the grids differ, or a forecast gives an active cell a rate of 0.
 * Source: Bayona, Savran, Rhoades & Werner 2022, GJI 229 (rates and numbers as pyCSEP's binary
 * paired T-test).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { compareActiveCells } from "@quakecast/quakecast/evaluation";
 * const grid = { cells: 3, magnitudeBins: 1 };
 * const forecasts = [{ ...grid, rates: [2, 1, 1] }, { ...grid, rates: [1, 1, 2] }] as const;
 * assert(compareActiveCells(forecasts, [5, 1, 0]).nats === Math.LN2 / 2);
 * ```
 */
export function compareActiveCells(
  [forecast, other]: readonly [GriddedForecast, GriddedForecast],
  counts: ArrayLike<number>,
): PairedComparison {
  checkGrid(forecast, counts);
  checkGrid(other, counts);
  const active = Array.from({ length: counts.length }, (_, i) => i).filter((i) => counts[i] > 0);
  const silent = active.find((i) => forecast.rates[i] === 0 || other.rates[i] === 0);
  if (silent !== undefined) {
    throw new InputError(`Cannot compare forecasts at index ${silent} of the grid`, {
      value: `${forecast.rates[silent]}, ${other.rates[silent]}`,
      expected: "rates above 0 where events happened",
    });
  }
  const sum = ({ rates }: GriddedForecast) =>
    Array.from({ length: rates.length }, (_, i) => rates[i]).reduce((total, rate) => total + rate);
  return compareForecasts({
    logRates: active.map((i) => Math.log(forecast.rates[i])),
    otherLogRates: active.map((i) => Math.log(other.rates[i])),
    expected: sum(forecast),
    otherExpected: sum(other),
  });
}
