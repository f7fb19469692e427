/**
 * The modified Bessel function of the first kind and order 0, by its series, for 0 to about 700.
 *
 * Source: Abramowitz & Stegun 9.6.12.
 */
export function besselI0(x: number): number {
  const quarter = x * x / 4;
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

/** Kaiser's window at a place from -1 to 1, 1 in the middle; larger `beta` is smoother. */
export function kaiserWindow(place: number, beta: number): number {
  return besselI0(beta * Math.sqrt(Math.max(0, 1 - place * place))) / besselI0(beta);
}

/** sin(pi x) / (pi x). */
export function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
