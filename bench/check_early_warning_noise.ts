import { EarlyWarning } from "../engine/monitoring/mod.ts";
import { drawDisturbances } from "../tests/engine/monitoring/early_warning/disturbances.ts";
import { drawScene, packetsOf } from "../engine/monitoring/simulated/simulated_scene.ts";
import {
  readNoisePieces,
  realNoise,
} from "../tests/engine/monitoring/early_warning/station_noise.ts";
import type { LongCheck } from "./long_check_definition.ts";

const HOURS = 24;
/** Of each kind of disturbance, for each station. */
const EACH = 20;
const STATIONS = 20;

/** A day without an earthquake. */
export const check: LongCheck = {
  about:
    `${HOURS} hours of real noise at ${STATIONS} stations with spikes, steps, knocks, passing ` +
    "vehicles, calibration pulses (once all at once) and three teleseisms lead to no alert",
  async run(report) {
    const pieces = await readNoisePieces();
    const scene = drawScene({ seed: "early warning, noise, test", stations: STATIONS });
    const seconds = 3600 * HOURS;
    const day = drawDisturbances(scene, { seconds, each: EACH });
    const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
    const start = performance.now();
    const alerts: string[] = [];
    let packets = 0;
    for (
      const packet of packetsOf(scene, { noise: realNoise(pieces), seconds, motion: day.motion })
    ) {
      alerts.push(...warning.push(packet).map((message) => JSON.stringify(message)));
      if (++packets % (STATIONS * 3600 * 4) === 0) {
        report(`${packets / STATIONS / 3600} of ${HOURS} hours, ${warning.report().picks} picks`);
      }
    }
    const { picks, refusals } = warning.report();
    const speed = 1000 * seconds / (performance.now() - start);
    const facts = { hours: HOURS, disturbances: day.counts, packets, picks, refusals, speed };
    if (alerts.length > 0) {
      throw new Error(`${alerts.length} messages on a day without: ${alerts[0].slice(0, 1500)}`);
    }
    return { ...facts, alerts: 0 };
  },
};
