import type { Place } from "../engine/mathematics/mod.ts";
import { geodesicBetween, median, sampleQuantile } from "../engine/mathematics/mod.ts";

/** A hypocentre. */
export type Hypocentre = Place & { readonly depthKm: number };

/** How far hypocentres are from those they are compared with, kilometres. */
export interface HypocentreDifferences {
  /** Median and 90 % quantile of the distance of epicentres. */
  readonly epicentre: readonly [number, number];
  /** Median and 90 % quantile of the absolute difference of depths. */
  readonly depth: readonly [number, number];
  /** The median shift that was taken off: east, north, down; 0 where none was. */
  readonly shift: readonly [number, number, number];
}

/**
 * Differences of hypocentres; the shift they have in common is taken off depths, epicentres, both or
 * neither.
 */
export function hypocentreDifferences(
  pairs: readonly (readonly [Hypocentre, Hypocentre])[],
  without: { depthShift: boolean; epicentreShift: boolean },
): HypocentreDifferences {
  const apart = pairs.map(([ours, theirs]) => {
    const way = geodesicBetween(theirs, ours) ?? { distanceKm: NaN, azimuthDegrees: NaN };
    const azimuth = way.azimuthDegrees * Math.PI / 180;
    return [
      way.distanceKm * Math.sin(azimuth),
      way.distanceKm * Math.cos(azimuth),
      ours.depthKm - theirs.depthKm,
    ];
  });
  const shift = [0, 1, 2].map((axis) => {
    const isTakenOff = axis === 2 ? without.depthShift : without.epicentreShift;
    return isTakenOff ? median(apart.map((row) => row[axis])) : 0;
  }) as [number, number, number];
  const epicentres = apart.map(([east, north]) => Math.hypot(east - shift[0], north - shift[1]));
  const depths = apart.map(([, , down]) => Math.abs(down - shift[2]));
  const both = (values: readonly number[]) =>
    [median(values), sampleQuantile(values, 0.9)] as const;
  return { epicentre: both(epicentres), depth: both(depths), shift };
}
