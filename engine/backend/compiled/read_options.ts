import { type Activation, ACTIVATIONS } from "../../kernels/mod.ts";
import type { LayerSite } from "./layer_definition.ts";
import type { LayerConfig } from "./network_graph.ts";

/** What is applied to a layer's sums: within the kernel, and a softmax behind it or not. */
export interface LayerActivation {
  /** Applied by the kernel itself. */
  fused: Activation;
  /** Whether a softmax over the last axis follows. */
  isSoftmax: boolean;
}

/** The activation of a layer; throws ModelError for one that no kernel has. */
export function readActivation(site: LayerSite, option = "activation"): LayerActivation {
  const name = String(site.layer.config[option] ?? "linear").toLowerCase();
  if (name === "softmax") return { fused: "linear", isSoftmax: true };
  const fused = ACTIVATIONS.find((activation) => activation === name);
  if (fused === undefined) throw site.refuse(`its activation "${name}" has no kernel`);
  return { fused, isSoftmax: false };
}

/** A pair of whole numbers, rows and columns; one number, or a list of one, is for columns alone. */
export function readPair(
  config: LayerConfig,
  option: string,
  { axes, fallback = 1 }: { axes: 1 | 2; fallback?: number },
): [rows: number, columns: number] {
  const given = (config[option] ?? fallback) as number | number[];
  const list = Array.isArray(given) ? given : new Array<number>(axes).fill(given);
  return axes === 1 ? [1, list[0]] : [list[0], list[1]];
}

/** Refuses options that change what a layer does and that no kernel knows. */
export function refuseOptions(
  site: LayerSite,
  expected: Readonly<Record<string, unknown>>,
): void {
  for (const [option, only] of Object.entries(expected)) {
    const value = site.layer.config[option] ?? only;
    if (JSON.stringify(value) === JSON.stringify(only)) continue;
    throw site.refuse(`its ${option} is ${JSON.stringify(value)}, and only ${only} has a kernel`);
  }
}
