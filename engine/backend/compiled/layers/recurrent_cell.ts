import {
  type KernelCall,
  packedGatesBytes,
  packedTransposedGatesBytes,
  packGates,
  packGatesTransposed,
  recurrentSlopes,
  recurrentSlopesBytes,
} from "../../../kernels/mod.ts";
import type { LayerSite, PlacedWeight } from "../layer_definition.ts";
import type { LayerConfig } from "../network_graph.ts";
import { refuseOptions } from "../read_options.ts";
import type { CellDefinition, PackedCell } from "./cell_definition.ts";
import { LIST_OF_CELLS } from "./list_of_cells.ts";
import { copyLast, type RecurrentLayout, sequenceOf } from "./recurrent_layout.ts";

/** One direction of a recurrent layer. */
export interface CellOptions {
  /** Class of the layer, such as "LSTM". */
  className: string;
  /** Its options. */
  config: LayerConfig;
  /** What its weights' names begin with. */
  prefix: string;
  /** Units of this direction. */
  units: number;
  /** Where the layer's output lies. */
  layout: RecurrentLayout;
  /** Which direction it is: 0, or 1 for the second of two. */
  place: number;
  /** Whether it goes through the window from its end. */
  isReversed: boolean;
  /** Whether its outputs are put back into the order of time. */
  turnsOutput: boolean;
}

/** What one direction does, as calls of kernels. */
export interface CellPlan {
  /** Packing, to be run whenever the weights have changed. */
  prepare: KernelCall[];
  /** From input to output. */
  forward: KernelCall[];
  /** From the slope by the layer's output to those by input (unless null) and weights. */
  backward: (slopes: number, dx: number | null) => KernelCall[];
}

/** Plans one direction of a recurrent layer. */
export function planCell(site: LayerSite, options: CellOptions): CellPlan {
  const { config, prefix, units, layout, place, isReversed, turnsOutput } = options;
  const cell = cellOf(site, options);
  const { gates } = cell;
  const { steps, inputs, width, keepsSteps } = layout;
  const shape = { batch: site.batch, steps, inputs, units };
  const kernel = site.weight(`${prefix}kernel`);
  const recurrent = site.weight(`${prefix}recurrent_kernel`);
  const bias = config.use_bias === false ? undefined : site.weight(`${prefix}bias`);
  const weights = { kernel, recurrent, bias };
  const packed = packWeights(site, { ...weights, units, gates, inputs });
  const x = sequenceOf(site.inputs[0].address, { steps, width: inputs, isReversed });
  const offset = 4 * place * units;
  const every = (address: number) =>
    sequenceOf(address + offset, { steps, width, isReversed: turnsOutput });
  const last = (address: number) => ({ address: address + offset, row: width, step: 0 });
  const result = keepsSteps ? every(layout.output.address) : last(layout.output.address);
  const isCopied = site.isTraining && !keepsSteps; // the way back needs every step
  const h = isCopied
    ? sequenceOf(site.allocate(site.batch * steps * units), {
      steps,
      width: units,
      isReversed: false,
    })
    : result;
  const runs = cell.plan({ site, shape, x, h, packed, bias });
  const notes = site.isTraining
    ? site.allocate(recurrentSlopesBytes({ inputs, units, gates }) / 4)
    : 0;
  return {
    prepare: packed.calls,
    forward: [
      runs.forward,
      ...(isCopied ? [copyLast({ h, out: result, steps, batch: site.batch, units })] : []),
    ],
    backward: (slopes, dxAddress) => {
      const dx = dxAddress === null
        ? undefined
        : sequenceOf(dxAddress, { steps, width: inputs, isReversed });
      const dOut = keepsSteps ? every(slopes) : last(slopes);
      const { call, gateSlopes } = runs.backward({ dx, dOut });
      return [
        call,
        ...recurrentSlopes({
          ...{ dKernel: kernel.slope, dRecurrent: recurrent.slope },
          dBias: bias?.slope ?? site.allocate(gates * units),
          ...{ slopes: gateSlopes, x, h, notes, gates },
        }, shape),
      ];
    },
  };
}

function cellOf(site: LayerSite, { className, config }: CellOptions): CellDefinition {
  const cell = LIST_OF_CELLS.find((candidate) => candidate.className === className);
  if (cell === undefined) throw site.refuse(`its ${className} has no kernel`);
  const layer = { ...site.layer, config };
  refuseOptions({ ...site, layer }, { stateful: false, return_state: false, ...cell.onlyOptions });
  return cell;
}

function packWeights(
  site: LayerSite,
  { kernel, recurrent, bias, units, gates, inputs }: {
    kernel: PlacedWeight;
    recurrent: PlacedWeight;
    bias?: PlacedWeight;
    units: number;
    gates: number;
    inputs: number;
  },
): PackedCell & { calls: KernelCall[] } {
  const input = { k: inputs, units, gates };
  const hidden = { k: units, units, gates };
  const wide = site.batch === 1 && !site.isTraining;
  const room = (bytes: number) => site.allocate(bytes / 4);
  const packed = {
    packedInput: room(packedGatesBytes(input)),
    packedRecurrent: room(packedGatesBytes(hidden)),
    wide,
    packedInputTransposed: 0,
    packedRecurrentTransposed: 0,
  };
  const calls = [
    packGates({
      ...{ packed: packed.packedInput, weights: kernel.address, bias: bias?.address, ...input },
    }),
    packGates({ packed: packed.packedRecurrent, weights: recurrent.address, wide, ...hidden }),
  ];
  if (!site.isTraining) return { ...packed, calls };
  packed.packedInputTransposed = room(packedTransposedGatesBytes(input));
  packed.packedRecurrentTransposed = room(packedTransposedGatesBytes(hidden));
  calls.push(
    packGatesTransposed({
      ...{ packed: packed.packedInputTransposed, weights: kernel.address, ...input },
    }),
    packGatesTransposed({
      ...{ packed: packed.packedRecurrentTransposed, weights: recurrent.address, ...hidden },
    }),
  );
  return { ...packed, calls };
}
