import type { AssociationNetwork } from "./association_network.ts";
import { phaseDensity, phaseErrorSeconds } from "./phase_density.ts";
import type { WindowPicks } from "./window_picks.ts";

/** Steps of the iteration. */
const STEPS = 14;

/** How much wider errors are at the first step, where the grid's spacing counts; it shrinks with each step. */
const WIDEST = 4;
const SHRINKS = 0.75;

/** Farthest step, kilometres. */
const LONGEST_STEP_KM = 10;

/** What depth is thought to be before picks are seen, kilometres: mean and standard deviation. */
const DEPTH_PRIOR = { mean: 8, deviation: 8 };

/** Added to the diagonal, in units of one pick's information, so that few picks at one place do no harm. */
const RIDGE = 1e-3;

/** A hypocentre on the plane of a network. */
export interface PlaneHypocentre {
  /** Kilometres east of the centre. */
  eastKm: number;
  /** Kilometres north of the centre. */
  northKm: number;
  /** Kilometres below sea level. */
  depthKm: number;
  /** Origin time, seconds after the start of the window. */
  seconds: number;
}

/** Information on (east, north, depth, origin time) of the last step, the prior included. [4, 4] */
export type Information = number[][];

/**
 * Moves a hypocentre to where it explains the picks of one owner best, each weighed by the probability
 * that it belongs there and is not chance: expectation and maximisation with Gauss and Newton's steps.
 *
 * Source: after Zhu et al. 2022, JGR 127, e2021JB023249 (GaMMA), with an even background.
 */
export function refineHypocentre(
  start: PlaneHypocentre,
  { picks, network, owner, isNear }: {
    picks: WindowPicks;
    network: AssociationNetwork;
    owner: number;
    /** Whether the start is already near, so that errors need not be widened. */
    isNear: boolean;
  },
): { hypocentre: PlaneHypocentre; information: Information } {
  const at = { ...start };
  let widening = isNear ? 1 : WIDEST;
  let normal: number[][] = [];
  for (let step = 0; step < (isNear ? STEPS / 2 : STEPS); step++) {
    const sums = gather(at, { picks, network, owner, widening });
    normal = sums.normal;
    const move = solve(normal, sums.slope);
    const length = Math.hypot(move[0], move[1], move[2]);
    const share = Math.min(1, LONGEST_STEP_KM / length);
    at.eastKm += share * move[0];
    at.northKm += share * move[1];
    const deepest = network.tables[0].largestDepthKm;
    at.depthKm = Math.min(deepest, Math.max(0, at.depthKm + share * move[2]));
    at.seconds += share * move[3];
    widening = Math.max(1, widening * SHRINKS);
    if (widening === 1 && length < 0.01) break;
  }
  return { hypocentre: at, information: normal };
}

/** Weighted sums over picks: the normal equations of one step. */
function gather(
  at: PlaneHypocentre,
  { picks, network, owner, widening }: {
    picks: WindowPicks;
    network: AssociationNetwork;
    owner: number;
    widening: number;
  },
): { normal: number[][]; slope: number[] } {
  const normal = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]];
  const slope = [0, 0, 0, 0];
  const slopes = [0, 0, 0, 1];
  const { delays, tables, options } = network;
  for (let channel = 0; channel < delays.length; channel++) {
    const station = channel >> 1;
    if (picks.isHeard[station] === 0) continue;
    const east = at.eastKm - network.eastKm[station];
    const north = at.northKm - network.northKm[station];
    const distance = Math.sqrt(east * east + north * north);
    const table = tables[channel & 1];
    table.lookUp(distance, at.depthKm);
    if (Number.isNaN(table.seconds)) continue;
    const expected = at.seconds + table.seconds + delays[channel];
    const pick = picks.nearest(channel, expected, owner);
    if (pick < 0) continue;
    const residual = picks.seconds[pick] - expected;
    const error = widening * phaseErrorSeconds(channel & 1, table.seconds, options);
    const density = phaseDensity(residual, error);
    if (density === 0) continue;
    const weight = density / (density + picks.rates[channel]) / (error * error);
    slopes[0] = distance > 0 ? table.perDistanceKm * east / distance : 0;
    slopes[1] = distance > 0 ? table.perDistanceKm * north / distance : 0;
    slopes[2] = table.perDepthKm;
    for (let i = 0; i < 4; i++) {
      slope[i] += weight * slopes[i] * residual;
      for (let j = 0; j < 4; j++) normal[i][j] += weight * slopes[i] * slopes[j];
    }
  }
  const prior = 1 / DEPTH_PRIOR.deviation ** 2;
  normal[2][2] += prior;
  slope[2] += prior * (DEPTH_PRIOR.mean - at.depthKm);
  for (let i = 0; i < 4; i++) normal[i][i] += RIDGE;
  return { normal, slope };
}

/** Solves four equations by elimination; the matrix is positive by its ridge. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < 4; i++) {
    for (let k = i + 1; k < 4; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j < 5; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  for (let i = 3; i >= 0; i--) {
    for (let j = i + 1; j < 4; j++) rows[i][4] -= rows[i][j] * rows[j][4];
    rows[i][4] /= rows[i][i];
  }
  return rows.map((row) => row[4]);
}
