import { akaikeOnset } from "./akaike_onset.ts";
import { pickClassically } from "./pick_classically.ts";
import type { ClassicalPickOptions, ClassicalSettings, PickedArrival } from "./picked_arrival.ts";

/**
 * Settings of the STA/LTA picker. Chosen by random search for the sum of F1 at 0.1 and 0.3 s for P and
 * 0.1, 0.3 and 0.5 s for S, in windows of 30 s at random places of the NCEDC and STEAD traces whose
 * index is no multiple of 5; the others were not looked at.
 */
export const STA_LTA_SETTINGS: ClassicalSettings = Object.freeze({
  pBand: { lowHz: 3, highHz: 20 },
  sBand: { lowHz: 0.5, highHz: 12 },
  filterOrder: 2,
  pShortSeconds: 0.2,
  pLongSeconds: 10,
  triggerOn: 8,
  triggerOff: 2,
  pWindow: { beforeSeconds: 2, afterSeconds: 1.5 },
  leastVerticalShare: 0.15,
  giveWayFactor: 1.5,
  sShortSeconds: 0.8,
  sLongSeconds: 2,
  sLeastRatio: 1.3,
  sAmplitudePower: 1.5,
  sLeastDelaySeconds: 0.5,
  sLargestDelaySeconds: 25,
  sWindow: { beforeSeconds: 1, afterSeconds: 0.6 },
  restSeconds: 3,
  codaFactor: 1.5,
});

/**
 * Picks P and S by the ratio of a short to a long average of the squared trace: P where the ratio of
 * the vertical component rises above its threshold, S where that of the horizontals after P is
 * largest; both moved to the onset nearby by the Akaike criterion of the variance. East, north and up
 * side by side in, arrivals by time out. [sample, 3]
 *
 * Throws InputError unless the samples are whole rows of three and the rate is positive.
 *
 * Source: Allen (1978) for the ratio; Maeda (1985) for the onset.
 */
export function pickByStaLta(
  samples: ArrayLike<number>,
  { samplingRateHz, settings }: ClassicalPickOptions,
): PickedArrival[] {
  return pickClassically(samples, {
    samplingRateHz,
    settings: { ...STA_LTA_SETTINGS, ...settings },
    findOnset: akaikeOnset,
  });
}
