import type { PointEvents } from "../../../engine/domain/mod.ts";
import { selectEvents } from "../../../engine/domain/mod.ts";
import {
  type PointModel,
  startKernels,
  trainPointProcess,
} from "../../../engine/forecasting/mod.ts";
import { AREA_KM2, simulatePointEvents, START_MS, TRUE_PARAMETERS } from "./point_catalogue.ts";

const DAY_MS = 86_400_000;
const DAYS = 600;
const TEST_DAY = 480;

/** A simulated catalogue, of whose test part one event in so many is kept, and the true law as a model. */
export async function trainThinned(
  { every, seed = 1, calibrationWindows = 60 }: {
    /** One event of so many is kept; 1 for all. */
    every: number;
    /** Seed of the catalogue. */
    seed?: number;
    /** Days that are calibrated on. */
    calibrationWindows?: number;
  },
): Promise<{ model: PointModel; events: PointEvents }> {
  const all = simulatePointEvents(DAYS, seed);
  const testStartMs = START_MS + TEST_DAY * DAY_MS;
  const rows = Uint32Array.from(all.timeMs.keys()).filter((row) =>
    all.timeMs[row] < testStartMs || row % every === 0
  );
  const events = selectEvents(all, rows);
  const model = await trainPointProcess({ events }, {
    ...{ process: "etas", name: "thinned", versions: {}, consistencyWindows: 0 },
    etas: { parameters: TRUE_PARAMETERS, beta: 2.3, areaKm2: AREA_KM2 },
    kernels: await startKernels({ threads: 1 }),
    ...{ testStartMs, calibrationWindows, seed },
  });
  return { model, events };
}
