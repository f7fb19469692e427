const FLOAT_BYTES = 4;

/** Units at most: what a scratch holds of the 40 rows that may go through a sequence together. */
export const MOST_RECURRENT_UNITS = 1_000;

/** Examples of a chunk: eight make good tiles, and 32 are four chunks for two threads or four. */
export const RECURRENT_GRAIN = 8;

/** Sizes of a recurrent layer. */
export interface RecurrentShape {
  /** Examples. */
  batch: number;
  /** Steps of the sequence, at least 1. */
  steps: number;
  /** Numbers in a step. */
  inputs: number;
  /** Units of the layer, at least 1. */
  units: number;
}

/** A sequence in memory. */
export interface Sequence {
  /** Address of the first step of the first example; of its last step to go back in time. */
  address: number;
  /** Numbers between examples. */
  row: number;
  /** Numbers between steps; negative to go back in time. */
  step: number;
}

/** A sequence as the kernels take it: address, bytes between examples, bytes between steps. */
export function sequenceArguments({ address, row, step }: Sequence): [number, number, number] {
  return [address, row * FLOAT_BYTES, step * FLOAT_BYTES];
}

/** Sizes as the kernels take them. */
export function shapeArguments({ batch, steps, inputs, units }: RecurrentShape): number[] {
  return [batch, steps, inputs, units];
}

/** Throws RangeError where there is nothing to compute or more units than a scratch holds. */
export function checkRecurrentShape(shape: RecurrentShape, layer: string): void {
  const { batch, steps, inputs, units } = shape;
  const fits = units >= 1 && units <= MOST_RECURRENT_UNITS;
  if (batch >= 0 && steps >= 1 && inputs >= 0 && fits) return;
  throw new RangeError(
    `Cannot run ${layer} of ${units} units over ${steps} steps of ${inputs}: ` +
      "need 1 step and 1 unit or more, and 1,000 units at most.",
  );
}
