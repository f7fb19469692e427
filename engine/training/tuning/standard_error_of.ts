import { standardNormalQuantile } from "../../mathematics/mod.ts";

/** Upper end of the middle 95 %. */
const UPPER = 0.975;

/** Standard error of a mean whose 95 % interval is known, in the mean's own unit. */
export function standardErrorOf({ low, high }: { low: number; high: number }): number {
  return (high - low) / (2 * standardNormalQuantile(UPPER));
}
