import type { AlertMagnitude, StationEvidence } from "../../domain/mod.ts";
import {
  type CombinedMagnitude,
  combineStationMagnitudes,
  DISPLACEMENT_MAGNITUDE_SATURATES,
  DISPLACEMENT_MAGNITUDE_SIGMA,
  PERIOD_MAGNITUDE_SIGMA,
} from "../../models/mod.ts";

/** Seconds of P that the law of displacements is for. */
const FULL_SECONDS = 4;
/** Standard deviation that a reading of no seconds at all would have beyond the law's. */
const SHORT_SIGMA = 1;
/**
 * What all stations of an event err by together by period: published laws of tau-c differ by this much at
 * one period (Wu et al. 2007; Zollo et al. 2010), far more than those of displacement.
 */
const PERIOD_LAW_SIGMA = 0.6;
/**
 * Magnitude by displacement from which the period has a say, and from which its whole. Below, four seconds
 * hold the whole rupture and displacement alone knows better: of simulated events of M 5 the period makes
 * 0.3 too much, 0.2 without. Above, displacement saturates, and what the period errs by is worth its price.
 */
const PERIOD_TELLS = { from: 5.2, wholly: 5.8 };

/**
 * The event's magnitude from what stations read: by displacement, and for large events by period too, each
 * over all stations with an error that they share, then both together, weighted by their variances. Two
 * ways that disagree say less; the shared error never averages out. Undefined where no station could be read.
 */
export function estimateWarningMagnitude(
  evidence: readonly StationEvidence[],
): AlertMagnitude | undefined {
  const byDisplacement = combine(
    evidence.flatMap(({ displacementMagnitude: magnitude, seconds = 0 }) => {
      if (magnitude === undefined) return [];
      const missing = Math.max(0, 1 - seconds / FULL_SECONDS);
      const { withinEvent } = DISPLACEMENT_MAGNITUDE_SIGMA;
      return [{ magnitude, sigma: Math.hypot(withinEvent, SHORT_SIGMA * missing) }];
    }),
    DISPLACEMENT_MAGNITUDE_SIGMA.betweenEvents,
  );
  if (byDisplacement === undefined) return undefined;
  const byPeriod = combine(
    evidence.flatMap(({ periodMagnitude: magnitude }) =>
      magnitude === undefined ? [] : [{ magnitude, sigma: PERIOD_MAGNITUDE_SIGMA }]
    ),
    PERIOD_LAW_SIGMA,
  );
  const { from, wholly } = PERIOD_TELLS;
  const say = Math.min(1, (byDisplacement.magnitude - from) / (wholly - from));
  const { magnitude, sigma } = byPeriod === undefined || say <= 0
    ? byDisplacement
    : joinWays(byDisplacement, { ...byPeriod, sigma: byPeriod.sigma / Math.sqrt(say) });
  const saturated = byDisplacement.magnitude >= DISPLACEMENT_MAGNITUDE_SATURATES;
  return {
    ...{ magnitude, sigma: Math.max(sigma, DISPLACEMENT_MAGNITUDE_SIGMA.betweenEvents) },
    stationCount: evidence.filter((it) => it.displacementMagnitude !== undefined).length,
    byDisplacement: byDisplacement.magnitude,
    ...(byPeriod !== undefined && { byPeriod: byPeriod.magnitude }),
    remarks: saturated ? ["saturated: the event may be larger"] : [],
  };
}

function combine(
  stations: { magnitude: number; sigma: number }[],
  betweenEventSigma: number,
): CombinedMagnitude | undefined {
  return stations.length === 0 ? undefined : combineStationMagnitudes(stations, {
    betweenEventSigma,
  });
}

/** Two estimates as one; what they differ by is added to the variance as that of a mixture. */
function joinWays(
  a: CombinedMagnitude,
  b: CombinedMagnitude,
): { magnitude: number; sigma: number } {
  const share = b.sigma ** 2 / (a.sigma ** 2 + b.sigma ** 2);
  const magnitude = share * a.magnitude + (1 - share) * b.magnitude;
  const spread = share * (1 - share) * (a.magnitude - b.magnitude) ** 2;
  const within = 1 / (1 / a.sigma ** 2 + 1 / b.sigma ** 2);
  return { magnitude, sigma: Math.sqrt(within + spread) };
}
