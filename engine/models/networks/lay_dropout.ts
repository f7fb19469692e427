import { loadedTensors } from "../../backend/mod.ts";
import type { Flow, NetworkMaterials } from "../network_definition.ts";

/** Drops activations in training, where the configuration asks for it; `layer` is counted from 1. */
export function layDropout(flow: Flow, layer: number, { configuration }: NetworkMaterials): Flow {
  const { dropout: rate } = configuration;
  if (rate === 0) return flow;
  const { dropout } = loadedTensors().layers.layers;
  return dropout({ rate, name: `dropout_${layer}` }).apply(flow) as Flow;
}
