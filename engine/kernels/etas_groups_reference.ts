import { etasPairReference, type EtasSumsInputs } from "./etas_sums_reference.ts";

/** One pair sum's columns and law, with groups, in plain numbers. */
export interface EtasGroupsInputs extends EtasSumsInputs {
  /** As in `EtasSumsInputs`, then the three coordinates of u and α. [11, source] */
  sources: readonly ArrayLike<number>[];
  /** First source of a group and one past its last. [target, group, 2] */
  ranges: ArrayLike<number>;
  /** 1 for a group that is wanted under all scales, else 0. [group] */
  isScaled: ArrayLike<number>;
  /** What spreads are multiplied by. [4] */
  scales: readonly number[];
}

/** The sums of `etasGroups`, by the definition. [target, group, 7] */
export function etasGroupsReference(inputs: EtasGroupsInputs): Float64Array {
  const { targets, ranges, sources, isScaled, scales, law, integral } = inputs;
  const groups = isScaled.length;
  const sums = new Float64Array(7 * groups * targets[0].length);
  for (let at = 0; at < ranges.length / 2; at++) {
    const [target, group] = [Math.floor(at / groups), at % groups];
    for (let j = ranges[2 * at]; j < ranges[2 * at + 1]; j++) {
      const { age, temporal, squaredKm } = etasPairReference(inputs, [target, j]);
      const [spread, weight, planeWeight, , , , along] = [4, 5, 6, 7, 8, 9, 10].map((k) =>
        sources[k][j]
      );
      sums[7 * at] += planeWeight * temporal;
      sums[7 * at + 1] += planeWeight * integral(age);
      const add = (k: number, distance: number) =>
        sums[7 * at + k] += weight * temporal / distance ** (1 + law.rho);
      add(2, squaredKm + scales[0] * spread);
      if (!isScaled[group]) continue;
      for (const k of [1, 2, 3]) add(2 + k, squaredKm + scales[k] * spread);
      const across = [1, 2, 3]
        .reduce((sum, k) => sum + (targets[k][target] - sources[k][j]) * sources[6 + k][j], 0);
      add(6, along * squaredKm + across * across + spread);
    }
  }
  return sums;
}
