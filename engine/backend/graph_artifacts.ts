import type { NetworkGraph } from "./compiled/network_graph.ts";
import { weightBytes } from "./read_network.ts";
import { type NetworkArtifacts, WEIGHTS_FILE } from "./save_network.ts";

/**
 * A network of data as the two files that `readNetwork` reads, and plain tfjs where it knows the
 * layers: Keras' topology, and weights as layer/weight in the order of their numbers.
 */
export function graphToArtifacts(
  graph: NetworkGraph,
  weights: Float32Array,
): NetworkArtifacts {
  const layers = graph.layers.map(({ name, className, config, inputs }) => ({
    class_name: className,
    config: { ...config, ...(name === graph.input ? inputOf(graph) : {}), name },
    name,
    inbound_nodes: inputs.length === 0 ? [] : [inputs.map((from) => [from, 0, 0, {}])],
  }));
  const listed = graph.layers.flatMap((layer) =>
    [...layer.weights].map(([weight, { shape, offset }]) => ({
      ...{ name: `${layer.name}/${weight}`, shape, dtype: "float32", offset },
    }))
  );
  const inOrder = listed.toSorted((a, b) => a.offset - b.offset);
  const modelJson = JSON.stringify({
    modelTopology: {
      class_name: "Model",
      config: {
        name: graph.name,
        layers,
        input_layers: [[graph.input, 0, 0]],
        output_layers: [[graph.output, 0, 0]],
      },
    },
    weightsManifest: [{
      paths: [WEIGHTS_FILE],
      weights: inOrder.map(({ offset: _, ...spec }) => spec),
    }],
  });
  return { modelJson, weights: weightBytes(weights) };
}

function inputOf({ inputShape }: NetworkGraph): Record<string, unknown> {
  return { batch_input_shape: [null, ...inputShape], dtype: "float32" };
}
