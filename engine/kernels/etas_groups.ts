import type { EtasSumsOptions } from "./etas_sums.ts";
import type { KernelCall } from "./kernel_call.ts";

/** Multiplications that a pair costs, about. */
const PAIR_COST = 60;

/** Numbers of a group: rate and integral in the whole plane, the rate here under four scales, and turned. */
export const ETAS_GROUP_SUMS = 7;

/** Columns of the sources. */
export const ETAS_GROUP_COLUMNS = 11;

/** Sums over pairs of sources and targets, the sources in groups. */
export interface EtasGroupsOptions extends Omit<EtasSumsOptions, "before"> {
  /**
   * Address of the columns of `etasSums`, then of the three coordinates of u and of α, by which each
   * source measures distance along its own ellipse. [11, source]
   */
  sources: number;
  /** Address of the first source of a group and one past its last, 32-bit integers. [target, group, 2] */
  ranges: number;
  /** Address of 1 for a group that is wanted under all scales, else 0; 32-bit integers. [group] */
  isScaled: number;
  /** Number of groups. */
  groups: number;
}

/**
 * For each target and group, over the group's sources, h being the temporal law of an age, H its
 * integral from 0 on and s one of the law's four scales: Σ planeWeight h, Σ planeWeight H,
 * Σ weight h / (r² + s spread)^(1 + ρ) for each s, and Σ weight h / (α r² + (d · u)² + spread)^(1 + ρ),
 * d being the way from source to target; for the first s alone where the group is not scaled.
 *
 * Sums: [target, group, 7]. The rest is as in `etasSums`.
 */
export function etasGroups(options: EtasGroupsOptions): KernelCall {
  const { out, targets, ranges, sources, law, temporal, spatial, isScaled } = options;
  const { targetCount, sourceCount, groups, from = 0, to = targetCount, pairs } = options;
  const slice = [
    out + 8 * ETAS_GROUP_SUMS * groups * from,
    targets + 8 * from,
    ranges + 8 * groups * from,
  ];
  const tables = [sources, law, temporal, spatial, isScaled];
  return {
    kernel: "etasGroups",
    args: [...slice, ...tables, targetCount, sourceCount, groups],
    units: to - from,
    multiplyAdds: pairs * PAIR_COST,
  };
}
