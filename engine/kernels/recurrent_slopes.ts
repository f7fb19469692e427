import { columnProduct, sumRows } from "./column_product.ts";
import type { KernelCall } from "./kernel_call.ts";
import type { RecurrentShape, Sequence } from "./lstm.ts";
import { gateColumns, unpackGates } from "./pack_gates.ts";

const FLOAT_BYTES = 4;

/** What the slopes of a recurrent layer's weights are made of. */
export interface RecurrentSlopesOptions {
  /** Where the slope by the kernel goes. [input, gate × unit] */
  dKernel: number;
  /** Where the slope by the recurrent kernel goes. [unit, gate × unit] */
  dRecurrent: number;
  /** Where the slope by the bias goes. [gate × unit] */
  dBias: number;
  /** Slopes by the sums of the gates, interleaved. [step, batch, column] */
  slopes: number;
  /** Input. */
  x: Sequence;
  /** h of every step. */
  h: Sequence;
  /** Room for `recurrentSlopesBytes`. */
  notes: number;
  /** Gates of the layer. */
  gates: number;
}

/** Bytes of notes for `recurrentSlopes`. */
export function recurrentSlopesBytes(
  { inputs, units, gates }: { inputs: number; units: number; gates: number },
): number {
  return Math.max(inputs, units, 1) * gateColumns({ units, gates }) * FLOAT_BYTES;
}

/** Slopes by the weights of a recurrent layer: sums over all steps and examples. */
export function recurrentSlopes(
  { dKernel, dRecurrent, dBias, slopes, x, h, notes, gates }: RecurrentSlopesOptions,
  { batch, steps, inputs, units }: RecurrentShape,
): KernelCall[] {
  const columns = gateColumns({ units, gates });
  const rows = { n: columns, steps: batch, bStep: columns };
  const product = (sequence: Sequence, m: number, part: { b: number; segments: number }) =>
    columnProduct({
      ...{ ...rows, ...part, c: notes, m },
      ...{ a: sequence.address, aStep: sequence.row, aSkip: sequence.step - batch * sequence.row },
    });
  const unpack = (out: number, count: number) =>
    unpackGates({ out, interleaved: notes, rows: count, units, gates });
  const second = slopes + batch * columns * FLOAT_BYTES;
  return [
    product(x, inputs, { b: slopes, segments: steps }),
    unpack(dKernel, inputs),
    product(h, units, { b: second, segments: steps - 1 }),
    unpack(dRecurrent, units),
    sumRows({ out: notes, b: slopes, n: columns, steps: batch * steps }),
    unpack(dBias, 1),
  ];
}
