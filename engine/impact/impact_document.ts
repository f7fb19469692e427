import type { ImpactEstimate, IntensityContour, IntensityMap, PlaceLaws } from "../domain/mod.ts";
import { contourShaking } from "./shaking/contour_shaking.ts";

/** An impact as plain JSON: arrays of rounded numbers, lognormal laws by their medians. */
export interface ImpactDocument extends Omit<ImpactEstimate, "map"> {
  /** The event. */
  readonly event: ImpactEstimate["map"]["source"];
  /** Cells of the map. */
  readonly grid: ImpactEstimate["map"]["grid"];
  /** Shaking of each cell, row by row from the south-west. [cell] */
  readonly cells: {
    readonly intensity: { readonly mean: number[]; readonly error: number[] };
    readonly pgaG: { readonly median: number[]; readonly lnError: number[] };
    readonly pgvCmS: { readonly median: number[]; readonly lnError: number[] };
    /** Probability that the intensity reaches a level, by the level. */
    readonly exceedance: Readonly<Record<string, number[]>>;
  };
  /** Areas where the median intensity reaches each whole grade, as GeoJSON's MultiPolygons. */
  readonly contours: readonly IntensityContour[];
}

/** An impact as the command line and the server write it. */
export function impactDocument({ map, ...rest }: ImpactEstimate): ImpactDocument {
  const { source: event, grid, shaking, exceedance } = map;
  return {
    ...{ event, grid },
    cells: {
      intensity: {
        mean: rounded(shaking.intensity.mean),
        error: rounded(shaking.intensity.error),
      },
      pgaG: medians(shaking.lnPga),
      pgvCmS: medians(shaking.lnPgv),
      exceedance: Object.fromEntries(
        exceedance.map(({ intensity, probability }) => [intensity, rounded(probability)]),
      ),
    },
    contours: contourShaking(map),
    ...rest,
  };
}

/** The map of intensities that a document tells of, to its four digits. */
export function intensityMapOf({ event: source, grid, cells }: ImpactDocument): IntensityMap {
  const { mean, error } = cells.intensity;
  const intensity = { mean: Float64Array.from(mean), error: Float64Array.from(error) };
  return { source, grid, shaking: { intensity } };
}

function medians({ mean, error }: PlaceLaws): { median: number[]; lnError: number[] } {
  return { median: rounded(mean.map(Math.exp)), lnError: rounded(error) };
}

/** Four digits: more is more than anyone knows. */
function rounded(values: Float64Array): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(4)));
}
