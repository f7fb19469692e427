import { Network, networkToArtifacts, startBackend } from "../../../engine/backend/mod.ts";
import {
  buildPhasenet,
  networkPicker,
  PHASENET_SETTINGS,
  type Picker,
} from "../../../engine/models/mod.ts";
import { readPhasenetWeights } from "../models/phasenet_fixture.ts";

/** PhaseNet with the published weights; the backend is started. */
export async function openPhasenet(): Promise<Picker> {
  await startBackend({ threads: 1 });
  const layers = buildPhasenet(readPhasenetWeights());
  const network = new Network(await networkToArtifacts(layers));
  layers.dispose();
  return networkPicker(network, { name: "phasenet", settings: PHASENET_SETTINGS });
}
