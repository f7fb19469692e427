import { DAY_MS } from "../../domain/mod.ts";
import { type NegativeBinomial, negativeBinomialFit } from "../../mathematics/mod.ts";

/** Fewer windows of the past than this tell nothing of how numbers vary. */
const FEWEST_WINDOWS = 10;

/**
 * How many events windows of a length had, one beside the other back from the issue time to the first
 * that is known of: a negative binomial law, or a Poisson law where there are too few windows.
 */
export function lawOfPastNumbers(
  timeMs: Iterable<number>,
  { firstMs, issuedMs, days }: { firstMs: number; issuedMs: number; days: number },
): NegativeBinomial {
  const times = [...timeMs];
  const lengthMs = days * DAY_MS;
  const windows = Math.floor((issuedMs - firstMs) / lengthMs);
  if (windows < FEWEST_WINDOWS) {
    const spanMs = Math.max(lengthMs, issuedMs - firstMs);
    // Half an event more: nothing seen is no proof that nothing comes.
    return { mean: (times.length + 0.5) * lengthMs / spanMs, dispersion: 0 };
  }
  const counts = new Uint32Array(windows);
  for (const time of times) {
    const window = Math.floor((issuedMs - time) / lengthMs);
    if (window < windows) counts[window]++;
  }
  const { mean, dispersion } = negativeBinomialFit(counts);
  return { mean: Math.max(mean, 0.5 / windows), dispersion };
}
