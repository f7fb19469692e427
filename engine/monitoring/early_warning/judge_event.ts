import type { AlertMagnitude, StationEvidence } from "../../domain/mod.ts";
import { standardNormalCumulative } from "../../mathematics/mod.ts";
import type { PointSource } from "./locate_first_picks.ts";
import { type PlaneWave, TELESEISM_SECONDS_PER_KM } from "./fit_plane_wave.ts";

/**
 * Standard deviation of an epicentre from which it says too little, kilometres. Two or three stations
 * must be the nearest ones: far from all others any two disturbances have a source in common.
 */
const LARGEST_SIGMA_KM = { few: 20, more: 40 };
/** Weighted misfit from which picks are not of one source. */
const LARGEST_MISFIT = 3;
/** Probability of a source at the edge of the search from which it is told of no more. */
const LARGEST_EDGE_PROBABILITY = 0.3;
/** Standard deviation of the magnitudes of stations from which they have not seen the same. */
const LARGEST_SCATTER = { two: 0.8, more: 1 };
/** So many stations are few: nearly all that P has reached must have seen it. */
const FEW_STATIONS = 4;
const LEAST_SHARE_OF_FEW = 0.7;
/** Root mean square of a plane wave's residuals below which it explains the picks, seconds. */
const PLANE_MISFIT_SECONDS = 0.6;
/**
 * A source is among the stations, whatever its period, where so many have picks that no plane wave
 * explains and the source explains twice as well.
 */
const NEAR = { stations: 5, share: 0.5 };
/** Magnitude by period beyond that by displacement from which the waves come from far away. */
const LARGEST_PERIOD_EXCESS = 2;
/** Ratio to noise from which a period is that of P. */
const CLEAR_RATIO = 10;

/** What is known of a possible event. */
export interface EventState {
  /** Where it would be. */
  readonly source: PointSource;
  /** What stations said. */
  readonly evidence: readonly StationEvidence[];
  /** How large it would be; undefined where no station could be read. */
  readonly magnitude: AlertMagnitude | undefined;
  /** Stations that P has reached and that have not seen it. */
  readonly silentCount: number;
  /** The plane wave through the picks; undefined for fewer than three stations. */
  readonly plane: PlaneWave | undefined;
}

/** What an event must be to be told of. */
export interface EventRules {
  readonly leastStations: number;
  readonly leastMagnitude: number;
  readonly leastShare: number;
}

/** Probability that the magnitude is at least `least`. */
export function probabilityOf(magnitude: AlertMagnitude, least: number): number {
  return 1 - standardNormalCumulative((least - magnitude.magnitude) / magnitude.sigma);
}

/**
 * Why a possible event is not told of; empty where it is. Too few stations, stations in between that saw
 * nothing, picks of no common source, waves from far away (they cross the network too fast, or their
 * period is that of a giant and their amplitude that of a dwarf), and events that are too small.
 */
export function refuseEvent(state: EventState, rules: EventRules): string[] {
  const { source, evidence, magnitude, silentCount } = state;
  const reasons = [...describeDistantSource(state)];
  if (evidence.length < rules.leastStations) reasons.push(`${evidence.length} stations`);
  const share = evidence.length / (evidence.length + silentCount);
  const few = evidence.length <= FEW_STATIONS;
  if (share < (few ? Math.max(LEAST_SHARE_OF_FEW, rules.leastShare) : rules.leastShare)) {
    reasons.push(`${silentCount} stations that P has reached have not seen it`);
  }
  if (source.misfit > LARGEST_MISFIT) reasons.push("picks are of no common source");
  const largestSigmaKm = LARGEST_SIGMA_KM[evidence.length < FEW_STATIONS ? "few" : "more"];
  if (source.horizontalSigmaKm > largestSigmaKm) reasons.push("the place is not known yet");
  const read = evidence.flatMap(({ displacementMagnitude: m }) => m === undefined ? [] : [m]);
  if (magnitude === undefined || read.length < 2) {
    reasons.push("fewer than two stations with a magnitude");
    return reasons;
  }
  if (scatterOf(read) > (read.length === 2 ? LARGEST_SCATTER.two : LARGEST_SCATTER.more)) {
    reasons.push("amplitudes do not agree");
  }
  if (probabilityOf(magnitude, rules.leastMagnitude) < 0.5) {
    reasons.push(`magnitude below ${rules.leastMagnitude}`);
  }
  return reasons;
}

/** Signs that the source is far outside the network: a plane wave must fit better than a point. */
export function describeDistantSource(state: EventState): string[] {
  const { source, evidence, plane } = state;
  const reasons: string[] = [];
  if (source.edgeProbability > LARGEST_EDGE_PROBABILITY) {
    reasons.push("teleseism: the source may lie beyond the area that is searched");
  }
  if (
    plane !== undefined && evidence.length >= 3 && plane.apertureKm > 20 &&
    plane.secondsPerKm < TELESEISM_SECONDS_PER_KM &&
    plane.misfitSeconds < Math.min(PLANE_MISFIT_SECONDS, Math.max(0.02, residualOf(evidence)))
  ) {
    const speed = (1 / plane.secondsPerKm).toFixed(0);
    reasons.push(`teleseism: P crosses the network at ${speed} km/s`);
  }
  if (isNear(state)) return reasons;
  const excess = evidence.flatMap((it) =>
    it.periodMagnitude !== undefined && it.displacementMagnitude !== undefined &&
      it.signalToNoise! >= CLEAR_RATIO
      ? [it.periodMagnitude - it.displacementMagnitude]
      : []
  ).sort((a, b) => a - b);
  const enough = evidence.length < FEW_STATIONS ? 1 : 2;
  if (excess.length >= enough && excess[excess.length >> 1] > LARGEST_PERIOD_EXCESS) {
    reasons.push("teleseism: long period and small amplitude");
  }
  return reasons;
}

/** Whether arrivals alone tell that the source is near: they curve as those of no distant one do. */
function isNear({ evidence, plane }: EventState): boolean {
  return plane !== undefined && evidence.length >= NEAR.stations &&
    plane.misfitSeconds > PLANE_MISFIT_SECONDS &&
    residualOf(evidence) < NEAR.share * plane.misfitSeconds;
}

/** Root mean square of residuals, seconds. */
function residualOf(evidence: readonly StationEvidence[]): number {
  const squares = evidence.reduce((sum, it) => sum + it.residualSeconds ** 2, 0);
  return Math.sqrt(squares / evidence.length);
}

function scatterOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
