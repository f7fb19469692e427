import {
  columnProduct,
  matrixProduct,
  packColumns,
  packedBytes,
  sumRows,
} from "../../../kernels/mod.ts";
import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";
import { readActivation, readBias } from "../read_options.ts";
import { activationSlopes, followWithSoftmax } from "./activation_calls.ts";

/** A dense layer on the last axis: a matrix product. */
export const dense: LayerDefinition = {
  classNames: ["Dense"],
  plan(site) {
    const [x] = site.inputs;
    const k = x.shape[x.shape.length - 1];
    const n = Number(site.layer.config.units);
    const kernel = site.weight("kernel", [k, n]);
    const bias = readBias(site, n);
    const activation = readActivation(site);
    const rows = site.batch * sizeOf(x.shape) / k;
    const y = site.allocate(rows * n);
    const packed = site.allocate(packedBytes({ n, k }) / 4);
    const activated = { y, rows, n };
    const transposed = site.isTraining
      ? packTransposed(site, { kernel: kernel.address, n, k })
      : null;
    return {
      output: { address: y, shape: [...x.shape.slice(0, -1), n] },
      prepare: [
        packColumns({ packed, b: kernel.address, bias: bias?.address, n, k }),
        ...(transposed ? [transposed.pack] : []),
      ],
      forward: [
        matrixProduct({ c: y, a: x.address, packed, rows, n, k, activation: activation.fused }),
        ...followWithSoftmax(activation, activated),
      ],
      backward: (slopes, [dx]) => [
        ...activationSlopes(activation, { ...activated, slopes }),
        columnProduct({ c: kernel.slope, a: x.address, b: slopes, m: k, n, steps: rows }),
        ...(bias ? [sumRows({ out: bias.slope, b: slopes, n, steps: rows })] : []),
        ...(dx === null ? [] : [
          matrixProduct({
            ...{ c: dx, a: slopes, packed: transposed!.packed, rows, n: k, k: n, start: "zero" },
          }),
        ]),
      ],
    };
  },
};

/** The weights packed the other way round, for the slope by the input. */
function packTransposed(
  site: LayerSite,
  { kernel, n, k }: { kernel: number; n: number; k: number },
) {
  const packed = site.allocate(packedBytes({ n: k, k: n }) / 4);
  return { packed, pack: packColumns({ packed, b: kernel, n: k, k: n, transposed: true }) };
}
