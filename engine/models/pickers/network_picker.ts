import { Network, type NetworkArtifacts } from "../../backend/mod.ts";
import { ModelError, type PickerCard, type PickerSettings } from "../../domain/mod.ts";
import type { Picker } from "./picker.ts";

/** Files of a network that is kept in a picker's folder: what plain tfjs loads. */
export function networkFiles({ modelJson, weights }: NetworkArtifacts): Map<string, Uint8Array> {
  return new Map([
    ["model.json", new TextEncoder().encode(modelJson)],
    ["weights.bin", weights],
  ]);
}

/** A picker that is one network, opened from `model.json` and `weights.bin` without tfjs. */
export function openNetworkPicker(
  files: ReadonlyMap<string, Uint8Array>,
  card: PickerCard,
): Picker {
  const read = (name: string) => {
    const bytes = files.get(name);
    if (bytes !== undefined) return bytes;
    throw new ModelError(`Cannot open picker "${card.name}": it has no ${name}.`, card.name);
  };
  const modelJson = new TextDecoder().decode(read("model.json"));
  const network = new Network({ modelJson, weights: read("weights.bin") }, { name: card.name });
  return networkPicker(network, { name: card.picker, settings: card.settings });
}

/**
 * A picker that is one network, from windows to probabilities. Throws ModelError where the network
 * takes other windows than the settings tell.
 */
export function networkPicker(
  network: Network,
  { name, settings }: { name: string; settings: PickerSettings },
): Picker {
  const need = settings.windowSamples * settings.components.length;
  const have = network.graph.inputShape.reduce((product, length) => product * length, 1);
  if (have !== need) {
    throw new ModelError(
      `Cannot pick with ${name}: its network takes windows of ${have} numbers, its settings tell ${need}.`,
      name,
    );
  }
  return {
    ...settings,
    name,
    get network() {
      return { graph: network.graph, weights: network.weights };
    },
    predict: (windows, count) => network.predict(windows, count),
    dispose: () => network.dispose(),
  };
}
