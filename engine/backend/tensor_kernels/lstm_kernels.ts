import {
  copyBlocks,
  LSTM_GATES,
  lstmBackward,
  lstmForward,
  lstmKeptBytes,
  packedGatesBytes,
  packedTransposedGatesBytes,
  packGates,
  packGatesTransposed,
  type RecurrentShape,
  recurrentSlopes,
  recurrentSlopesBytes,
} from "../../kernels/mod.ts";
import type { tf } from "../tensors.ts";
import {
  type RecurrentAttributes,
  recurrentShape,
  sequenceIn,
  sequenceOut,
} from "./recurrent_sequences.ts";
import type { TensorHeap } from "./tensor_heap.ts";

/** Name of the kernel of an LSTM over whole sequences, of which tfjs has none. */
export const LSTM = "QuakecastLstm";
/** Name of the kernel of its slopes. */
export const LSTM_GRADIENT = "QuakecastLstmGradient";

const FLOAT_BYTES = 4;
const gates = LSTM_GATES;

type Tensors = Record<string, tf.TensorInfo>;

/** An LSTM over whole sequences, and its slopes. */
export function lstmKernels(heap: TensorHeap): tf.KernelConfig[] {
  const kernel = (
    kernelName: string,
    run: (heap: TensorHeap, inputs: Tensors, attrs: RecurrentAttributes) => tf.TensorInfo[],
  ): tf.KernelConfig => ({
    kernelName,
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) =>
      run(heap, inputs as Tensors, attrs as unknown as RecurrentAttributes),
  });
  return [kernel(LSTM, forward), kernel(LSTM_GRADIENT, backward)];
}

/** Output alone, or [output, gates, cells, h of every step] where they are kept for the way back. */
function forward(heap: TensorHeap, inputs: Tensors, attrs: RecurrentAttributes): tf.TensorInfo[] {
  const { x, kernel, recurrent, bias } = inputs;
  const shape = recurrentShape(x, recurrent);
  const { batch, steps, units } = shape;
  const outShape = attrs.returnSequences ? [batch, steps, units] : [batch, units];
  const kept = lstmKeptBytes(shape);
  const keptShapes = [[kept.gates / FLOAT_BYTES], [kept.cells / FLOAT_BYTES]];
  if (!attrs.returnSequences) keptShapes.push([batch, steps, units]);
  const shapes = attrs.isKept ? [outShape, ...keptShapes] : [outShape];
  return heap.makeTensors(shapes, ([out, keptGates, keptCells, every], packed) => {
    const wide = batch === 1;
    const options = {
      x: sequenceIn(heap.addressOf(x), shape, attrs),
      packedInput: packed[0],
      packedRecurrent: packed[1],
      wide,
    };
    packForward(heap, { kernel, recurrent, bias }, { packed, shape, wide });
    if (!attrs.isKept) {
      heap.run(lstmForward({ ...options, out: sequenceOut(out, shape, attrs) }, shape));
      return;
    }
    const h = sequenceOut(every ?? out, shape, { returnSequences: true });
    heap.run(
      lstmForward({ ...options, out: h, kept: { gates: keptGates, cells: keptCells } }, shape),
    );
    if (every === undefined) return;
    const last = every + (steps - 1) * units * FLOAT_BYTES;
    heap.run(
      copyBlocks({ out, x: last, xStride: steps * units, rows: batch, columns: units }),
    );
  }, { rooms: weightSizes(shape).map(packedGatesBytes) });
}

/** Slopes by input, kernel, recurrent kernel and bias; what was kept is used up. */
function backward(heap: TensorHeap, inputs: Tensors, attrs: RecurrentAttributes): tf.TensorInfo[] {
  const { x, kernel, recurrent, h, gates: keptGates, cells, dy } = inputs;
  const shape = recurrentShape(x, recurrent);
  const { batch, steps, units } = shape;
  const shapes = [[batch, steps, shape.inputs], kernel.shape, recurrent.shape, [gates * units]];
  const sizes = weightSizes(shape);
  return heap.makeTensors(shapes, ([dx, dKernel, dRecurrent, dBias], rooms) => {
    const [packedInputTransposed, packedRecurrentTransposed, notes] = rooms;
    [kernel, recurrent].forEach((weights, i) =>
      heap.run(
        packGatesTransposed({ packed: rooms[i], weights: heap.addressOf(weights), ...sizes[i] }),
      )
    );
    const slopes = heap.addressOf(keptGates);
    heap.run(lstmBackward({
      dx: sequenceIn(dx, shape, attrs),
      kept: { gates: slopes, cells: heap.addressOf(cells) },
      dOut: sequenceOut(heap.addressOf(dy), shape, attrs),
      packedInputTransposed,
      packedRecurrentTransposed,
    }, shape));
    heap.run(...recurrentSlopes({
      ...{ dKernel, dRecurrent, dBias, slopes, notes, gates },
      x: sequenceIn(heap.addressOf(x), shape, attrs),
      h: sequenceOut(heap.addressOf(h), shape, { returnSequences: true }),
    }, shape));
  }, {
    rooms: [
      ...sizes.map(packedTransposedGatesBytes),
      recurrentSlopesBytes({ inputs: shape.inputs, units, gates }),
    ],
  });
}

function packForward(
  heap: TensorHeap,
  { kernel, recurrent, bias }: Tensors,
  { packed, shape, wide }: { packed: number[]; shape: RecurrentShape; wide: boolean },
): void {
  const [inputSizes, recurrentSizes] = weightSizes(shape);
  const [weights, recurrentWeights] = [kernel, recurrent].map((tensor) => heap.addressOf(tensor));
  heap.run(
    packGates({ packed: packed[0], weights, bias: heap.addressOf(bias), ...inputSizes }),
    packGates({ packed: packed[1], weights: recurrentWeights, wide, ...recurrentSizes }),
  );
}

/** Sizes of the kernel and of the recurrent kernel. */
function weightSizes({ inputs, units }: RecurrentShape) {
  return [{ k: inputs, units, gates }, { k: units, units, gates }];
}
