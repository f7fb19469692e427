import type { DeafSpan } from "./onset_picker.ts";
import type { PlanePlace } from "./source_grid.ts";
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
/** Log-probability of each depth before anything is known: most are in the upper crust. */
const DEPTH_PRIOR = [0.2, 0.3, 0.25, 0.15, 0.1].map(Math.log);

/** What is known when a source is looked for. */
export interface FirstPicks {
  /** Stations, by index in the network, that have seen P, and when (UTC epoch milliseconds). */
  readonly picks: readonly { readonly station: number; readonly timeMs: number }[];
  /** Stations that have not, until when they have been heard, and when they could have picked nothing. */
  readonly silent: readonly SilentStation[];
}

/** A station that has not seen P. */
export interface SilentStation {
  /** Its index in the network. */
  readonly station: number;
  /** Until when it has been heard, UTC epoch milliseconds. */
  readonly untilMs: number;
  /** When it could not have picked P: a P of then is no silence. */
  readonly deaf?: DeafSpan;
}

/** Seconds before an arrival from which a trigger would have been that arrival's own. */
const OWN_TRIGGER_SECONDS = 0.5;

/** Whether a station could not have picked a P that is due at a time: something before it had triggered. */
export function isDeafAt(deaf: DeafSpan | undefined, dueMs: number): boolean {
  return deaf !== undefined && dueMs > deaf.fromMs + 1000 * OWN_TRIGGER_SECONDS &&
    dueMs < deaf.toMs;
}

/** Which sources at a place are tried. */
export interface SourceTrial {
  /** Depths, by index in `SOURCE_DEPTHS_KM`. */
  readonly depths: readonly number[];
  /** What a source between the nodes of a grid adds to residuals, seconds. */
  readonly gridSeconds: number;
}

/** The best source at a place. */
export interface JudgedPlace {
  /** Its log-likelihood and prior. */
  logLikelihood: number;
  /** Its depth, by index in `SOURCE_DEPTHS_KM`. */
  depthIndex: number;
  /** Its origin time, seconds after the first pick, and the standard deviation of that. */
  originSeconds: number;
  originSigma: number;
}

/**
 * How likely sources at places are, given the first picks and the silence of other stations. All that
 * does not depend on the place is laid out once, and each place overwrites the numbers of the last.
 */
export class SourceLikelihood {
  /** When the first pick was, UTC epoch milliseconds. */
  readonly zeroMs: number;
  /** By depth: the log-likelihood at the place judged last; −Infinity where it was not tried. [depth] */
  readonly byDepth = new Float64Array(SOURCE_DEPTHS_KM.length);
  readonly #network: WarningNetwork;
  readonly #first: PlanePlace;
  /** Picks and then silent stations: places, and seconds after the first pick. [station] each */
  readonly #east: Float64Array;
  readonly #north: Float64Array;
  readonly #seconds: Float64Array;
  /** When silent stations could have picked nothing. [silent station] */
  readonly #deaf: readonly (DeafSpan | undefined)[];
  readonly #pickCount: number;
  /** Numbers of one place. [station], and of one depth. [pick] each */
  readonly #km: Float64Array;
  readonly #starts: Float64Array;
  readonly #variances: Float64Array;
  readonly #sorted: Float64Array;

  /** For one pick at least. */
  constructor({ picks, silent }: FirstPicks, network: WarningNetwork) {
    const first = picks.reduce((a, b) => b.timeMs < a.timeMs ? b : a);
    this.zeroMs = first.timeMs;
    this.#network = network;
    this.#first = network.stations[first.station];
    const stations = [...picks, ...silent].map(({ station }) => network.stations[station]);
    this.#east = Float64Array.from(stations, ({ eastKm }) => eastKm);
    this.#north = Float64Array.from(stations, ({ northKm }) => northKm);
    const times = [...picks.map(({ timeMs }) => timeMs), ...silent.map(({ untilMs }) => untilMs)];
    this.#seconds = Float64Array.from(times, (timeMs) => (timeMs - this.zeroMs) / 1000);
    this.#deaf = silent.map(({ deaf }) => deaf);
    this.#pickCount = picks.length;
    this.#km = new Float64Array(stations.length);
    this.#starts = new Float64Array(picks.length);
    this.#variances = new Float64Array(picks.length);
    this.#sorted = new Float64Array(picks.length);
  }

