import { InputError } from "../../domain/mod.ts";

/**
 * How amplitude falls off with distance: log10 A0 = −(slope · log10(R / 100 km) + perKm · (R − 100 km) +
 * atHundredKm), for A in millimetres of a seismograph of this magnification and R the distance from
 * the hypocentre.
 */
export interface LocalMagnitudeScale {
  /** Name. */
  readonly name: string;
  /** Magnitudes for each tenfold of distance: geometrical spreading. */
  readonly slope: number;
  /** Magnitudes for each kilometre: absorption. */
  readonly perKm: number;
  /** Magnitude of 1 mm at 100 km. */
  readonly atHundredKm: number;
  /** Magnification that its amplitudes are for. */
  readonly magnification: number;
  /** Nearest and farthest distance it was found for, kilometres. */
  readonly distanceKm: readonly [number, number];
}

/**
 * Southern California.
 *
 * Source: Hutton & Boore 1987, Bull. Seismol. Soc. Am. 77, equation 5, for amplitudes of seismographs taken
 * to magnify 2800 times.
 */
export const HUTTON_BOORE: LocalMagnitudeScale = Object.freeze({
  name: "Hutton-Boore",
  slope: 1.110,
  perKm: 0.00189,
  atHundredKm: 3,
  magnification: 2800,
  distanceKm: [10, 700] as const,
});

/**
 * The standard: log10(A in nanometres of ground motion) + 1.11 log10 R + 0.00189 R − 2.09.
 *
 * Source: IASPEI Working Group on Magnitude Measurements, summary of 2013, ML.
 */
export const IASPEI_LOCAL: LocalMagnitudeScale = Object.freeze({
  name: "IASPEI",
  slope: 1.11,
  perKm: 0.00189,
  // 1 mm drawn at magnification 2080 is 10^6 / 2080 nm of ground motion.
  atHundredKm: Math.log10(1e6 / 2080) + 2 * 1.11 + 0.189 - 2.09,
  magnification: 2080,
  distanceKm: [10, 1000] as const,
});

/** The scales by the names a user types. */
export const LOCAL_MAGNITUDE_SCALES = {
  "iaspei": IASPEI_LOCAL,
  "hutton-boore": HUTTON_BOORE,
} as const;

/** Local magnitude from which it no longer grows with the earthquake. */
export const LOCAL_MAGNITUDE_SATURATES = 6.5;

/**
 * Standard deviation of one station's local magnitude about its event's, without station corrections, and
 * of the event's about a catalogue's: the share of radiation and scale that all stations have in common.
 * Chosen, not fitted: networks report 0.2 to 0.3 for the first.
 */
export const LOCAL_MAGNITUDE_SIGMA: Readonly<
  Record<"withinEvent" | "betweenEvents", number>
> = Object.freeze({ withinEvent: 0.25, betweenEvents: 0.1 });

/** What a local magnitude rests on. */
export interface DrawnAmplitude {
  /** Largest deflection from the zero line, millimetres, drawn with the scale's magnification. */
  readonly amplitudeMm: number;
  /** Distance from the hypocentre, kilometres. */
  readonly hypocentralKm: number;
}

/**
 * Local magnitude of a deflection: log10 A − log10 A0. It is larger by d for a record 10^d times as large.
 *
 * Throws InputError for an amplitude or a distance that is not positive.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { HUTTON_BOORE, localMagnitude } from "@quakecast/quakecast/models";
 * // 1 mm at 100 km is magnitude 3, as Richter defined it.
 * assert(localMagnitude({ amplitudeMm: 1, hypocentralKm: 100 }, HUTTON_BOORE) === 3);
 * ```
 */
export function localMagnitude(
  { amplitudeMm, hypocentralKm }: DrawnAmplitude,
  { slope, perKm, atHundredKm }: LocalMagnitudeScale,
): number {
  if (!(amplitudeMm > 0 && hypocentralKm > 0)) {
    throw new InputError("Cannot take a local magnitude", {
      value: `${amplitudeMm} mm at ${hypocentralKm} km`,
      expected: "both above 0",
    });
  }
  return Math.log10(amplitudeMm) + slope * Math.log10(hypocentralKm / 100) +
    perKm * (hypocentralKm - 100) + atHundredKm;
}
