import { addInto, copyBlocks } from "../../../kernels/mod.ts";
import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";

/** Concatenation along one axis. */
export const concatenation: LayerDefinition = {
  classNames: ["Concatenate"],
  plan(site) {
    const shapes = site.inputs.map(({ shape }) => shape);
    const rank = shapes[0].length;
    const given = Number(site.layer.config.axis ?? -1);
    const axis = given < 0 ? rank + given : given - 1; // Keras counts the batch as the first
    const others = shapes.map((shape) => shape.toSpliced(axis, 1).join());
    const isSound = axis >= 0 && axis < rank && shapes.every((shape) => shape.length === rank);
    if (!isSound || new Set(others).size !== 1) {
      throw site.refuse(`its inputs ${shapesOf(site)} do not fit along axis ${given}`);
    }
    const rows = site.batch * sizeOf(shapes[0].slice(0, axis));
    const columns = shapes.map((shape) => sizeOf(shape.slice(axis)));
    const outStride = columns.reduce((sum, width) => sum + width, 0);
    const out = site.allocate(rows * outStride);
    const offsets = columns.map((_, i) =>
      columns.slice(0, i).reduce((sum, width) => sum + width, 0)
    );
    const shape = shapes[0].map((length, i) =>
      i === axis ? shapes.reduce((sum, one) => sum + one[axis], 0) : length
    );
    return {
      output: { address: out, shape },
      forward: site.inputs.map(({ address }, i) =>
        copyBlocks({
          ...{ out: out + 4 * offsets[i], outStride },
          ...{ x: address, rows, columns: columns[i] },
        })
      ),
      backward: (slopes, dInputs) =>
        dInputs.flatMap((dx, i) =>
          dx === null ? [] : [
            copyBlocks({
              ...{ out: dx, x: slopes + 4 * offsets[i], xStride: outStride },
              ...{ rows, columns: columns[i] },
            }),
          ]
        ),
    };
  },
};

/** Sum of two inputs or more. */
export const addition: LayerDefinition = {
  classNames: ["Add"],
  plan(site) {
    const [first, second, ...rest] = site.inputs;
    if (second === undefined) throw site.refuse("it has only one input");
    if (site.inputs.some(({ shape }) => shape.join() !== first.shape.join())) {
      throw site.refuse(`its inputs ${shapesOf(site)} are of different shapes`);
    }
    const n = site.batch * sizeOf(first.shape);
    const out = site.allocate(n);
    return {
      output: { address: out, shape: first.shape },
      forward: [
        addInto({ out, x: second.address, to: first.address, n }),
        ...rest.map(({ address }) => addInto({ out, x: address, n })),
      ],
      backward: (slopes, dInputs) =>
        dInputs.flatMap((dx) =>
          dx === null ? [] : [copyBlocks({ out: dx, x: slopes, rows: 1, columns: n })]
        ),
    };
  },
};

function shapesOf({ inputs }: LayerSite): string {
  return inputs.map(({ shape }) => `[${shape}]`).join(", ");
}
