/** A stretch in which a ratio stays up. */
export interface Trigger {
  /** First sample at or above the threshold of its beginning. */
  readonly on: number;
  /** First sample after it below the threshold of its end, or the number of samples. */
  readonly off: number;
  /** Sample of the largest ratio. */
  readonly peakSample: number;
  /** The largest ratio. */
  readonly peak: number;
}

/** Stretches from `on` reached to below `off`, in order. NaN counts as below. */
export function findTriggers(
  ratios: ArrayLike<number>,
  { on, off }: { on: number; off: number },
): Trigger[] {
  const triggers: Trigger[] = [];
  for (let i = 0; i < ratios.length; i++) {
    if (!(ratios[i] >= on)) continue;
    let [end, peakSample] = [i, i];
    while (end < ratios.length && ratios[end] >= off) {
      if (ratios[end] > ratios[peakSample]) peakSample = end;
      end++;
    }
    triggers.push({ on: i, off: end, peakSample, peak: ratios[peakSample] });
    i = Math.max(i, end - 1);
  }
  return triggers;
}
