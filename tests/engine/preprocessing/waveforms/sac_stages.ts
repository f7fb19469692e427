import type { Trace } from "@quakecast/quakecast/domain";
import { sharedFile } from "../../../shared_data.ts";
import { madeTrace } from "./made_traces.ts";

/** Bytes of a SAC header, and where it tells the interval of samples (s) and their count. */
const HEADER_BYTES = 632;
const INTERVAL_BYTE = 0;
const COUNT_BYTE = 4 * (70 + 9);
const VERSION_BYTE = 4 * (70 + 6);

/** A binary SAC file of the shared data, of either byte order. */
export async function readSacStage(name: string): Promise<Trace> {
  const bytes = await Deno.readFile(sharedFile(`data/waveforms/sac/seisplotjs/${name}`));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getInt32(VERSION_BYTE, true) === 6;
  const samples = Float64Array.from(
    { length: view.getInt32(COUNT_BYTE, little) },
    (_, i) => view.getFloat32(HEADER_BYTES + 4 * i, little),
  );
  const samplingRateHz = Math.round(1e6 / view.getFloat32(INTERVAL_BYTE, little)) / 1e6;
  return madeTrace(samples, { channel: "BHE", samplingRateHz });
}
