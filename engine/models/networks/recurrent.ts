import { type layers, loadedTensors } from "../../backend/mod.ts";
import type { Flow, NetworkDefinition, NetworkMaterials } from "../network_definition.ts";
import { flattenSteps } from "./flatten_steps.ts";
import { layDropout } from "./lay_dropout.ts";

type MakeCell = (options: {
  units: number;
  returnSequences: boolean;
  name: string;
}) => layers.RNN;

/** Simple recurrent layers: a short memory. */
export const rnnNetwork: NetworkDefinition = {
  name: "rnn",
  about: "simple recurrent layers over the window",
  layBody: (input, materials) =>
    layRecurrent(input, materials, (options) =>
      loadedTensors().layers.layers.simpleRNN({
        ...options,
        activation: "tanh",
        kernelInitializer: "zeros",
        recurrentInitializer: "zeros",
      }) as layers.RNN),
};

/** Long short-term memory: gates keep what aftershock decay needs. */
export const lstmNetwork: NetworkDefinition = {
  name: "lstm",
  about: "long short-term memory over the window",
  layBody: (input, materials) =>
    layRecurrent(input, materials, (options) =>
      loadedTensors().layers.layers.lstm({
        ...options,
        activation: "tanh",
        // Keras, PyTorch and the published recipes; stock tfjs would take a hard sigmoid.
        recurrentActivation: "sigmoid",
        kernelInitializer: "zeros",
        recurrentInitializer: "zeros",
      }) as layers.RNN),
};

function layRecurrent(input: Flow, materials: NetworkMaterials, makeCell: MakeCell): Flow {
  const { layers } = loadedTensors();
  const { configuration, shape } = materials;
  let flow = flattenSteps(input, shape);
  configuration.units.forEach((units, i) => {
    const name = `recurrent_${i + 1}`;
    const returnSequences = i < configuration.units.length - 1;
    const layer = configuration.bidirectional
      ? layers.layers.bidirectional({
        layer: makeCell({ units, returnSequences, name: `${name}_cell` }),
        mergeMode: "concat",
        name,
      })
      : makeCell({ units, returnSequences, name });
    flow = layDropout(layer.apply(flow) as Flow, i + 1, materials);
  });
  return flow;
}
