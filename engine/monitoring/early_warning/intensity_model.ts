import {
  atkinsonWald2007,
  bssa14,
  intensityOfMotion,
  meanIntensitySlope,
} from "../../impact/mod.ts";

/** An event as a law of intensities sees it from a site. */
export interface IntensitySetting {
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Distance of the epicentre, kilometres. */
  readonly epicentralKm: number;
  /** Depth, kilometres. */
  readonly depthKm: number;
}

/** Expected intensity at a site, given an event. */
export interface IntensityModel {
  /** Its name and source. */
  readonly name: string;
  /** Mean and standard deviation of the intensity (Modified Mercalli) at one site. */
  intensityAt(setting: IntensitySetting): { mean: number; sigma: number };
}

/** Source: Allen, Wald & Worden 2012, J. Seismol. 16, far from the rupture. */
const SITE_SIGMA = 0.72;

/**
 * Intensity in California. The distance is to the rupture; in the first seconds only the hypocentre is
 * known, and it is taken for it. The law is for means of many reports; one site scatters about it, for
 * which the standard deviation is Allen, Wald & Worden's (2012).
 *
 * Source: Atkinson & Wald 2007, Seismol. Res. Lett. 78.
 */
export const ATKINSON_WALD_2007: IntensityModel = Object.freeze({
  name: "Atkinson & Wald 2007, California",
  intensityAt({ magnitude, epicentralKm, depthKm }: IntensitySetting) {
    const distanceKm = Math.hypot(epicentralKm, depthKm);
    return { mean: atkinsonWald2007({ magnitude, distanceKm }).mean, sigma: SITE_SIGMA };
  },
});

/**
 * Intensity by peak velocity in active crust, for sites of one velocity in the upper 30 m, metres a
 * second. The rupture is taken for a point.
 *
 * Source: Boore et al. 2014, Earthquake Spectra 30; Worden et al. 2012, Bull. Seismol. Soc. Am. 102.
 */
export function velocityIntensityModel(vs30: number): IntensityModel {
  return {
    name: `Boore et al. 2014 and Worden et al. 2012, Vs30 ${vs30} m/s`,
    intensityAt({ magnitude, epicentralKm }) {
      const { lnMedian: lnMotion, between, within } = bssa14({
        ...{ measure: "pgv", magnitude, joynerBooreKm: epicentralKm, vs30 },
      });
      const lnError = Math.hypot(between, within);
      const { intensity, error } = intensityOfMotion("pgv", { lnMotion });
      const ofMotion = lnError * meanIntensitySlope("pgv", { lnMotion, lnError });
      return { mean: intensity, sigma: Math.hypot(ofMotion, error) };
    },
  };
}
