import {
  copyBlocks,
  packedGatesBytes,
  packedTransposedGatesBytes,
  packGates,
  packGatesTransposed,
  type RecurrentShape,
  recurrentSlopes,
  recurrentSlopesBytes,
  type Sequence,
} from "../../kernels/mod.ts";
import type { tf } from "../tensors.ts";
import {
  type ForwardOptions,
  RECURRENT_DEFINITIONS,
  type RecurrentDefinition,
} from "./recurrent_definitions.ts";
import {
  type RecurrentAttributes,
  recurrentShape,
  sequenceIn,
  sequenceOut,
} from "./recurrent_sequences.ts";
import type { TensorHeap } from "./tensor_heap.ts";

const FLOAT_BYTES = 4;
const EVERY_STEP = { returnSequences: true } as const;

type Tensors = Record<string, tf.TensorInfo>;
type Run = (heap: TensorHeap, inputs: Tensors, attrs: RecurrentAttributes) => tf.TensorInfo[];

/** Names of the kernels of a recurrent layer. */
export function recurrentKernelNames(
  { className }: RecurrentDefinition,
): { forward: string; backward: string } {
  return { forward: `Quakecast${className}`, backward: `Quakecast${className}Gradient` };
}

/** Recurrent layers over whole sequences, and their slopes: tfjs has no such kernels. */
export function recurrentKernels(heap: TensorHeap): tf.KernelConfig[] {
  const kernel = (kernelName: string, run: Run): tf.KernelConfig => ({
    kernelName,
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) =>
      run(heap, inputs as Tensors, attrs as unknown as RecurrentAttributes),
  });
  return RECURRENT_DEFINITIONS.flatMap((definition) => {
    const names = recurrentKernelNames(definition);
    return [
      kernel(names.forward, forwardOf(definition)),
      kernel(names.backward, backwardOf(definition)),
    ];
  });
}

/** The output alone or, where all is kept for the way back, [output, h of every step, kept ..]. */
function forwardOf(definition: RecurrentDefinition): Run {
  return (heap, inputs, attrs) => {
    const shape = recurrentShape(inputs.x, inputs.recurrent);
    const { batch, steps, units } = shape;
    const [every, last] = [[batch, steps, units], [batch, units]];
    const keptShapes = definition.keptBytes(shape).map((bytes) => [bytes / FLOAT_BYTES]);
    const run = (out: Sequence, kept: readonly number[], packed: readonly number[]) => {
      const weights = packForward(heap, inputs, { definition, shape, packed });
      const x = sequenceIn(heap.addressOf(inputs.x), shape, attrs);
      heap.run(definition.forward({ ...weights, x, out, kept }, shape));
    };
    const rooms = weightSizes(definition, shape).map(packedGatesBytes);
    if (!attrs.isKept) {
      return heap.makeTensors(
        [attrs.returnSequences ? every : last],
        ([out], packed) => run(sequenceOut(out, shape, attrs), [], packed),
        { rooms },
      );
    }
    const tensors = heap.makeTensors([every, ...keptShapes], ([h, ...kept], packed) => {
      run(sequenceOut(h, shape, EVERY_STEP), kept, packed);
    }, { rooms });
    const output = attrs.returnSequences ? heap.share(tensors[0]) : heap.makeTensor(last, (out) => {
      const x = heap.addressOf(tensors[0]) + (steps - 1) * units * FLOAT_BYTES;
      heap.run(copyBlocks({ out, x, xStride: steps * units, rows: batch, columns: units }));
    });
    return [output, ...tensors];
  };
}

function packForward(
  heap: TensorHeap,
  { kernel, recurrent, bias }: Tensors,
  { definition, shape, packed: [packedInput, packedRecurrent] }: {
    definition: RecurrentDefinition;
    shape: RecurrentShape;
    packed: readonly number[];
  },
): Pick<ForwardOptions, "packedInput" | "packedRecurrent" | "wide"> {
  const [input, state] = weightSizes(definition, shape);
  const [weights, recurrentWeights, first] = [kernel, recurrent, bias].map((tensor) =>
    heap.addressOf(tensor)
  );
  const hasSecond = first !== 0 && definition.biasRows === 2;
  const second = hasSecond ? first + definition.gates * shape.units * FLOAT_BYTES : 0;
  const wide = shape.batch === 1;
  heap.run(
    packGates({ packed: packedInput, weights, bias: first, ...input }),
    packGates({ packed: packedRecurrent, weights: recurrentWeights, bias: second, wide, ...state }),
  );
  return { packedInput, packedRecurrent, wide };
}

/** Slopes by input, kernel, recurrent kernel and bias; what was kept is used up. */
function backwardOf(definition: RecurrentDefinition): Run {
  const { gates, biasRows, backward } = definition;
  return (heap, { x, kernel, recurrent, h, dy, ...others }, attrs) => {
    const shape = recurrentShape(x, recurrent);
    const { batch, steps, inputs, units } = shape;
    const bias = biasRows === 1 ? [gates * units] : [biasRows, gates * units];
    const shapes = [[batch, steps, inputs], kernel.shape, recurrent.shape, bias];
    const sizes = weightSizes(definition, shape);
    const kept = definition.keptBytes(shape).map((_, i) => heap.addressOf(others[`kept${i}`]));
    return heap.makeTensors(shapes, ([dx, dKernel, dRecurrent, dBias], rooms) => {
      const [packedInputTransposed, packedRecurrentTransposed, notes] = rooms;
      const states = sequenceOut(heap.addressOf(h), shape, EVERY_STEP);
      [kernel, recurrent].forEach((tensor, i) => {
        const weights = heap.addressOf(tensor);
        heap.run(packGatesTransposed({ packed: rooms[i], weights, ...sizes[i] }));
      });
      heap.run(backward({
        dx: sequenceIn(dx, shape, attrs),
        dOut: sequenceOut(heap.addressOf(dy), shape, attrs),
        ...{ h: states, packedInputTransposed, packedRecurrentTransposed, kept },
      }, shape));
      heap.run(...recurrentSlopes({
        ...{ dKernel, dRecurrent, dBias, notes, gates, h: states, slopes: kept[0] },
        ...(biasRows === 2 ? { recurrentPart: kept[1] } : {}),
        x: sequenceIn(heap.addressOf(x), shape, attrs),
      }, shape));
    }, {
      rooms: [
        ...sizes.map(packedTransposedGatesBytes),
        recurrentSlopesBytes({ inputs, units, gates }),
      ],
    });
  };
}

/** Sizes of the kernel and of the recurrent kernel. */
function weightSizes({ gates }: RecurrentDefinition, { inputs, units }: RecurrentShape) {
  return [{ k: inputs, units, gates }, { k: units, units, gates }];
}
