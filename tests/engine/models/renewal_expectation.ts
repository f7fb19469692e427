/** A law of waits, as the chance that the next one takes at most so many days. */
export type WaitingChance = (days: number) => number;

/** Steps of the quadrature. */
const STEPS = 2_000;

/**
 * Expected number of events of a renewal process in so many days, an age of days after its last event:
 * the renewal equation, solved step by step from the chance of waits alone.
 *
 * Source: Xie 1989, Commun. Stat. Simul. Comput. 18 (midpoints of the Riemann-Stieltjes integral).
 */
export function renewalExpectation(
  chance: WaitingChance,
  { days, ageDays }: { days: number; ageDays: number },
): number {
  const step = days / STEPS;
  const half = Float64Array.from({ length: STEPS }, (_, i) => chance((i + 0.5) * step));
  const expected = new Float64Array(STEPS + 1); // after an event
  for (let i = 1; i <= STEPS; i++) {
    let sum = chance(i * step) - half[0] * expected[i - 1];
    for (let j = 1; j < i; j++) sum += half[i - j] * (expected[j] - expected[j - 1]);
    expected[i] = sum / (1 - half[0]);
  }
  const known = chance(ageDays);
  const first = (at: number) => (chance(ageDays + at) - known) / (1 - known);
  let total = first(days);
  for (let j = 1; j <= STEPS; j++) {
    const later = (expected[STEPS - j] + expected[STEPS - j + 1]) / 2;
    total += later * (first(j * step) - first((j - 1) * step));
  }
  return total;
}
