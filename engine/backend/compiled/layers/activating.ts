import { activation as activate, copyBlocks } from "../../../kernels/mod.ts";
import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";
import {
  type LayerActivation,
  readActivation,
  refuseOptions,
  refuseOtherAxis,
} from "../read_options.ts";
import { activationSlopes, followWithSoftmax } from "./activation_calls.ts";

/** Activations that are layers of their own. */
export const activating: LayerDefinition = {
  classNames: ["Activation", "ReLU", "Softmax"],
  plan(site) {
    const [x] = site.inputs;
    const function_ = activationOf(site);
    const { fused, isSoftmax } = function_;
    if (fused === "linear" && !isSoftmax) return { output: x };
    const size = site.batch * sizeOf(x.shape);
    const n = x.shape[x.shape.length - 1];
    const y = site.allocate(size);
    const activated = { y, rows: size / n, n };
    const copy = { out: y, x: x.address, rows: 1, columns: size };
    return {
      output: { address: y, shape: x.shape },
      forward: isSoftmax
        ? [copyBlocks(copy), ...followWithSoftmax(function_, activated)]
        : [activate({ out: y, x: x.address, n: size, activation: fused })],
      backward: (slopes, [dx]) =>
        dx === null ? [] : [
          ...activationSlopes(function_, { ...activated, slopes }),
          copyBlocks({ out: dx, x: slopes, rows: 1, columns: size }),
        ],
    };
  },
};

function activationOf(site: LayerSite): LayerActivation {
  const { className } = site.layer;
  if (className === "ReLU") {
    refuseOptions(site, { max_value: null, negative_slope: 0, threshold: 0 });
    return { fused: "relu", isSoftmax: false };
  }
  if (className === "Softmax") {
    refuseOtherAxis(site);
    return { fused: "linear", isSoftmax: true };
  }
  return readActivation(site);
}
