/** Samples at either end that are never an onset: a variance needs a few. */
const EDGE = 5;

/** An onset within a window. */
export interface Onset {
  /** First sample after the onset, counted from the start of the window. */
  readonly sample: number;
  /** How much better two halves fit than one, in units of the criterion; larger is clearer. */
  readonly gain: number;
}

/**
 * Where a window is best cut into two stationary halves: the least of
 * AIC(k) = k log var(x[0..k)) + (n − k) log var(x[k..n)), summed over the components, each about its
 * mean. Undefined for windows of less than 12 samples or without any variance.
 *
 * Source: Maeda (1985), A method for reading and checking phase times in autoprocessing system of
 * seismic wave data; components summed as in Leonard & Kennett (1999).
 */
export function akaikeOnset(components: readonly ArrayLike<number>[]): Onset | undefined {
  const count = components[0]?.length ?? 0;
  if (count < 2 * EDGE + 2) return undefined;
  const criterion = new Float64Array(count);
  for (const samples of components) addCriterion(samples, criterion);
  let best = EDGE;
  for (let k = EDGE; k <= count - EDGE; k++) {
    if (criterion[k] < criterion[best]) best = k;
  }
  if (!Number.isFinite(criterion[best])) return undefined;
  return { sample: best, gain: criterion[0] - criterion[best] };
}

/** Adds the criterion of one component at every cut; at 0 that of a single whole. */
function addCriterion(samples: ArrayLike<number>, criterion: Float64Array): void {
  const count = samples.length;
  const before = halfLogs(samples, 1);
  const after = halfLogs(samples, -1);
  criterion[0] += after[count];
  for (let k = EDGE; k <= count - EDGE; k++) criterion[k] += before[k] + after[count - k];
}

/** count · log variance of the first `count` samples from the start or the end. [count + 1] */
function halfLogs(samples: ArrayLike<number>, direction: 1 | -1): Float64Array {
  const count = samples.length;
  const logs = new Float64Array(count + 1);
  let [mean, squares] = [0, 0];
  for (let k = 1; k <= count; k++) {
    const value = samples[direction === 1 ? k - 1 : count - k];
    const off = value - mean;
    mean += off / k;
    squares += off * (value - mean);
    // A half without variance would be worth infinitely much: padding is no half.
    logs[k] = squares > 0 ? k * Math.log(squares / k) : Infinity;
  }
  return logs;
}
