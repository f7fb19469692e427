import { edgeProbability, gridAround, type PlanePlace, summarise } from "./source_grid.ts";
import { SOURCE_DEPTHS_KM, type WarningNetwork } from "./warning_network.ts";

/**
 * Standard deviation of an early pick, seconds, and of a travel time as a share of how much longer it is
 * than the shortest: what all waves of a source have in common is in its origin time.
 */
const PICK_SIGMA_SECONDS = 0.15;
const MODEL_SIGMA_SHARE = 0.03;
const PICK_VARIANCE = PICK_SIGMA_SECONDS * PICK_SIGMA_SECONDS;
/** Largest squared misfit that counts: a pick of something else pulls no further. */
const LARGEST_SQUARE = 16;
/** Log-likelihood of a working station that should have seen P and has not. */
const MISSED = -3;
/** Seconds that a station takes to tell of P. */
const TELLING_SECONDS = 1.3;
/** Distance over which sources far from the first station become less likely, kilometres. */
const REACH_KM = 80;
/** How far from the first station the search goes, and its steps, kilometres. */
const COARSE = { reachKm: 184, stepKm: 8, depths: [1, 3] };
const FINE = { reachKm: 15, stepKm: 1, depths: [0, 1, 2, 3, 4] };
/** A third of a step at 6 km/s. */
const GRID_SECONDS_BY_KM = 0.055;
/** Log-probability of each depth before anything is known: most are in the upper crust. */
const DEPTH_PRIOR = [0.2, 0.3, 0.25, 0.15, 0.1].map(Math.log);

/** Picks at most. */
const MOST_PICKS = 64;
/** Room to work in: numbers of one place and depth, overwritten by the next. [pick] */
const [STARTS, VARIANCES, SORTED] = [0, 1, 2].map(() => new Float64Array(MOST_PICKS));

/** What is known when a source is looked for. */
export interface FirstPicks {
  /** Stations, by index in the network, that have seen P, and when (UTC epoch milliseconds). */
  readonly picks: readonly { readonly station: number; readonly timeMs: number }[];
  /** Stations that have not, and until when they have been heard. */
  readonly silent: readonly { readonly station: number; readonly untilMs: number }[];
}

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
  const setting = {
    network,
    picks,
    silent,
    first,
    zeroMs: first.timeMs,
    gridSeconds: 0,
    depths: FINE.depths,
  };
  const { eastKm, northKm } = network.stations[first.station];
  const coarse = gridAround({ eastKm, northKm }, COARSE);
  const broad = judgeGrid(coarse, { ...setting, ...settle(COARSE) });
  let posterior = summarise(coarse, broad);
  let logLikelihood = broad.nodes[broad.best].logLikelihood;
  if (posterior.sigmaKm < 2 * COARSE.stepKm) {
    const fine = gridAround(coarse[broad.best], FINE);
    const narrow = judgeGrid(fine, {
      ...setting,
      ...settle(FINE),
    });
    posterior = summarise(fine, narrow);
    logLikelihood = Math.max(logLikelihood, narrow.nodes[narrow.best].logLikelihood);
  }
  const centre = { eastKm: posterior.eastKm, northKm: posterior.northKm };
  const here = judgeGrid([centre], setting);
  const node = here.nodes[0];
  const travel = picks.map(({ station }) =>
    secondsTo(network, { station, ...centre, depthIndex: node.depthIndex })
  );
  const nearest = Math.min(...travel);
  const residualsSeconds = picks.map(({ timeMs }, i) =>
    (timeMs - setting.zeroMs) / 1000 - node.originSeconds - travel[i]
  );
  const squares = residualsSeconds.map((residual, i) =>
    residual * residual / varianceOf(travel[i] - nearest)
  );
  return {
    ...centre,
    logLikelihood,
    depthIndex: node.depthIndex,
    depthSigmaKm: depthSigmaOf(node.byDepth),
    timeMs: setting.zeroMs + 1000 * node.originSeconds,
    timeSigmaSeconds: Math.hypot(node.originSigma, posterior.sigmaKm / 12),
    horizontalSigmaKm: posterior.sigmaKm,
    residualsSeconds,
    misfit: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length),
    edgeProbability: edgeProbability(coarse, broad, {
      ...{ centre: { eastKm, northKm }, shape: COARSE },
    }),
  };
}

interface Setting extends FirstPicks {
  network: WarningNetwork;
  first: { station: number; timeMs: number };
  zeroMs: number;
  /** What a source between the nodes of a grid adds to residuals, seconds. */
  gridSeconds: number;
  /** Depths that are tried, by index. */
  depths: readonly number[];
}

/** What is known of one place. */
interface Node {
  logLikelihood: number;
  depthIndex: number;
  byDepth: number[];
  originSeconds: number;
  originSigma: number;
}

function settle({ stepKm, depths }: { stepKm: number; depths: readonly number[] }) {
  return { gridSeconds: GRID_SECONDS_BY_KM * stepKm, depths };
}

