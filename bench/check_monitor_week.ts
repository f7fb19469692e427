import type { LongCheck } from "./long_check_definition.ts";
import { replayMonitorDays } from "./monitor_days.ts";

const [STATIONS, DAYS, EVERY_SECONDS] = [6, 7, 21_600];
/** Most growth of resident memory after the first day, megabytes a simulated day. */
const MOST_SLOPE_MB = 1;
/** Share of the earthquakes that must be events at the end. */
const LEAST_FOUND = 0.9;

/** A week of a simulated network through the whole monitor. */
export const check: LongCheck = {
  about:
    `${DAYS} days of ${STATIONS} stations x 3 channels through the whole monitor, as fast as ` +
    `it goes: memory flat after the first day, no file left open`,
  async run(report) {
    const facts = await replayMonitorDays({
      ...{ stations: STATIONS, seconds: 86_400 * DAYS, everySeconds: EVERY_SECONDS },
      ...{ parts: DAYS, settleParts: 1, report },
      picker: { kind: "classical", name: "sta-lta", stepSeconds: 60 },
    });
    const { slopeMbPerDay, openFiles, events, earthquakes } = facts;
    if (!(slopeMbPerDay < MOST_SLOPE_MB)) {
      throw new Error(`memory grows: ${JSON.stringify(facts)}`);
    }
    if (openFiles.at(-1) !== openFiles[0]) {
      throw new Error(`files are left open: ${JSON.stringify(facts)}`);
    }
    if (events < LEAST_FOUND * earthquakes) {
      throw new Error(`earthquakes are missed: ${JSON.stringify(facts)}`);
    }
    return { ...facts };
  },
};
