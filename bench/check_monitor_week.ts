import type { LongCheck } from "./long_check_definition.ts";
import type { MonitorDays } from "./monitor_days.ts";
import { runElsewhere } from "./run_elsewhere.ts";

const [STATIONS, DAYS, FILLING_DAYS] = [6, 7, 3];
/** Most growth of resident memory, megabytes a simulated day. */
const MOST_SLOPE_MB = 1;
/** Simulated seconds a second of processor time, of all threads together, that must be reached. */
const LEAST_SPEED = 500;
/** Share of the earthquakes that must be events at the end. */
const LEAST_FOUND = 0.9;
/** A heap that grows by a fifth at a time, as in the unit of systemd: else garbage, not data, moves it. */
const MEMORY_FLAGS = "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=20";

const CHILD = new URL("./monitor_days_child.ts", import.meta.url).pathname;

/** A week of a simulated network through the whole monitor. */
export const check: LongCheck = {
  about:
    `${DAYS} days of ${STATIONS} stations x 3 channels through the whole monitor, as fast as it ` +
    `goes, after ${FILLING_DAYS} in which its feed and caches fill: memory flat, no file left open`,
  async run() {
    const parts = DAYS + FILLING_DAYS;
    const facts = await runElsewhere<MonitorDays>(CHILD, {
      ...{ stations: STATIONS, seconds: 86_400 * parts, everySeconds: 21_600 },
      ...{ parts, settleParts: FILLING_DAYS, stepSeconds: 60 },
    }, [MEMORY_FLAGS]);
    const { slopeMbPerDay, openFiles, events, earthquakes, processorSpeed } = facts;
    const refuse = (what: string) => new Error(`${what}: ${JSON.stringify(facts)}`);
    if (!(slopeMbPerDay < MOST_SLOPE_MB)) throw refuse("memory grows");
    if (openFiles.at(-1) !== openFiles[0]) throw refuse("files are left open");
    if (events < LEAST_FOUND * earthquakes) throw refuse("earthquakes are missed");
    if (processorSpeed < LEAST_SPEED) throw refuse("it is too slow");
    return { ...facts };
  },
};
