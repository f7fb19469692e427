/** The index in whose part of running sums a number falls; the last for one beyond them. */
export function pickBySums(sums: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The index that falls to a number below the sum of the weights; one of weight 0 never. */
export function pickByWeights(weights: ArrayLike<number>, value: number): number {
  let [sum, last] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] > 0)) continue;
    sum += weights[i];
    last = i;
    if (value < sum) return i;
  }
  return last;
}
