import { copyBlocks, type KernelCall, type Sequence } from "../../../kernels/mod.ts";
import { type LayerSite, sizeOf } from "../layer_definition.ts";

/** Where a recurrent layer's output lies. */
export interface RecurrentLayout {
  /** All of it. */
  output: { address: number; shape: number[] };
  /** Numbers of a step of all directions. */
  width: number;
  /** Whether the output has every step. */
  keepsSteps: boolean;
  /** Steps of the window. */
  steps: number;
  /** Numbers in a step of the input. */
  inputs: number;
}

/** Room for the output of a recurrent layer; throws ModelError where its input is no sequence. */
export function layOut(
  site: LayerSite,
  { units, directions, keepsSteps }: { units: number; directions: number; keepsSteps: boolean },
): RecurrentLayout {
  const { shape } = site.inputs[0];
  if (shape.length !== 2) throw site.refuse(`its input has ${shape.length} axes, need 2`);
  const [steps, inputs] = shape;
  const width = units * directions;
  const outputShape = keepsSteps ? [steps, width] : [width];
  const address = site.allocate(site.batch * sizeOf(outputShape));
  return { output: { address, shape: outputShape }, width, keepsSteps, steps, inputs };
}

/** The steps of something [batch, step, width], from its first step or from its last backwards. */
export function sequenceOf(
  address: number,
  { steps, width, isReversed }: { steps: number; width: number; isReversed: boolean },
): Sequence {
  const last = address + 4 * (steps - 1) * width;
  return {
    address: isReversed ? last : address,
    row: steps * width,
    step: isReversed ? -width : width,
  };
}

/** Copies the last step of h to the output, where that is all that is wanted. */
export function copyLast(
  { h, out, steps, batch, units }: {
    h: Sequence;
    out: Sequence;
    steps: number;
    batch: number;
    units: number;
  },
): KernelCall {
  return copyBlocks({
    ...{ out: out.address, outStride: out.row },
    ...{ x: h.address + 4 * (steps - 1) * h.step, xStride: h.row },
    ...{ rows: batch, columns: units },
  });
}
