/** Places, from −1 to 1, and weights of a quadrature. */
export interface Quadrature {
  /** Where the function is taken. */
  nodes: Float64Array;
  /** How much each counts; they sum to 2. */
  weights: Float64Array;
}

/**
 * The Gauss–Legendre quadrature of so many points, exact for polynomials of degree 2 points − 1.
 *
 * Throws RangeError unless `points` is a whole number of 1 or more.
 * Source: Abramowitz & Stegun 1964, equation 25.4.29; the nodes by Newton's method.
 */
export function gaussLegendre(points: number): Quadrature {
  if (!Number.isInteger(points) || points < 1) {
    throw new RangeError(`Cannot make a quadrature of ${points} points`);
  }
  const nodes = new Float64Array(points);
  const weights = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    let x = Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      const legendre = legendreOf(points, x);
      slope = legendre.slope;
      const change = legendre.value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[i] = -x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** The Legendre polynomial of a degree and its slope, at x inside −1 to 1. */
function legendreOf(degree: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n++) {
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  }
  return { value, slope: degree * (x * value - before) / (x * x - 1) };
}
