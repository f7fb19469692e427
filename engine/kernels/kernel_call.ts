import type { KernelExports, KernelName } from "./kernel_exports.ts";

/**
 * One call of a kernel with everything but its scratch and its range of units; it can be done as a
 * whole or cut into ranges, on any threads, with the same bits as result.
 */
export interface KernelCall {
  /** Which kernel. */
  kernel: KernelName;
  /** Outputs, inputs (addresses) and sizes, without scratch and range. */
  args: readonly number[];
  /** Number of units of output that the work can be cut into. */
  units: number;
  /** Multiplications, about, to judge whether it is worth more than one thread. */
  multiplyAdds: number;
}

/** Does calls: on one thread, or on several. */
export interface KernelRunner {
  /** Runs a call to its end. */
  run(call: KernelCall): void;
}

/** Does calls on the caller's thread. */
export function singleThread(exports: KernelExports, scratch: number): KernelRunner {
  return {
    run: ({ kernel, args, units }) => {
      if (units > 0) exports[kernel](scratch, ...args, 0, units);
    },
  };
}
