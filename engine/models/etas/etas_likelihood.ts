import type { RunningKernels } from "../../backend/mod.ts";
import { DAY_MS, type PointEvents, type ScoredSpan } from "../../domain/mod.ts";
import { ETAS_SLOPES, etasSlopes } from "../../kernels/mod.ts";
import { taperedOmoriSlopes } from "../../mathematics/mod.ts";
import { type EtasLaw, etasLawOf, planeIntegralOf, productivityOf, spreadOf } from "./etas_law.ts";
import type { EtasParameters } from "./etas_parameters.ts";
import { runEtasPairs } from "./run_etas_pairs.ts";

/** Names of the parameters in the order of a gradient. */
export const ETAS_KEYS = [
  ...["log10Mu", "log10K0", "a", "log10C", "omega", "log10Tau", "log10D", "gamma", "rho"],
] as readonly (keyof EtasParameters)[];

/** What a likelihood is of. */
export interface EtasLikelihoodOptions {
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** Area of the background, km². */
  areaKm2: number;
  /** The events that are explained; all before count as history. */
  span: ScoredSpan;
  /**
   * Density of the background at each event, as a multiple of the mean over the area, so that μ is its
   * mean: 1 unless given, 0 where there is none. [event]
   */
  background?: Float64Array;
  /** The kernels at work. */
  kernels: RunningKernels;
}

/** The log-likelihood of events and its slopes by the parameters, nats. */
export interface EtasLikelihood {
  /** Of all events of the span together. */
  value: number;
  /** By the parameters, in the order of ETAS_KEYS. */
  gradient: Float64Array;
}

const LN10 = Math.LN10;

/**
 * ln L = Σ ln λ(t_i, x_i) − ∫∫ λ dx dt over the window and the whole plane (the background over its
 * area), with its exact gradient.
 *
 * Source: Ogata 1998, Ann. Inst. Stat. Math. 50; SCIENCE.md 2.1 for the law.
 */
export function etasLikelihood(
  events: PointEvents,
  { parameters, ...options }: EtasLikelihoodOptions & { parameters: EtasParameters },
): EtasLikelihood {
  const law = etasLawOf(parameters);
  const rates = addRates(events, { law, ...options });
  const expected = subtractExpected(events, { law, ...options });
  const gradient = rates.gradient.map((slope, k) => slope - expected.gradient[k]);
  return { value: rates.value - expected.value, gradient };
}

type Laid = EtasLikelihoodOptions & { law: EtasLaw };

/** Σ ln λ and its slopes. */
function addRates(
  events: PointEvents,
  { law, mc, span, background, kernels }: Laid,
): EtasLikelihood {
  const { from, to } = span;
  const sums = runEtasPairs(events, {
    ...{ law, mc, kernels, width: ETAS_SLOPES, build: etasSlopes },
    timesMs: events.timeMs.slice(from, to),
    placeOf: Uint32Array.from({ length: to - from }, (_, i) => from + i),
    lastColumn: ({ excess }) => excess,
  });
  const { mu, cDays, omega, tauDays, rho } = law;
  const gradient = new Float64Array(ETAS_KEYS.length);
  let value = 0;
  for (let i = 0; i < to - from; i++) {
    const at = ETAS_SLOPES * i;
    const own = background === undefined ? mu : mu * background[from + i];
    const rate = own + sums[at];
    value += Math.log(rate);
    gradient[0] += LN10 * own / rate;
    gradient[1] += LN10 * sums[at] / rate;
    gradient[2] += sums[at + 1] / rate;
    gradient[3] -= LN10 * cDays * (1 + omega) * sums[at + 3] / rate;
    gradient[4] -= sums[at + 2] / rate;
    gradient[5] += LN10 * sums[at + 4] / tauDays / rate;
    gradient[6] -= LN10 * (1 + rho) * sums[at + 5] / rate;
    gradient[7] -= (1 + rho) * sums[at + 6] / rate;
    gradient[8] -= sums[at + 7] / rate;
  }
  return { value, gradient };
}

/** ∫∫ λ and its slopes. */
function subtractExpected(events: PointEvents, { law, mc, areaKm2, span }: Laid): EtasLikelihood {
  const { startMs, endMs } = span;
  const size = span.to;
  const ages = (endOfAge: number) =>
    Float64Array.from(
      { length: size },
      (_, i) => Math.max(0, endOfAge - events.timeMs[size - 1 - i]) / DAY_MS,
    );
  const [late, early] = [endMs, startMs].map((ms) => taperedOmoriSlopes(law, ages(ms)));
  const background = law.mu * areaKm2 * (endMs - startMs) / DAY_MS;
  const gradient = new Float64Array(ETAS_KEYS.length);
  gradient[0] = LN10 * background;
  let value = background;
  for (let i = 0; i < size; i++) {
    const excess = events.magnitude[size - 1 - i] - mc;
    const spread = spreadOf(law, excess);
    const scale = productivityOf(law, excess) * planeIntegralOf(law, spread);
    const of = (column: "integral" | "byC" | "byOmega" | "byTau") =>
      scale * (late[column][i] - early[column][i]);
    const triggered = of("integral");
    value += triggered;
    gradient[1] += LN10 * triggered;
    gradient[2] += excess * triggered;
    gradient[3] += LN10 * law.cDays * of("byC");
    gradient[4] += of("byOmega");
    gradient[5] += LN10 * law.tauDays * of("byTau");
    gradient[6] -= LN10 * law.rho * triggered;
    gradient[7] -= law.rho * excess * triggered;
    gradient[8] -= (1 / law.rho + Math.log(spread)) * triggered;
  }
  return { value, gradient };
}
