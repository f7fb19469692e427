import { loadedTensors } from "../../backend/mod.ts";
import type { Flow, NetworkShape } from "../network_definition.ts";

/** Number of values in one step. */
export function valuesPerStep(shape: NetworkShape): number {
  return shape.stepShape.reduce((product, size) => product * size, 1);
}

/** Joins rows, columns and channels of a step: [batch, time, ...] -> [batch, time, value]. */
export function flattenSteps(input: Flow, shape: NetworkShape): Flow {
  if (shape.stepShape.length === 1) return input;
  const { layers } = loadedTensors();
  const targetShape = [shape.window, valuesPerStep(shape)];
  return layers.layers.reshape({ targetShape, name: "flatten_steps" }).apply(input) as Flow;
}
