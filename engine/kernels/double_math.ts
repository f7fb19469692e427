import type { KernelCall } from "./kernel_call.ts";
import type { VectorOptions } from "./vector_math.ts";

const EXPONENTIAL_COST = 20;
const LOGARITHM_COST = 24;

/**
 * out = e^x, on 64-bit numbers.
 *
 * Error, against the exact value and in units of the result's last place: up to 1.5 in both builds.
 * Below −708, where results would be denormal, 0; infinite above 709.78; NaN stays NaN.
 */
export function exponentialsOfDoubles({ out, x, n }: VectorOptions): KernelCall {
  return {
    kernel: "exponentialsOfDoubles",
    args: [out, x],
    units: n,
    multiplyAdds: n * EXPONENTIAL_COST,
  };
}

/**
 * out = ln x, on 64-bit numbers from 2.2e-308 on.
 *
 * Error as in `exponentialsOfDoubles`: up to 1.5. NaN and infinity become NaN; for denormal numbers, 0
 * and numbers below the result has no meaning.
 */
export function logarithmsOfDoubles({ out, x, n }: VectorOptions): KernelCall {
  return {
    kernel: "logarithmsOfDoubles",
    args: [out, x],
    units: n,
    multiplyAdds: n * LOGARITHM_COST,
  };
}
