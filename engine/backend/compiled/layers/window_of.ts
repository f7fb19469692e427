import {
  samePadding,
  type WindowShape,
  type WindowSizes,
  windowSizes,
} from "../../../kernels/mod.ts";
import type { LayerSite } from "../layer_definition.ts";
import { readPair, refuseOptions } from "../read_options.ts";

/** The axes that a layer's window goes over: 1 for time, 2 for rows and columns. */
export function axesOf(site: LayerSite): 1 | 2 {
  return site.layer.className.includes("1D") ? 1 : 2;
}

/**
 * The window of a convolution or pool over an input of [steps, channels] or [rows, columns,
 * channels]; throws ModelError for options without a kernel.
 */
export function windowOf(
  site: LayerSite,
  { kernel, strides }: { kernel: string; strides?: number[] },
): WindowSizes {
  const axes = axesOf(site);
  const { config } = site.layer;
  refuseOptions(site, { data_format: "channels_last" });
  refuseDilation(site);
  const shape = spaceOf(site);
  const [rows, columns, channels] = shape;
  const [kernelRows, kernelColumns] = readPair(config, kernel, { axes });
  const [rowStride, columnStride] = strides ?? readPair(config, "strides", { axes });
  const window = {
    ...{ batch: site.batch, rows, columns, channels },
    ...{ kernelRows, kernelColumns, rowStride, columnStride },
  };
  const sizes = windowSizes({ ...window, padding: paddingOf(site, window) });
  if (sizes.outputRows * sizes.outputColumns === 0) {
    throw site.refuse(`its window does not fit its input of [${site.inputs[0].shape}]`);
  }
  return sizes;
}

/** Refuses windows whose cells lie apart. */
export function refuseDilation(site: LayerSite): void {
  const dilation = readPair(site.layer.config, "dilation_rate", { axes: axesOf(site) });
  if (Math.max(...dilation) !== 1) throw site.refuse("it is dilated, which has no kernel");
}

/** Rows, columns and channels of a layer's input; time is one row. */
export function spaceOf(site: LayerSite): [rows: number, columns: number, channels: number] {
  const { shape } = site.inputs[0];
  const axes = axesOf(site) + 1;
  if (shape.length !== axes) {
    throw site.refuse(`its input has ${shape.length} axes, need ${axes}`);
  }
  const [rows, columns, channels] = axes === 2 ? [1, ...shape] : shape;
  return [rows, columns, channels];
}

/** The zeros that a layer's "same" or "valid" means for a window. */
export function paddingOf(
  site: LayerSite,
  window: Omit<WindowShape, "padding">,
): WindowShape["padding"] {
  const padding = site.layer.config.padding ?? "valid";
  if (padding !== "same" && padding !== "valid") {
    throw site.refuse(`its padding is ${JSON.stringify(padding)}, need same or valid`);
  }
  return padding === "same" ? samePadding(window) : undefined;
}

/** The shape of a kernel: its window, and the channels that it goes between. */
export function kernelShapeOf(site: LayerSite, channels: readonly [number, number]): number[] {
  const axes = axesOf(site);
  const [rows, columns] = readPair(site.layer.config, "kernel_size", { axes });
  return axes === 1 ? [columns, ...channels] : [rows, columns, ...channels];
}

/** The shape of one example of what a window gives. */
export function outputShapeOf(site: LayerSite, window: WindowSizes, channels: number): number[] {
  const { outputRows, outputColumns } = window;
  return axesOf(site) === 1 ? [outputColumns, channels] : [outputRows, outputColumns, channels];
}
