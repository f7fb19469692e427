import { columnProduct, sumRows } from "./column_product.ts";
import type { KernelCall } from "./kernel_call.ts";
import type { RecurrentShape, Sequence } from "./recurrent_shape.ts";
import { gateColumns, unpackGates } from "./pack_gates.ts";

const FLOAT_BYTES = 4;

/** What the slopes of a recurrent layer's weights are made of. */
export interface RecurrentSlopesOptions {
  /** Where the slope by the kernel goes. [input, gate × unit] */
  dKernel: number;
  /** Where the slope by the recurrent kernel goes. [unit, gate × unit] */
  dRecurrent: number;
  /** Where the slope by the bias goes. [gate × unit], or [input or recurrent, gate × unit] */
  dBias: number;
  /** Slopes by the sums of the gates, interleaved. [step, batch, column] */
  slopes: number;
  /** Slopes by the recurrent part of the sums, where it is not just added and has its own bias. */
  recurrentPart?: number;
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
  options: RecurrentSlopesOptions,
  { batch, steps, inputs, units }: RecurrentShape,
): KernelCall[] {
  const { dKernel, dRecurrent, dBias, slopes, recurrentPart, x, h, notes, gates } = options;
  const columns = gateColumns({ units, gates });
  const rows = { n: columns, steps: batch, bStep: columns };
  const product = (sequence: Sequence, m: number, part: { b: number; segments: number }) =>
    columnProduct({
      ...{ ...rows, ...part, c: notes, m },
      ...{ a: sequence.address, aStep: sequence.row, aSkip: sequence.step - batch * sequence.row },
    });
  const unpack = (out: number, count: number) =>
    unpackGates({ out, interleaved: notes, rows: count, units, gates });
  const bias = (b: number, out: number) => [
    sumRows({ out: notes, b, n: columns, steps: batch * steps }),
    unpack(out, 1),
  ];
  const second = (recurrentPart ?? slopes) + batch * columns * FLOAT_BYTES;
  return [
    product(x, inputs, { b: slopes, segments: steps }),
    unpack(dKernel, inputs),
    product(h, units, { b: second, segments: steps - 1 }),
    unpack(dRecurrent, units),
    ...bias(slopes, dBias),
    ...(recurrentPart ? bias(recurrentPart, dBias + gates * units * FLOAT_BYTES) : []),
  ];
}
