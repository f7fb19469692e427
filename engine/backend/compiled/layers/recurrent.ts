import { addInto } from "../../../kernels/mod.ts";
import { type LayerDefinition, type LayerSite, sizeOf } from "../layer_definition.ts";
import type { LayerConfig } from "../network_graph.ts";
import { refuseOptions } from "../read_options.ts";
import { planCell } from "./recurrent_cell.ts";
import { layOut } from "./recurrent_layout.ts";

/** Recurrent layers over a window, from zero states. */
export const recurrent: LayerDefinition = {
  classNames: ["LSTM", "SimpleRNN", "GRU"],
  plan(site) {
    const { className, config } = site.layer;
    const units = Number(config.units);
    const shape = { units, directions: 1, keepsSteps: config.return_sequences === true };
    const layout = layOut(site, shape);
    const cell = planCell(site, {
      ...{ className, config, prefix: prefixOf(site) ?? "", units, layout, place: 0 },
      ...{ isReversed: config.go_backwards === true, turnsOutput: false },
    });
    return {
      output: layout.output,
      prepare: cell.prepare,
      forward: cell.forward,
      backward: (slopes, [dx]) => cell.backward(slopes, dx),
    };
  },
};

/** A recurrent layer in both directions of time, its outputs side by side. */
export const bidirectional: LayerDefinition = {
  classNames: ["Bidirectional"],
  plan(site) {
    refuseOptions(site, { merge_mode: "concat" });
    const inner = site.layer.config.layer as { class_name: string; config?: LayerConfig };
    if (!inner?.config) throw site.refuse("it has no inner layer");
    const { class_name: className, config } = inner;
    if (config.go_backwards) throw site.refuse("its inner layer goes backwards by itself");
    const units = Number(config.units);
    const shape = { units, directions: 2, keepsSteps: config.return_sequences === true };
    const layout = layOut(site, shape);
    const cells = ["forward", "backward"].map((direction, place) => {
      const prefix = prefixOf(site, direction);
      if (prefix === undefined) throw site.refuse(`it has no weights for its ${direction} layer`);
      const isReversed = place === 1;
      return planCell(site, {
        ...{ className, config, prefix, units, layout, place },
        ...{ isReversed, turnsOutput: isReversed },
      });
    });
    const [x] = site.inputs;
    const size = site.batch * sizeOf(x.shape);
    const other = site.isTraining ? site.allocate(size) : 0;
    return {
      output: layout.output,
      prepare: cells.flatMap(({ prepare }) => prepare),
      forward: cells.flatMap(({ forward }) => forward),
      backward: (slopes, [dx]) => [
        ...cells[0].backward(slopes, dx),
        ...cells[1].backward(slopes, dx === null ? null : other),
        ...(dx === null ? [] : [addInto({ out: dx, x: other, n: size })]),
      ],
    };
  },
};

/** What the weights' names begin with: names of a wrapped layer, or of a cell as Keras writes it. */
function prefixOf({ layer }: LayerSite, start = ""): string | undefined {
  const key = [...layer.weights.keys()].find((name) =>
    name.startsWith(start) && name.endsWith("kernel")
  );
  return key?.slice(0, key.lastIndexOf("/") + 1);
}
