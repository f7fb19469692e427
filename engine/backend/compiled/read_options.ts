import { type Activation, ACTIVATIONS } from "../../kernels/mod.ts";
import type { LayerSite, PlacedWeight } from "./layer_definition.ts";
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

/** The bias of a layer, one number for each of its results; undefined where it has none. */
export function readBias(site: LayerSite, size: number): PlacedWeight | undefined {
  return site.layer.config.use_bias === false ? undefined : site.weight("bias", [size]);
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

/** All whole numbers of an option, whatever lists they stand in; null is read as -1. */
export function readNumbers(site: LayerSite, option: string): number[] {
  const given = site.layer.config[option];
  const numbers = [given as number[][] ?? []].flat(2).map((number) => number ?? -1);
  if (numbers.length > 0 && numbers.every(Number.isInteger)) return numbers as number[];
  throw site.refuse(`its ${option} is ${JSON.stringify(given)}, need whole numbers`);
}

/** Refuses options that change what a layer does and that no kernel knows. */
export function refuseOptions(
  site: LayerSite,
  expected: Readonly<Record<string, unknown>>,
): void {
  for (const [option, only] of Object.entries(expected)) {
    const value = site.layer.config[option] ?? only;
    if (JSON.stringify(value) === JSON.stringify(only)) continue;
    throw site.refuse(
      `its ${option} is ${JSON.stringify(value)}, and only ${JSON.stringify(only)} has a kernel`,
    );
  }
}

/** Refuses a layer that works along another axis than the last. */
export function refuseOtherAxis(site: LayerSite): void {
  const given = [site.layer.config.axis ?? -1].flat(); // Keras writes a list of one
  const last = site.inputs[0].shape.length; // it counts the batch as the first
  if (given.length === 1 && (given[0] === -1 || given[0] === last)) return;
  throw site.refuse(`its axis is ${given}, and only the last one has a kernel`);
}

/** Refuses options of a layer, or of the one that it wraps, that add to a loss or bend its weights. */
export function refuseForcesOnWeights(site: LayerSite): void {
  const inner = site.layer.config.layer as { config?: LayerConfig } | undefined;
  for (const [option, value] of Object.entries({ ...inner?.config, ...site.layer.config })) {
    if (!/_(regularizer|constraint)$/.test(option) || value === null) continue;
    throw site.refuse(`its ${option} has no kernel in training`);
  }
}