function judgeGrid(
  places: readonly PlanePlace[],
  setting: Setting,
): { nodes: Node[]; weights: number[]; best: number } {
  const nodes = places.map((place) => judgePlace(place, setting));
  let best = 0;
  nodes.forEach(({ logLikelihood }, i) => {
    if (logLikelihood > nodes[best].logLikelihood) best = i;
  });
  const weights = nodes.map((node) => Math.exp(node.logLikelihood - nodes[best].logLikelihood));
  return { nodes, weights, best };
}

function judgePlace(place: PlanePlace, setting: Setting): Node {
  const { network, first, picks, silent } = setting;
  const kmTo = (station: number) => {
    const { eastKm, northKm } = network.stations[station];
    const [east, north] = [place.eastKm - eastKm, place.northKm - northKm];
    return Math.sqrt(east * east + north * north);
  };
  const pickKm = picks.map(({ station }) => kmTo(station));
  const silentKm = silent.map(({ station }) => kmTo(station));
  const away = kmTo(first.station);
  const node: Node = {
    ...{ logLikelihood: -Infinity, depthIndex: 0, originSeconds: NaN, originSigma: NaN },
    byDepth: SOURCE_DEPTHS_KM.map(() => -Infinity),
  };
  for (const depthIndex of setting.depths) {
    const { fit, origin, sigma } = judgeDepth({ depthIndex, pickKm, silentKm }, setting);
    const logLikelihood = fit + DEPTH_PRIOR[depthIndex] - away / REACH_KM;
    node.byDepth[depthIndex] = logLikelihood;
    if (logLikelihood > node.logLikelihood) {
      node.logLikelihood = logLikelihood;
      node.depthIndex = depthIndex;
      node.originSeconds = origin;
      node.originSigma = sigma;
    }
  }
  return node;
}

/** How well a source fits, its origin time (seconds after the first pick) being the best one. */
function judgeDepth(
  { depthIndex, pickKm, silentKm }: { depthIndex: number; pickKm: number[]; silentKm: number[] },
  { network, picks, silent, zeroMs, gridSeconds }: Setting,
): { fit: number; origin: number; sigma: number } {
  const starts = STARTS.subarray(0, picks.length);
  const variances = VARIANCES;
  let nearest = Infinity;
  for (let i = 0; i < picks.length; i++) {
    variances[i] = network.secondsAt("P", pickKm[i], depthIndex);
    nearest = Math.min(nearest, variances[i]);
  }
  for (let i = 0; i < picks.length; i++) {
    const seconds = variances[i];
    variances[i] = varianceOf(seconds - nearest, gridSeconds);
    starts[i] = (picks[i].timeMs - zeroMs) / 1000 - seconds;
  }
  // A stray pick must not move the origin: only picks near the middle one have a say.
  const middle = middleOf(starts);
  let [total, sum] = [0, 0];
  for (let i = 0; i < starts.length; i++) {
    const off = starts[i] - middle;
    if (starts.length > 2 && off * off > LARGEST_SQUARE * variances[i]) continue;
    total += 1 / variances[i];
    sum += starts[i] / variances[i];
  }
  const origin = total > 0 ? sum / total : middle;
  let fit = 0;
  for (let i = 0; i < starts.length; i++) {
    const residual = starts[i] - origin;
    const misfit = residual * residual / variances[i] + Math.log(variances[i] / PICK_VARIANCE);
    fit -= Math.min(LARGEST_SQUARE, misfit) / 2;
  }
  for (let i = 0; i < silent.length; i++) {
    const due = origin + network.secondsAt("P", silentKm[i], depthIndex) + TELLING_SECONDS;
    const late = (silent[i].untilMs - zeroMs) / 1000 - due;
    if (late > 0) fit += MISSED * Math.min(1, late);
  }
  return { fit, origin, sigma: Math.sqrt(1 / Math.max(total, 1)) };
}

/** The median; of an even number the mean of both. A few numbers: sorted by insertion. */
function middleOf(values: Float64Array): number {
  const count = values.length;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    let j = i - 1;
    for (; j >= 0 && SORTED[j] > value; j--) SORTED[j + 1] = SORTED[j];
    SORTED[j + 1] = value;
  }
  const half = count >> 1;
  return count % 2 === 1 ? SORTED[half] : (SORTED[half - 1] + SORTED[half]) / 2;
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

function varianceOf(seconds: number, gridSeconds = 0): number {
  const model = MODEL_SIGMA_SHARE * seconds;
  return PICK_VARIANCE + model * model + gridSeconds * gridSeconds;
}

function depthSigmaOf(byDepth: readonly number[]): number {
  const most = Math.max(...byDepth);
  const weights = byDepth.map((value) => Math.exp(value - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, w, i) => sum + w * SOURCE_DEPTHS_KM[i], 0) / total;
  const variance = weights.reduce((sum, w, i) => sum + w * (SOURCE_DEPTHS_KM[i] - mean) ** 2, 0) /
    total;
  return Math.sqrt(variance + 4);
}
