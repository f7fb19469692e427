import { taperedOmoriSlopes } from "../../mathematics/mod.ts";
import type { EtasLaw } from "../etas/etas_law.ts";

/** Steps of the table in a unit of ln(t + c). */
const STEPS = 64;

/**
 * The tapered Omori law and its integral from 0 on, for many ages: cubic pieces in ln(t + c) between
 * exact values and slopes, to 1e-9 of the integral.
 */
export class OmoriLookup {
  readonly #law: EtasLaw;
  /** Integral, and its slope by the step. [node] */
  readonly #values: Float64Array;
  readonly #slopes: Float64Array;

  /** For ages up to `longestDays`. */
  constructor(law: EtasLaw, longestDays: number) {
    this.#law = law;
    const nodes = Math.ceil(STEPS * Math.log1p(longestDays / law.cDays)) + 2;
    const days = Float64Array.from(
      { length: nodes },
      (_, i) => law.cDays * Math.expm1(i / STEPS),
    );
    this.#values = taperedOmoriSlopes(law, days).integral;
    this.#slopes = days.map((t) => this.rate(t) * (t + law.cDays) / STEPS);
  }

  /** h at an age, days, per day. */
  rate(age: number): number {
    const { cDays, omega, tauDays } = this.#law;
    return Math.exp(-age / tauDays - (1 + omega) * Math.log(age + cDays));
  }

  /** ∫ h from 0 to an age, days. */
  integral(age: number): number {
    const at = STEPS * Math.log1p(age / this.#law.cDays);
    const i = Math.min(this.#values.length - 2, Math.floor(at));
    const part = at - i;
    const [low, high] = [this.#values[i], this.#values[i + 1]];
    const [first, last] = [this.#slopes[i], this.#slopes[i + 1]];
    const rise = high - low;
    // Hermite's cubic, by powers of the part.
    const square = 3 * rise - 2 * first - last;
    const cube = first + last - 2 * rise;
    return low + part * (first + part * (square + part * cube));
  }
}
