import type { Kernel, KernelExports, KernelName } from "./kernel_exports.ts";

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
  /** Runs a call to its end; it allocates nothing. */
  run(call: KernelCall): void;
  /** A call that will run often, ready to run; the arguments are taken now. */
  prepare(call: KernelCall): () => void;
}

/** Does calls on the caller's thread. */
export function singleThread(exports: KernelExports, scratch: number): KernelRunner {
  const frames = openFrames(exports, scratch);
  return {
    run(call) {
      if (call.units === 0) return;
      const frame = fillFrame(frames[call.kernel], call);
      exports[call.kernel](...frame);
    },
    prepare: (call) => prepareCall(exports[call.kernel], { call, scratch }),
  };
}

/** The arguments of each kernel, with their scratch, to be filled and spread: nothing is allocated. */
export type KernelFrames = Readonly<Record<KernelName, number[]>>;

/** Frames of all kernels for one thread. */
export function openFrames(exports: KernelExports, scratch: number): KernelFrames {
  const frames = Object.entries(exports).map(([name, kernel]) => {
    const frame = new Array<number>(kernel.length).fill(0);
    frame[0] = scratch;
    return [name, frame];
  });
  return Object.fromEntries(frames);
}

/** Fills a frame with the arguments of a call, over all of its units. */
export function fillFrame(frame: number[], { args, units }: KernelCall): number[] {
  const count = args.length;
  for (let i = 0; i < count; i++) frame[1 + i] = args[i];
  frame[1 + count] = 0;
  frame[2 + count] = units;
  return frame;
}

/** A whole call on one thread; a bound kernel runs as fast as one called by its arguments. */
export function prepareCall(
  kernel: Kernel,
  { call: { args, units }, scratch }: { call: KernelCall; scratch: number },
): () => void {
  return units === 0 ? () => {} : kernel.bind(undefined, scratch, ...args, 0, units);
}
