import type { Trace } from "@quakecast/quakecast/domain";
import { readSac } from "@quakecast/quakecast/sources";
import { sharedFile } from "../../../shared_data.ts";

/** One stage of SAC's processing in the shared data. */
export async function readSacStage(name: string): Promise<Trace> {
  const bytes = await Deno.readFile(sharedFile(`data/waveforms/sac/seisplotjs/${name}`));
  const { traces } = readSac(bytes, { source: name });
  return traces[0];
}
