import { loadedTensors } from "../../backend/mod.ts";
import type { Flow, NetworkDefinition, NetworkMaterials } from "../network_definition.ts";
import { layDropout } from "./lay_dropout.ts";

/** Convolutions: over time for a series, over rows and columns for maps. */
export const cnnNetwork: NetworkDefinition = {
  name: "cnn",
  about: "convolutions over the window, or over the cells of a map",
  keepsCells: (shape) => shape.stepShape.length === 3,
  layBody: (input, materials) =>
    materials.shape.stepShape.length === 3
      ? layMapBody(input, materials)
      : laySeriesBody(input, materials),
};

/** Convolution and pooling by 2 in turn over time, then flat. */
function laySeriesBody(input: Flow, materials: NetworkMaterials): Flow {
  const { layers } = loadedTensors();
  const { configuration, shape } = materials;
  let flow = input;
  let steps = shape.window;
  configuration.filters.forEach((filters, i) => {
    const convolution = layers.layers.conv1d({
      filters,
      kernelSize: configuration.kernelSize,
      padding: "same",
      activation: "relu",
      kernelInitializer: "zeros",
      name: `convolution_${i + 1}`,
    });
    flow = convolution.apply(flow) as Flow;
    if (steps >= 2) {
      flow = layers.layers.maxPooling1d({ poolSize: 2, name: `pool_${i + 1}` }).apply(flow) as Flow;
      steps = Math.floor(steps / 2);
    }
    flow = layDropout(flow, i + 1, materials);
  });
  return layers.layers.flatten({ name: "flatten" }).apply(flow) as Flow;
}

/** Time and channels become the channels of one image, so that every cell sees its neighbours. */
function layMapBody(input: Flow, materials: NetworkMaterials): Flow {
  const { layers } = loadedTensors();
  const { configuration, shape } = materials;
  const [rows, columns, channels] = shape.stepShape;
  const permute = layers.layers.permute({ dims: [2, 3, 1, 4], name: "time_to_channels" });
  const targetShape = [rows, columns, shape.window * channels];
  let flow = layers.layers.reshape({ targetShape, name: "image" })
    .apply(permute.apply(input)) as Flow;
  configuration.filters.forEach((filters, i) => {
    const convolution = layers.layers.conv2d({
      filters,
      kernelSize: configuration.kernelSize,
      padding: "same",
      activation: "relu",
      kernelInitializer: "zeros",
      name: `convolution_${i + 1}`,
    });
    flow = convolution.apply(flow) as Flow;
    flow = layDropout(flow, i + 1, materials);
  });
  return flow;
}
