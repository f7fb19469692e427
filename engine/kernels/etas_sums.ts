import type { KernelCall } from "./kernel_call.ts";

/** Multiplications that a pair costs, about. */
const PAIR_COST = 40;

/** Sums over pairs of sources and targets. All numbers but `before` are of 64 bits. */
export interface EtasSumsOptions {
  /** Address of the sums. [target, 3] */
  out: number;
  /** Address of time, x, y and z of all targets; kilometres, x, y and z from the sphere's centre or from any other place. [4, target] */
  targets: number;
  /** Address of how many of the first sources count for each target, 32-bit integers. [target] */
  before: number;
  /** Address of time, x, y, z, spread (km²), weight and weight in the whole plane. [7, source] */
  sources: number;
  /** Address of the numbers of `layEtasLaw`. */
  law: number;
  /** Address of the coefficients of `tabulateTaperedOmori`, for the law's longest age. */
  temporal: number;
  /** Address of the table of `tabulatePower` for −(1 + ρ). */
  spatial: number;
  /** Number of targets. */
  targetCount: number;
  /** Number of sources. */
  sourceCount: number;
  /** First target to do; 0 unless given. */
  from?: number;
  /** One past the last target to do; all unless given. */
  to?: number;
  /** Pairs of which the sums are made, to judge what the work is worth. */
  pairs: number;
}

/**
 * For each target, over the first `before` sources, h being the temporal law of an age and H its
 * integral from 0 on:
 * Σ weight h / (r² + spread)^(1 + ρ), Σ planeWeight h, Σ planeWeight H.
 *
 * r is the great-circle distance by the haversine relation, from the chord between the places. Each
 * term is within 1e-12 of itself for places as given. An age must neither be negative nor beyond the
 * table. NaN in a pair makes NaN of a sum.
 */
export function etasSums(options: EtasSumsOptions): KernelCall {
  const { out, targets, before, sources, law, temporal, spatial } = options;
  const { targetCount, sourceCount, from = 0, to = targetCount, pairs } = options;
  const slice = [out + 24 * from, targets + 8 * from, before + 4 * from];
  return {
    kernel: "etasSums",
    args: [...slice, sources, law, temporal, spatial, targetCount, sourceCount],
    units: to - from,
    multiplyAdds: pairs * PAIR_COST,
  };
}
