import type { EtasSumsOptions } from "./etas_sums.ts";
import type { KernelCall } from "./kernel_call.ts";

/** Multiplications that a pair costs, about. */
const PAIR_COST = 60;

/** Sums of a target: see `etasSlopes`. */
export const ETAS_SLOPES = 8;

/**
 * For each target, over the first `before` sources, the sums of what each adds to the rate,
 * g = weight h / (r² + spread)^(1 + ρ), of g times the source's excess, g ln(age + c), g / (age + c),
 * g age, g spread / (r² + spread), that times the excess, and g ln(r² + spread): what the slopes of the
 * rate by the law's numbers are made of.
 *
 * As in `etasSums`, but that `out` is [target, 8] and the last column of the sources is the excess of
 * their magnitudes, `temporal` is the table of `tabulateTaperedOmoriSlopes` and `spatial` that of
 * `tabulatePowerSlopes`.
 */
export function etasSlopes(options: EtasSumsOptions): KernelCall {
  const { out, targets, before, sources, law, temporal, spatial } = options;
  const { targetCount, sourceCount, from = 0, to = targetCount, pairs } = options;
  const slice = [out + 8 * ETAS_SLOPES * from, targets + 8 * from, before + 4 * from];
  return {
    kernel: "etasSlopes",
    args: [...slice, sources, law, temporal, spatial, targetCount, sourceCount],
    units: to - from,
    multiplyAdds: pairs * PAIR_COST,
  };
}
