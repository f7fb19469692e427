import { importPhasenet } from "../engine/monitoring/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

/** Writes PhaseNet with the published weights as a model folder, and gives its path. */
export async function importSharedPhasenet(folder: string): Promise<string> {
  const source = "phasenet_190703.safetensors";
  const bytes = await Deno.readFile(sharedFile(`data/weights/phasenet_190703/${source}`));
  const out = `${folder}/phasenet`;
  await importPhasenet(bytes, { out, source });
  return out;
}
