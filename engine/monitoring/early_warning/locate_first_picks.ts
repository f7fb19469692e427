import { edgeProbability, gridAround, type PlanePlace, summarise } from "./source_grid.ts";
import {
  arrivalVariance,
  type FirstPicks,
  SourceLikelihood,
  type SourceTrial,
} from "./source_likelihood.ts";
import { SOURCE_DEPTHS_KM, type WarningNetwork } from "./warning_network.ts";

/** A third of a step at 6 km/s. */
const GRID_SECONDS_BY_KM = 0.055;
/** How far from the first station the search goes, and its steps, kilometres. */
const COARSE = { reachKm: 184, stepKm: 8, depths: [1, 3], gridSeconds: 8 * GRID_SECONDS_BY_KM };
const ALL_DEPTHS = [0, 1, 2, 3, 4];
const FINE = { reachKm: 15, stepKm: 1, depths: ALL_DEPTHS, gridSeconds: GRID_SECONDS_BY_KM };
/** At the place that is given. */
const EXACT = { depths: ALL_DEPTHS, gridSeconds: 0 };
/** Picks at most. */
const MOST_PICKS = 64;

/** A point that explains the first picks. */
export interface PointSource {
  /** Kilometres east and north in the network's frame. */
  readonly eastKm: number;
  readonly northKm: number;
  /** Log-likelihood of the best place, stations that stayed silent counted. */
  readonly logLikelihood: number;
  /** Index in `SOURCE_DEPTHS_KM`. */
  readonly depthIndex: number;
  /** Standard deviation of the depth, kilometres. */
  readonly depthSigmaKm: number;
  /** Origin time, UTC epoch milliseconds, and its standard deviation, seconds. */
  readonly timeMs: number;
  readonly timeSigmaSeconds: number;
  /** Standard deviation of the epicentre: of the longer axis, kilometres. */
  readonly horizontalSigmaKm: number;
  /** Observed less computed arrivals, seconds. [pick] */
  readonly residualsSeconds: readonly number[];
  /** Root mean square of residuals, each over its standard deviation. */
  readonly misfit: number;
  /** Probability that the source lies at the edge of what was searched: it may be anywhere beyond. */
  readonly edgeProbability: number;
}

/**
 * Looks for the source of two picks or more on a grid of places and depths around the first station.
 * That other stations have not seen P yet tells where the source is not. What is given is the mean
 * over all places, by their probability.
 */
export function locateFirstPicks(
  { picks: all, silent }: FirstPicks,
  network: WarningNetwork,
): PointSource {
  const picks = all.slice(0, MOST_PICKS);
  const first = picks.reduce((a, b) => b.timeMs < a.timeMs ? b : a);
  const likelihood = new SourceLikelihood({ picks, silent }, network);
  const { eastKm, northKm } = network.stations[first.station];
  const coarse = gridAround({ eastKm, northKm }, COARSE);
  const broad = judgeGrid(coarse, { likelihood, trial: COARSE });
  let posterior = summarise(coarse, broad);
  let { logLikelihood } = broad;
  if (posterior.sigmaKm < 2 * COARSE.stepKm) {
    const fine = gridAround(coarse[broad.best], FINE);
    const narrow = judgeGrid(fine, { likelihood, trial: FINE });
    posterior = summarise(fine, narrow);
    logLikelihood = Math.max(logLikelihood, narrow.logLikelihood);
  }
  const centre = { eastKm: posterior.eastKm, northKm: posterior.northKm };
  const { depthIndex, originSeconds, originSigma } = likelihood.judge(centre, EXACT);
  const travel = picks.map(({ station }) => secondsTo(network, { station, ...centre, depthIndex }));
  const nearest = Math.min(...travel);
  const residualsSeconds = picks.map(({ timeMs }, i) =>
    (timeMs - likelihood.zeroMs) / 1000 - originSeconds - travel[i]
  );
  const squares = residualsSeconds.map((residual, i) =>
    residual * residual / arrivalVariance(travel[i] - nearest)
  );
  return {
    ...centre,
    ...{ logLikelihood, depthIndex, depthSigmaKm: depthSigmaOf(likelihood.byDepth) },
    timeMs: likelihood.zeroMs + 1000 * originSeconds,
    timeSigmaSeconds: Math.hypot(originSigma, posterior.sigmaKm / 12),
    horizontalSigmaKm: posterior.sigmaKm,
    residualsSeconds,
    misfit: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length),
    edgeProbability: edgeProbability(coarse, broad, {
      ...{ centre: { eastKm, northKm }, shape: COARSE },
    }),
  };
}

/** Judges all places of a grid: the best of them, and the weight of each beside it. */
function judgeGrid(
  places: readonly PlanePlace[],
  { likelihood, trial }: { likelihood: SourceLikelihood; trial: SourceTrial },
): { logLikelihood: number; weights: number[]; best: number } {
  const all = places.map((place) => likelihood.judge(place, trial).logLikelihood);
  let best = 0;
  for (let i = 0; i < all.length; i++) if (all[i] > all[best]) best = i;
  const weights = all.map((logLikelihood) => Math.exp(logLikelihood - all[best]));
  return { logLikelihood: all[best], weights, best };
}

function secondsTo(
  network: WarningNetwork,
  { station, eastKm, northKm, depthIndex }: PlanePlace & { station: number; depthIndex: number },
): number {
  const to = network.stations[station];
  const east = eastKm - to.eastKm;
  const north = northKm - to.northKm;
  return network.secondsAt("P", Math.sqrt(east * east + north * north), depthIndex);
}

function depthSigmaOf(byDepth: Float64Array): number {
  const most = Math.max(...byDepth);
  const weights = Array.from(byDepth, (value) => Math.exp(value - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, w, i) => sum + w * SOURCE_DEPTHS_KM[i], 0) / total;
  const variance = weights.reduce((sum, w, i) => sum + w * (SOURCE_DEPTHS_KM[i] - mean) ** 2, 0) /
    total;
  return Math.sqrt(variance + 4);
}
