/** e^x / Σ e^x over each row of n numbers, by the definition. [rows, n] */
export function softmaxReference(x: ArrayLike<number>, n: number): Float64Array {
  const y = new Float64Array(x.length);
  for (let row = 0; row < x.length; row += n) {
    let largest = -Infinity;
    for (let i = row; i < row + n; i++) largest = Math.max(largest, x[i]);
    let sum = 0;
    for (let i = row; i < row + n; i++) sum += y[i] = Math.exp(x[i] - largest);
    for (let i = row; i < row + n; i++) y[i] /= sum;
  }
  return y;
}

/** Slope by the argument of softmax: Σ_j dy_j y_j (δ_ij - y_i), by the definition. [rows, n] */
export function softmaxGradientReference(
  { y, dy }: { y: ArrayLike<number>; dy: ArrayLike<number> },
  n: number,
): Float64Array {
  const dx = new Float64Array(y.length);
  for (let row = 0; row < y.length; row += n) {
    for (let i = row; i < row + n; i++) {
      for (let j = row; j < row + n; j++) dx[i] += dy[j] * y[j] * (Number(i === j) - y[i]);
    }
  }
  return dx;
}
