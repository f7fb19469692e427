/** An intensity and its error. */
export interface IntensityLaw {
  /** Mean of the Modified Mercalli intensity. */
  readonly mean: number;
  /** Its standard deviation, between and within events together. */
  readonly error: number;
}

/**
 * Intensity in active crust at a distance from the rupture or, where `from` says so, from the
 * hypocentre, kilometres; without a correction for the site. Magnitudes 5 to 7.9, to 300 km.
 *
 * Source: Allen, Wald and Worden (2012), Journal of Seismology 16, 409-433.
 */
export function allen2012(
  { magnitude, distanceKm, from = "rupture" }: {
    magnitude: number;
    distanceKm: number;
    from?: "rupture" | "hypocentre";
  },
): IntensityLaw {
  if (from === "rupture") {
    const saturation = 1 + 0.813 * Math.exp(magnitude - 5);
    const mean = 3.95 + 0.913 * magnitude - 1.107 * Math.log(Math.hypot(distanceKm, saturation));
    return { mean, error: 0.72 + 0.23 / (1 + (distanceKm / 44.7) ** 2) };
  }
  const saturation = -0.209 + 2.042 * Math.exp(magnitude - 5);
  const far = distanceKm > 50 ? 0.078 * Math.log(distanceKm / 50) : 0;
  const mean = 2.085 + 1.428 * magnitude - 1.402 * Math.log(Math.hypot(distanceKm, saturation)) +
    far;
  return { mean, error: 0.82 + 0.37 / (1 + (distanceKm / 22.9) ** 2) };
}
