import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  type WindowSizes,
} from "../../../kernels/mod.ts";
import type { LayerDefinition, LayerSite } from "../layer_definition.ts";
import { readPair, refuseOptions } from "../read_options.ts";
import { axesOf, outputShapeOf, windowOf } from "./window_of.ts";

/** Pools of largest values and of averages, over windows or over everything. */
export const pooling: LayerDefinition = {
  classNames: [
    ...["MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"],
    ...["GlobalMaxPooling1D", "GlobalMaxPooling2D"],
    ...["GlobalAveragePooling1D", "GlobalAveragePooling2D"],
  ],
  plan(site) {
    const [x] = site.inputs;
    const window = poolWindowOf(site);
    const { channels } = window;
    const isMax = site.layer.className.includes("Max");
    const out = site.allocate(
      site.batch * window.outputRows * window.outputColumns * channels,
    );
    const pool = isMax ? maxPool : averagePool;
    const shape = isGlobal(site) ? [channels] : outputShapeOf(site, window, channels);
    return {
      output: { address: out, shape },
      forward: [pool({ ...window, out, x: x.address })],
      backward: (slope, [dx]) => {
        if (dx === null) return [];
        const gradient = { ...window, out: dx, slope };
        return isMax
          ? [maxPoolGradient({ ...gradient, x: x.address, largest: out })]
          : [averagePoolGradient(gradient)];
      },
    };
  },
};

function isGlobal(site: LayerSite): boolean {
  return site.layer.className.startsWith("Global");
}

function poolWindowOf(site: LayerSite): WindowSizes {
  const axes = axesOf(site);
  if (isGlobal(site)) {
    refuseOptions(site, { keepdims: false });
    const kernel_size = site.inputs[0].shape.slice(0, axes);
    const layer = { ...site.layer, config: { ...site.layer.config, kernel_size } };
    return windowOf({ ...site, layer }, { kernel: "kernel_size" });
  }
  const fallback = readPair(site.layer.config, "pool_size", { axes, fallback: 2 });
  const given = site.layer.config.strides;
  const strides = given === null || given === undefined ? fallback : undefined;
  return windowOf(site, { kernel: "pool_size", strides });
}
