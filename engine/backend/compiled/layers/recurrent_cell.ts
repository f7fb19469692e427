import { type KernelCall, recurrentSlopes, recurrentSlopesBytes } from "../../../kernels/mod.ts";
import type { LayerSite } from "../layer_definition.ts";
import type { LayerConfig } from "../network_graph.ts";
import { refuseOptions } from "../read_options.ts";
import type { CellDefinition } from "./cell_definition.ts";
import { LIST_OF_CELLS } from "./list_of_cells.ts";
import { cellWeights, packCell } from "./pack_cell.ts";
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
  const sizes = { cell, inputs, units };
  const hasBias = config.use_bias !== false;
  const weights = cellWeights(site, { ...sizes, prefix, hasBias });
  const { packed, calls } = packCell(site, { ...weights, ...sizes });
  const input = (address: number) => sequenceOf(address, { steps, width: inputs, isReversed });
  const offset = 4 * place * units;
  const output = (address: number) =>
    keepsSteps
      ? sequenceOf(address + offset, { steps, width, isReversed: turnsOutput })
      : { address: address + offset, row: width, step: 0 };
  const out = output(layout.output.address);
  const isCopied = site.isTraining && !keepsSteps; // the way back needs every step
  const allSteps = () =>
    sequenceOf(site.allocate(site.batch * steps * units), {
      ...{ steps, width: units, isReversed: false },
    });
  const h = isCopied ? allSteps() : out;
  const x = input(site.inputs[0].address);
  const runs = cell.plan({ site, config, shape, x, h, packed });
  return {
    prepare: calls,
    forward: [
      runs.forward,
      ...(isCopied ? [copyLast({ h, out, steps, batch: site.batch, units })] : []),
    ],
    backward: (slopesByOutput, dx) => {
      const { call, ...parts } = runs.backward({
        dx: dx === null ? undefined : input(dx),
        dOut: output(slopesByOutput),
      });
      const biasSize = (cell.hasRecurrentBias ? 2 : 1) * gates * units;
      const slopes = {
        dKernel: weights.kernel.slope,
        dRecurrent: weights.recurrent.slope,
        dBias: weights.bias?.slope ?? site.allocate(biasSize),
        notes: site.allocate(recurrentSlopesBytes({ inputs, units, gates }) / 4),
      };
      return [call, ...recurrentSlopes({ ...slopes, ...parts, x, h, gates }, shape)];
    },
  };
}

/** The kind of cell; throws ModelError for options that its kernels do not know. */
function cellOf(site: LayerSite, { className, config, prefix }: CellOptions): CellDefinition {
  const cell = LIST_OF_CELLS.find((candidate) => candidate.className === className);
  if (cell === undefined) throw site.refuse(`its ${className} has no kernel`);
  const reason = cell.refusal?.(config, site.layer.weights.get(`${prefix}bias`)?.shape);
  if (reason !== undefined) throw site.refuse(reason);
  refuseOptions({ ...site, layer: { ...site.layer, config } }, {
    ...{ stateful: false, return_state: false, time_major: false },
    ...(site.isTraining ? { dropout: 0, recurrent_dropout: 0 } : {}),
    ...cell.onlyOptions,
  });
  return cell;
}
