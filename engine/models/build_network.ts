import { ConfigurationError, type ForecastConfiguration, nearestWord } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import { type layers, loadedTensors } from "../backend/mod.ts";
import { initialiseWeights } from "./initialise_weights.ts";
import { LIST_OF_MODELS } from "./list_of_models.ts";
import type { Flow, NetworkDefinition, NetworkShape } from "./network_definition.ts";

/** What a network is built from. */
export interface BuildNetworkOptions {
  /** Shape of inputs and outputs. */
  shape: NetworkShape;
  /** Source of the first weights. */
  random: RandomStream;
}

/**
 * Builds a network with seeded weights out of plain tfjs layers: input -> body -> dense layers ->
 * head. Output: [batch, target × outputs], all near 0 at the start. The backend must have been started.
 *
 * Throws ConfigurationError for an unknown model.
 */
export function buildNetwork(
  configuration: ForecastConfiguration,
  { shape, random }: BuildNetworkOptions,
): layers.LayersModel {
  const { layers } = loadedTensors();
  const definition = networkOf(configuration.model);
  const input = layers.input({ shape: [shape.window, ...shape.stepShape], name: "input" });
  const body = definition.layBody(input, { shape, configuration });
  const output = layHead(body, definition, { shape, denseUnits: configuration.denseUnits });
  const network = layers.model({ inputs: input, outputs: output, name: configuration.model });
  initialiseWeights(network, random);
  return network;
}

/** The definition of a network by name; throws ConfigurationError for an unknown one. */
export function networkOf(name: string): NetworkDefinition {
  const definition = LIST_OF_MODELS.find((candidate) => candidate.name === name);
  if (definition === undefined) {
    const names = LIST_OF_MODELS.map((candidate) => candidate.name);
    throw new ConfigurationError(
      `Unknown model "${name}": expected one of ${names.join(", ")}.`,
      "model",
      nearestWord(name, names),
    );
  }
  return definition;
}

function layHead(
  body: Flow,
  definition: NetworkDefinition,
  { shape, denseUnits }: { shape: NetworkShape; denseUnits: readonly number[] },
): Flow {
  const { layers } = loadedTensors();
  let flow = body;
  denseUnits.forEach((units, i) => {
    const name = `dense_head_${i + 1}`;
    const dense = layers.layers.dense({
      units,
      activation: "relu",
      kernelInitializer: "zeros",
      name,
    });
    flow = dense.apply(flow) as Flow;
  });
  const outputs = shape.targetSize * shape.outputsPerTarget;
  if (definition.keepsCells?.(shape)) {
    const perCell = layers.layers.conv2d({
      filters: shape.outputsPerTarget,
      kernelSize: 1,
      kernelInitializer: "zeros",
      name: "head",
    });
    const reshape = layers.layers.reshape({ targetShape: [outputs], name: "cells" });
    return reshape.apply(perCell.apply(flow)) as Flow;
  }
  const head = layers.layers.dense({ units: outputs, kernelInitializer: "zeros", name: "head" });
  return head.apply(flow) as Flow;
}
