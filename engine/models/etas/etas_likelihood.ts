import type { RunningKernels } from "../../backend/mod.ts";
import { DAY_MS, type PointEvents, type ScoredSpan } from "../../domain/mod.ts";
import {
  ETAS_SLOPES,
  etasSlopes,
  tabulatePowerSlopes,
  tabulateTaperedOmoriSlopes,
} from "../../kernels/mod.ts";
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
  /**
   * Of so many events of the span one is explained, in the place of all: 1 unless given. What is
   * expected stays exact.
   */
  every?: number;
  /** The kernels at work. */
  kernels: RunningKernels;
}

/** The log-likelihood of events and its slopes by the parameters, nats. */
export interface EtasLikelihood {
  /** Of all events of the span together. */
  value: number;
  /** By the parameters, in the order of ETAS_KEYS. */
  gradient: Float64Array;
  /**
   * Fisher's information as the events tell it, Σ ∇ln λ ∇ln λᵀ: about the curvature of −ln L where the
   * law is true, and never negative. [parameter, parameter]
   */
  information: number[][];
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
  return { value: rates.value - expected.value, gradient, information: rates.information };
}

type Laid = EtasLikelihoodOptions & { law: EtasLaw };

/** Σ ln λ and its slopes. */
function addRates(
  events: PointEvents,
  { law, mc, span: { from, to }, background, every = 1, kernels }: Laid,
): EtasLikelihood {
  const chosen = Uint32Array.from(
    { length: Math.ceil((to - from - (every >> 1)) / every) },
    (_, i) => from + (every >> 1) + every * i,
  );
  const sums = runEtasPairs(events, {
    ...{ law, mc, kernels, width: ETAS_SLOPES, build: etasSlopes },
    tables: { temporal: tabulateTaperedOmoriSlopes, spatial: tabulatePowerSlopes },
    timesMs: Float64Array.from(chosen, (event) => events.timeMs[event]),
    placeOf: chosen,
    lastColumn: ({ excess }) => excess,
  });
  const gradient = new Float64Array(ETAS_KEYS.length);
  const information = ETAS_KEYS.map(() => new Array<number>(ETAS_KEYS.length).fill(0));
  let value = 0;
  for (let i = 0; i < chosen.length; i++) {
    const at = ETAS_SLOPES * i;
    const own = background === undefined ? law.mu : law.mu * background[chosen[i]];
    const slopes = slopesOfRate(law, { own, sums: sums.subarray(at, at + ETAS_SLOPES) });
    const rate = own + sums[at];
    value += Math.log(rate);
    for (let k = 0; k < slopes.length; k++) {
      gradient[k] += slopes[k] /= rate;
      for (let l = 0; l <= k; l++) information[k][l] += slopes[k] * slopes[l];
    }
  }
  const scale = (to - from) / chosen.length;
  return {
    value: scale * value,
    gradient: gradient.map((slope) => scale * slope),
    information: information.map((row, k) =>
      row.map((_, l) => scale * information[Math.max(k, l)][Math.min(k, l)])
    ),
  };
}

/** Slopes of a target's rate by the parameters. */
function slopesOfRate(
  { cDays, omega, tauDays, rho }: EtasLaw,
  { own, sums }: { own: number; sums: Float64Array },
): Float64Array {
  return Float64Array.of(
    LN10 * own,
    LN10 * sums[0],
    sums[1],
    -LN10 * cDays * (1 + omega) * sums[3],
    -sums[2],
    LN10 * sums[4] / tauDays,
    -LN10 * (1 + rho) * sums[5],
    -(1 + rho) * sums[6],
    -sums[7],
  );
}

/** ∫∫ λ and its slopes. */
function subtractExpected(
  events: PointEvents,
  { law, mc, areaKm2, span }: Laid,
): Omit<EtasLikelihood, "information"> {
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
