import { InputError } from "../../domain/mod.ts";

const CENTIMETRES_IN_METRE = 100;

/**
 * Standard deviation of one station's magnitude about that of its event, and of the event's about the
 * catalogue's: stations of an event err together. With four stations the two make 0.40.
 *
 * Source: Kuyuk & Allen 2013 (0.31 a station); ElarmS-2 (Kuyuk et al. 2014) saw 0.4 an event with four
 * stations or more, from which the second follows.
 */
export const DISPLACEMENT_MAGNITUDE_SIGMA: Readonly<
  Record<"withinEvent" | "betweenEvents", number>
> = Object.freeze({
  withinEvent: 0.31,
  betweenEvents: 0.37,
});

/** Displacement magnitude from which a few seconds of P no longer tell the whole rupture. */
export const DISPLACEMENT_MAGNITUDE_SATURATES = 7;

/** Smallest magnitude of the events that the relation was fitted to. */
export const DISPLACEMENT_SMALLEST_MAGNITUDE = 3;

/** Epicentral distance to which the relation was fitted, kilometres. */
export const DISPLACEMENT_FARTHEST_KM = 200;

/** Peak displacement of the P wave and where it was seen. */
export interface PeakDisplacement {
  /** Largest absolute vertical displacement, band-passed, metres. */
  readonly displacementM: number;
  /** Distance of the epicentre, kilometres. */
  readonly epicentralKm: number;
}

/**
 * Magnitude by the peak displacement of P: 1.23 log10 Pd (cm) + 1.38 log10 R (km) + 5.39 + the region's
 * offset. Unlike a local magnitude it grows by 1.23 d for a record 10^d times as large.
 *
 * Throws InputError for a displacement or distance that is not positive.
 *
 * Source: Kuyuk & Allen 2013, Geophys. Res. Lett. 40, equation 2; offsets of 0.3 for Italy, 0.5 for Japan.
 */
export function displacementMagnitude(
  { displacementM, epicentralKm }: PeakDisplacement,
  { regionOffset = 0 }: { regionOffset?: number } = {},
): number {
  if (!(displacementM > 0 && epicentralKm > 0)) {
    throw new InputError("Cannot take a magnitude from P displacement", {
      value: `${displacementM} m at ${epicentralKm} km`,
      expected: "both above 0",
    });
  }
  return 1.23 * Math.log10(displacementM * CENTIMETRES_IN_METRE) +
    1.38 * Math.log10(epicentralKm) + 5.39 + regionOffset;
}

/** Standard deviation of a magnitude by the predominant period of one station. */
export const PERIOD_MAGNITUDE_SIGMA = 0.41;

/** Standard deviation of an event's magnitude by predominant periods, however many stations; chosen as for Pd. */
export const PERIOD_BETWEEN_EVENT_SIGMA = 0.37;

/**
 * Magnitude by the predominant period of P, tau-c: 3.373 log10 τc + 5.787, whatever the distance.
 *
 * Throws InputError for a period that is not positive.
 *
 * Source: Wu et al. 2007, Geophys. J. Int. 170, southern California.
 */
export function periodMagnitude(periodSeconds: number): number {
  if (!(periodSeconds > 0)) {
    throw new InputError("Cannot take a magnitude from a period of P", {
      ...{ value: `${periodSeconds} s`, expected: "above 0" },
    });
  }
  return 3.373 * Math.log10(periodSeconds) + 5.787;
}
