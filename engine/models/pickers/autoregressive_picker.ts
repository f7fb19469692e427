import { autoregressiveOnset } from "./autoregressive_onset.ts";
import { pickClassically } from "./pick_classically.ts";
import type { ClassicalPickOptions, ClassicalSettings, PickedArrival } from "./picked_arrival.ts";

/** Settings of the autoregressive picker, chosen as those of the STA/LTA picker were. */
export const AUTOREGRESSIVE_SETTINGS: ClassicalSettings & { readonly order: number } = Object
  .freeze({
    pBand: { lowHz: 4, highHz: 30 },
    sBand: { lowHz: 2, highHz: 15 },
    filterOrder: 2,
    pShortSeconds: 0.3,
    pLongSeconds: 5,
    triggerOn: 7,
    triggerOff: 1,
    pWindow: { beforeSeconds: 1.5, afterSeconds: 0.6 },
    leastVerticalShare: 0.15,
    giveWayFactor: 1,
    sShortSeconds: 1.2,
    sLongSeconds: 2,
    sLeastRatio: 1.3,
    sAmplitudePower: 0.7,
    sLeastDelaySeconds: 0.5,
    sLargestDelaySeconds: 25,
    sWindow: { beforeSeconds: 0.8, afterSeconds: 1 },
    restSeconds: 3,
    codaFactor: 1.5,
    order: 2,
  });

/** Parts of the window around a trigger that are noise, and signal, for sure: for P and for S. */
const SURE_NOISE = { P: 0.5, S: 0.6 } as const;
const SURE_SIGNAL = { P: 0.8, S: 0.5 } as const;

/**
 * Picks P and S by autoregressive prediction: a ratio of averages finds where to look, as in the
 * STA/LTA picker; there one prediction is learned from what is noise for sure and one from what is
 * signal for sure, and the onset is where the former has to give way to the latter, on the vertical
 * component for P and on both horizontals for S. East, north and up side by side in, arrivals by time
 * out. [sample, 3]
 *
 * Throws InputError unless the samples are whole rows of three and the rate is positive.
 *
 * Source: Sleeman & van Eck (1999), Robust automatic P-phase picking; Akazawa (2004) for S.
 */
export function pickByAutoregression(
  samples: ArrayLike<number>,
  { samplingRateHz, settings }: ClassicalPickOptions,
): PickedArrival[] {
  const { order, ...defaults } = AUTOREGRESSIVE_SETTINGS;
  return pickClassically(samples, {
    samplingRateHz,
    settings: { ...defaults, ...settings },
    findOnset: (components, trigger, phase) => {
      const after = components[0].length - trigger;
      return autoregressiveOnset(components, {
        order,
        noiseSamples: Math.round(SURE_NOISE[phase] * trigger),
        signalSamples: Math.round(SURE_SIGNAL[phase] * after),
      });
    },
  });
}
