import type { LongCheck } from "./long_check_definition.ts";
import type { MonitorDays } from "./monitor_days.ts";

const [STATIONS, DAYS, FILLING_DAYS] = [6, 7, 3];
/** Most growth of resident memory, megabytes a simulated day. */
const MOST_SLOPE_MB = 1;
/** Simulated seconds a second of processor time, of all threads together, that must be reached. */
const LEAST_SPEED = 500;
/** Share of the earthquakes that must be events at the end. */
const LEAST_FOUND = 0.9;
/** A heap that grows by a fifth at a time, as in the unit of systemd: else garbage, not data, moves it. */
const MEMORY_FLAGS = "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=20";

/** A week of a simulated network through the whole monitor. */
export const check: LongCheck = {
  about:
    `${DAYS} days of ${STATIONS} stations x 3 channels through the whole monitor, as fast as it ` +
    `goes, after ${FILLING_DAYS} in which its feed and caches fill: memory flat, no file left open`,
  async run(report) {
    const facts = await replayInChild(report);
    const { slopeMbPerDay, openFiles, events, earthquakes, processorSpeed } = facts;
    const refuse = (what: string) => new Error(`${what}: ${JSON.stringify(facts)}`);
    if (!(slopeMbPerDay < MOST_SLOPE_MB)) throw refuse("memory grows");
    if (openFiles.at(-1) !== openFiles[0]) throw refuse("files are left open");
    if (events < LEAST_FOUND * earthquakes) throw refuse("earthquakes are missed");
    if (processorSpeed < LEAST_SPEED) throw refuse("it is too slow");
    return { ...facts };
  },
};

async function replayInChild(report: (message: string) => void): Promise<MonitorDays> {
  const program = new URL("./monitor_week_child.ts", import.meta.url).pathname;
  const days = { stations: STATIONS, days: DAYS + FILLING_DAYS, fillingDays: FILLING_DAYS };
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", MEMORY_FLAGS, program, JSON.stringify(days)],
    ...{ stdout: "piped", stderr: "inherit" },
  }).spawn();
  let text = "";
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (text + part).split("\n");
    text = lines.pop()!;
    lines.forEach(report);
  }
  if (!(await child.status).success) throw new Error("the replay has failed");
  return JSON.parse(text);
}
