import { completenessAfterEvent } from "../../mathematics/mod.ts";
import {
  type EtasLaw,
  etasLawOf,
  planeIntegralOf,
  productivityOf,
  spreadOf,
} from "../etas/etas_law.ts";
import { type AftershockSequence, completeAftershocks } from "./aftershock_sequence.ts";
import type { AftershockEtas } from "./generic_etas.ts";
import { hiddenScale } from "./hidden_aftershocks.ts";

/** What is known of a mainshock's productivity: log10 of how many times the law's it is. */
export interface MainshockProductivity {
  /** Values, evenly spaced. [point] */
  log10: Float64Array;
  /** Probability of each; they add up to 1. [point] */
  weight: Float64Array;
  /** Its mean. */
  mean: number;
  /** Its standard deviation. */
  deviation: number;
  /** Aftershocks above completeness that it rests on. */
  events: number;
}

const GRID = Float64Array.from({ length: 601 }, (_, i) => -3 + i / 100);

/** Points of the quadrature over the known time, and where it begins, days. */
const POINTS = 2000;
const FIRST_DAYS = 1e-6;

/**
 * The productivity of a mainshock, from the law of its spread between sequences and the aftershocks so
 * far: each of these, above the completeness of its time, is the mainshock's or an earlier one's, those
 * that were missed included (`hiddenScale`).
 *
 * Source: Ogata 1998 (likelihood); Page et al. 2016, BSSA 106 (completeness that changes in time).
 */
export function mainshockProductivity(
  etas: AftershockEtas,
  sequence: AftershockSequence,
  { isAdapted = true }: { isAdapted?: boolean } = {},
): MainshockProductivity {
  const { days } = completeAftershocks(sequence);
  const adapted = isAdapted ? days : [];
  const law = etasLawOf(etas.parameters);
  const main = strengthOf(law, sequence.magnitude - etas.mc);
  const scales = Array.from(
    sequence.days,
    (days, j) =>
      days > 0 ? hiddenScale(etas, sequence, { days, magnitude: sequence.magnitudes[j] }) : 0,
  );
  const shares = adapted.map((day) => ({
    own: main * fading(law, day),
    others: othersAt(day, { law, sequence, etas, scales }),
  }));
  const exposure = isAdapted ? main * completeShare(law, { etas, sequence }) : 0;
  const logDensity = GRID.map((log10) => {
    const factor = 10 ** log10;
    const logRates = shares.reduce(
      (sum, { own, others }) => sum + Math.log(factor * own + others),
      0,
    );
    return logRates - factor * exposure - 0.5 * (log10 / etas.productivitySpread) ** 2;
  });
  const highest = Math.max(...logDensity);
  const density = logDensity.map((value) => Math.exp(value - highest));
  const total = density.reduce((sum, value) => sum + value, 0);
  const weight = density.map((value) => value / total);
  const mean = weight.reduce((sum, w, i) => sum + w * GRID[i], 0);
  const variance = weight.reduce((sum, w, i) => sum + w * (GRID[i] - mean) ** 2, 0);
  return {
    log10: GRID.slice(),
    weight,
    mean,
    deviation: Math.sqrt(variance),
    events: adapted.length,
  };
}

function strengthOf(law: EtasLaw, excess: number): number {
  return productivityOf(law, excess) * planeIntegralOf(law, spreadOf(law, excess));
}

function fading({ cDays, omega, tauDays }: EtasLaw, days: number): number {
  return Math.exp(-days / tauDays) * (days + cDays) ** -(1 + omega);
}

/** Rate that earlier aftershocks add at a time, a day. */
function othersAt(
  day: number,
  { law, sequence, etas: { mc }, scales }: {
    law: EtasLaw;
    sequence: AftershockSequence;
    etas: AftershockEtas;
    scales: readonly number[];
  },
): number {
  let rate = 0;
  for (let j = 0; j < sequence.days.length; j++) {
    const age = day - sequence.days[j];
    const excess = sequence.magnitudes[j] - mc;
    if (age > 0 && sequence.days[j] > 0 && excess >= 0) {
      rate += scales[j] * strengthOf(law, excess) * fading(law, age);
    }
  }
  return rate;
}

/** Integral of the temporal law over the known time, of what is complete; Simpson's rule in ln t. */
function completeShare(
  law: EtasLaw,
  { etas: { beta, mc }, sequence }: { etas: AftershockEtas; sequence: AftershockSequence },
): number {
  const { magnitude, knownDays, catalogue, recovery } = sequence;
  if (!(knownDays > FIRST_DAYS)) return 0;
  const step = Math.log(knownDays / FIRST_DAYS) / POINTS;
  let sum = 0;
  for (let point = 0; point <= POINTS; point++) {
    const t = FIRST_DAYS * Math.exp(point * step);
    const least = completenessAfterEvent(magnitude, { days: t, catalogue, law: recovery });
    const weight = point === 0 || point === POINTS ? 1 : point % 2 === 1 ? 4 : 2;
    sum += weight * t * fading(law, t) * Math.exp(-beta * (least - mc));
  }
  return sum * step / 3;
}
