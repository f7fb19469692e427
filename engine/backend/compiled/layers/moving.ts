import { copyGrid, fill } from "../../../kernels/mod.ts";
import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";
import { readNumbers, refuseOptions } from "../read_options.ts";
import { axesOf, spaceOf } from "./window_of.ts";

/** Permutation of the axes of an example, up to three of which may move. */
export const permutation: LayerDefinition = {
  classNames: ["Permute"],
  plan(site) {
    const [x] = site.inputs;
    const dims = readNumbers(site, "dims"); // which count the batch as the first
    if (dims.toSorted((a, b) => a - b).join() !== x.shape.map((_, axis) => axis + 1).join()) {
      throw site.refuse(`its dims are [${dims}], need each of ${x.shape.length} axes once`);
    }
    const order = dims.map((axis) => axis - 1);
    const shape = order.map((axis) => x.shape[axis]);
    let moved = order.length; // trailing axes that stay are one run
    while (moved > 0 && order[moved - 1] === moved - 1) moved--;
    if (moved > 3) throw site.refuse("it moves more than three axes");
    const run = sizeOf(shape.slice(moved));
    const size = sizeOf(shape);
    const stridesOf = (lengths: readonly number[]) =>
      lengths.map((_, axis) => sizeOf(lengths.slice(axis + 1)));
    const from = stridesOf(x.shape);
    const there = [size, ...stridesOf(shape).slice(0, moved)];
    const here = [size, ...order.slice(0, moved).map((axis) => from[axis])];
    const counts = [site.batch, ...shape.slice(0, moved)];
    const out = site.allocate(site.batch * size);
    return {
      output: { address: out, shape },
      forward: [copyGrid({ out, outStrides: there, x: x.address, strides: here, counts, run })],
      backward: (slopes, [dx]) =>
        dx === null
          ? []
          : [copyGrid({ out: dx, outStrides: here, x: slopes, strides: there, counts, run })],
    };
  },
};

/** Cells that are cut off or added around an example. */
interface Frame {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Cropping of time, or of rows and columns. */
export const cropping: LayerDefinition = {
  classNames: ["Cropping1D", "Cropping2D"],
  plan: (site) => reframe(site, { frame: frameOf(site, "cropping"), isCropping: true }),
};

/** Zeros around time, or around rows and columns. */
export const zeroPadding: LayerDefinition = {
  classNames: ["ZeroPadding1D", "ZeroPadding2D"],
  plan: (site) => reframe(site, { frame: frameOf(site, "padding"), isCropping: false }),
};

function reframe(
  site: LayerSite,
  { frame, isCropping }: { frame: Frame; isCropping: boolean },
): ReturnType<LayerDefinition["plan"]> {
  const [x] = site.inputs;
  refuseOptions(site, { data_format: "channels_last" });
  const [rows, columns, channels] = spaceOf(site);
  const { top, bottom, left, right } = frame;
  const sign = isCropping ? -1 : 1;
  const outRows = rows + sign * (top + bottom);
  const outColumns = columns + sign * (left + right);
  if (outRows < 1 || outColumns < 1) throw site.refuse("it leaves nothing");
  const size = site.batch * outRows * outColumns * channels;
  const out = site.allocate(size);
  // The smaller of the two lies inside the larger, so many numbers from its start.
  const [large, small] = isCropping
    ? [{ rows, columns }, { rows: outRows, columns: outColumns }]
    : [{ rows: outRows, columns: outColumns }, { rows, columns }];
  const inside = 4 * channels * (top * large.columns + left);
  const stridesOf = (area: { rows: number; columns: number }) => [
    area.rows * area.columns * channels,
    area.columns * channels,
  ];
  const [largeStrides, smallStrides] = [stridesOf(large), stridesOf(small)];
  const grid = { counts: [site.batch, small.rows], run: small.columns * channels };
  const takeOut = (to: number, from: number) =>
    copyGrid({
      ...grid,
      out: to,
      outStrides: smallStrides,
      x: from + inside,
      strides: largeStrides,
    });
  const putIn = (to: number, from: number) => [
    fill({
      out: to,
      columns: site.batch * sizeOf([large.rows, large.columns, channels]),
      value: 0,
    }),
    copyGrid({
      ...grid,
      out: to + inside,
      outStrides: largeStrides,
      x: from,
      strides: smallStrides,
    }),
  ];
  const shape = axesOf(site) === 1 ? [outColumns, channels] : [outRows, outColumns, channels];
  return {
    output: { address: out, shape },
    forward: isCropping ? [takeOut(out, x.address)] : putIn(out, x.address),
    backward: (slopes, [dx]) =>
      dx === null ? [] : isCropping ? putIn(dx, slopes) : [takeOut(dx, slopes)],
  };
}

/** Reads 1, [1, 2] or [[1, 2], [3, 4]] as Keras does. */
function frameOf(site: LayerSite, option: string): Frame {
  const given = readNumbers(site, option);
  const [first, second = first, third, fourth] = given;
  if (Math.min(...given) < 0) throw site.refuse(`its ${option} is less than 0`);
  if (axesOf(site) === 1) return { top: 0, bottom: 0, left: first, right: second };
  return given.length === 4
    ? { top: first, bottom: second, left: third, right: fourth }
    : { top: first, bottom: first, left: second, right: second };
}
