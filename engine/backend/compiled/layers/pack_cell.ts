import {
  type KernelCall,
  packedGatesBytes,
  packedTransposedGatesBytes,
  packGates,
  packGatesTransposed,
} from "../../../kernels/mod.ts";
import type { LayerSite, PlacedWeight } from "../layer_definition.ts";
import type { CellDefinition, PackedCell } from "./cell_definition.ts";

/** The weights of a cell, as they were saved. */
export interface CellWeights {
  /** [input, gate × unit] */
  kernel: PlacedWeight;
  /** [unit, gate × unit] */
  recurrent: PlacedWeight;
  /** [gate × unit], or [input or recurrent, gate × unit] */
  bias?: PlacedWeight;
}

/** Finds the weights of a cell; throws ModelError where one is missing or has another shape. */
export function cellWeights(
  site: LayerSite,
  { cell, prefix, inputs, units, hasBias }: {
    cell: CellDefinition;
    prefix: string;
    inputs: number;
    units: number;
    hasBias: boolean;
  },
): CellWeights {
  const width = cell.gates * units;
  const biasShape = cell.hasRecurrentBias ? [2, width] : [width];
  return {
    kernel: site.weight(`${prefix}kernel`, [inputs, width]),
    recurrent: site.weight(`${prefix}recurrent_kernel`, [units, width]),
    bias: hasBias ? site.weight(`${prefix}bias`, biasShape) : undefined,
  };
}

/** Makes room for the packed weights of a cell, with the calls that pack them. */
export function packCell(
  site: LayerSite,
  { kernel, recurrent, bias, cell, inputs, units }: CellWeights & {
    cell: CellDefinition;
    inputs: number;
    units: number;
  },
): { packed: PackedCell; calls: KernelCall[] } {
  const { gates, hasRecurrentBias } = cell;
  const ofInput = { weights: kernel.address, k: inputs, units, gates };
  const ofState = { weights: recurrent.address, k: units, units, gates };
  const stateBias = bias && hasRecurrentBias ? bias.address + 4 * gates * units : undefined;
  const room = (bytes: number) => site.allocate(bytes / 4);
  const back = (bytes: number) => site.isTraining ? room(bytes) : 0;
  const packed = {
    packedInput: room(packedGatesBytes(ofInput)),
    packedRecurrent: room(packedGatesBytes(ofState)),
    wide: site.batch === 1,
    packedInputTransposed: back(packedTransposedGatesBytes(ofInput)),
    packedRecurrentTransposed: back(packedTransposedGatesBytes(ofState)),
  };
  const { packedInput, packedRecurrent, wide } = packed;
  const calls = [
    packGates({ ...ofInput, packed: packedInput, bias: bias?.address }),
    packGates({ ...ofState, packed: packedRecurrent, bias: stateBias, wide }),
  ];
  if (!site.isTraining) return { packed, calls };
  calls.push(
    packGatesTransposed({ ...ofInput, packed: packed.packedInputTransposed }),
    packGatesTransposed({ ...ofState, packed: packed.packedRecurrentTransposed }),
  );
  return { packed, calls };
}