  /** The best source at a place. */
  judge({ eastKm, northKm }: PlanePlace, { depths, gridSeconds }: SourceTrial): JudgedPlace {
    for (let i = 0; i < this.#km.length; i++) {
      const east = eastKm - this.#east[i];
      const north = northKm - this.#north[i];
      this.#km[i] = Math.sqrt(east * east + north * north);
    }
    const [east, north] = [eastKm - this.#first.eastKm, northKm - this.#first.northKm];
    const away = Math.sqrt(east * east + north * north);
    const best = { logLikelihood: -Infinity, depthIndex: 0, originSeconds: NaN, originSigma: NaN };
    this.byDepth.fill(-Infinity);
    for (const depthIndex of depths) {
      const total = this.#fitOrigin(depthIndex, gridSeconds);
      const origin = this.#origin;
      const fit = this.#fitAt(origin, depthIndex);
      const logLikelihood = fit + DEPTH_PRIOR[depthIndex] - away / REACH_KM;
      this.byDepth[depthIndex] = logLikelihood;
      if (logLikelihood > best.logLikelihood) {
        best.logLikelihood = logLikelihood;
        best.depthIndex = depthIndex;
        best.originSeconds = origin;
        best.originSigma = Math.sqrt(1 / Math.max(total, 1));
      }
    }
    return best;
  }

  #origin = NaN;

  /** The best origin time of a depth; gives the sum of the weights that it rests on. */
  #fitOrigin(depthIndex: number, gridSeconds: number): number {
    const [starts, variances, count] = [this.#starts, this.#variances, this.#pickCount];
    let nearest = Infinity;
    for (let i = 0; i < count; i++) {
      variances[i] = this.#network.secondsAt("P", this.#km[i], depthIndex);
      nearest = Math.min(nearest, variances[i]);
    }
    for (let i = 0; i < count; i++) {
      const seconds = variances[i];
      variances[i] = arrivalVariance(seconds - nearest, gridSeconds);
      starts[i] = this.#seconds[i] - seconds;
    }
    // A stray pick must not move the origin: only picks near the middle one have a say.
    const middle = this.#middleStart();
    let [total, sum] = [0, 0];
    for (let i = 0; i < count; i++) {
      const off = starts[i] - middle;
      if (count > 2 && off * off > LARGEST_SQUARE * variances[i]) continue;
      total += 1 / variances[i];
      sum += starts[i] / variances[i];
    }
    this.#origin = total > 0 ? sum / total : middle;
    return total;
  }

  /** How well an origin time fits what is seen and what is not. */
  #fitAt(origin: number, depthIndex: number): number {
    const [starts, variances, count] = [this.#starts, this.#variances, this.#pickCount];
    let fit = 0;
    for (let i = 0; i < count; i++) {
      const residual = starts[i] - origin;
      const misfit = residual * residual / variances[i] + Math.log(variances[i] / PICK_VARIANCE);
      fit -= Math.min(LARGEST_SQUARE, misfit) / 2;
    }
    for (let i = count; i < this.#km.length; i++) {
      const due = origin + this.#network.secondsAt("P", this.#km[i], depthIndex);
      const late = this.#seconds[i] - (due + TELLING_SECONDS);
      if (late <= 0 || isDeafAt(this.#deaf[i - count], this.zeroMs + 1000 * due)) continue;
      fit += MISSED * Math.min(1, late);
    }
    return fit;
  }

  /** The median; of an even number the mean of both. A few numbers: sorted by insertion. */
  #middleStart(): number {
    const [values, sorted, count] = [this.#starts, this.#sorted, this.#pickCount];
    for (let i = 0; i < count; i++) {
      const value = values[i];
      let j = i - 1;
      for (; j >= 0 && sorted[j] > value; j--) sorted[j + 1] = sorted[j];
      sorted[j + 1] = value;
    }
    const half = count >> 1;
    return count % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

/** Variance of an arrival that comes some seconds after the nearest station's, squared seconds. */
export function arrivalVariance(seconds: number, gridSeconds = 0): number {
  const model = MODEL_SIGMA_SHARE * seconds;
  return PICK_VARIANCE + model * model + gridSeconds * gridSeconds;
}
