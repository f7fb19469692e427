import type { Station, Trace } from "../../../engine/domain/mod.ts";
import { travelTimes, VELOCITY_MODELS } from "../../../engine/models/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile } from "../../shared_data.ts";
import { buildRealRecordNetwork } from "./real_record_network.ts";

/** The crust of the scene. */
export const [SCENE_MODEL] = VELOCITY_MODELS;
const TIMES = { P: travelTimes(SCENE_MODEL, "P"), S: travelTimes(SCENE_MODEL, "S") };

/** Two events ten minutes apart, on stations that both have. */
export const SCENE_EVENTS = [
  { timeMs: Date.parse("2024-05-06T07:08:09.500Z"), latitude: 38.8, longitude: -122.8, depthKm: 8 },
  { timeMs: Date.parse("2024-05-06T07:18:09.500Z"), latitude: 37.3, longitude: -121.7, depthKm: 5 },
];

/** Records of three components in ncedc, ten for each event. */
const INDEXES = [[0, 7, 11, 14, 17, 21, 25, 28, 31, 36], [40, 44, 47, 50, 53, 57, 60, 64, 68, 72]];

/** Two events in real records, each on ten stations of its own. */
export async function buildTwoEventScene(): Promise<{ stations: Station[]; traces: Trace[] }> {
  const records = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const networks = SCENE_EVENTS.map((event, i) => {
    const indexes = INDEXES[i].map((start) => threeComponents(records, start));
    return buildRealRecordNetwork(records, { event, indexes, times: TIMES });
  });
  const rename = (code: string) => `Q${code.slice(1)}`; // the second event's own stations
  return {
    stations: [
      ...networks[0].stations,
      ...networks[1].stations.map((one) => ({ ...one, station: rename(one.station) })),
    ],
    traces: [
      ...networks[0].traces,
      ...networks[1].traces.map((trace) => ({
        ...trace,
        code: { ...trace.code, station: rename(trace.code.station) },
      })),
    ],
  };
}

/** The first record from an index on that has three components. */
function threeComponents(
  records: Awaited<ReturnType<typeof readLabelledWaveforms>>,
  start: number,
): number {
  for (let index = start; index < records.count; index++) {
    if (records.traceAt(index).componentsPresent.every(Boolean)) return index;
  }
  throw new Error(`no record of three components from ${start} on`);
}
