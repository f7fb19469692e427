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
  /** Units that are best done together, such as the rows of a tile; 1 unless given. */
  grain?: number;
  /** Whether outputs are read too, so that a range half done cannot be done over. */
  inPlace?: boolean;
}

/** Does calls: on one thread, or on several. */
export interface KernelRunner {
  /** Runs a call to its end. */
  run(call: KernelCall): void;
  /** A call that will run often, ready to run; the arguments are taken now. */
  prepare(call: KernelCall): () => void;
}

/** Does calls on the caller's thread. */
export function singleThread(exports: KernelExports, scratch: number): KernelRunner {
  return {
    run: ({ kernel, args, units }) => {
      if (units > 0) exports[kernel](scratch, ...args, 0, units);
    },
    prepare: ({ kernel, args, units }) =>
      units === 0 ? () => {} : exports[kernel].bind(undefined, scratch, ...args, 0, units),
  };
}
