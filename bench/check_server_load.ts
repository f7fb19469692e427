import { cpuUsage } from "node:process";
import { makeGlobe } from "../tests/engine/storage/database/database_fixture.ts";
import { NOW_MS, withLiveServer } from "../tests/server/live/live_fixture.ts";
import { type OpenLoopFacts, readInOpenLoop } from "../tests/server/live/open_loop.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { runElsewhere } from "./run_elsewhere.ts";

const [PER_SECOND, SECONDS, WARM_UP_SECONDS] = [1_000, 30, 3];
const EVENTS = 5_000;
const SEED = 20_261_126;
const MOST_MS = 50;

/** Reads that many ask for, at a fixed rate, while a live feed is told and the database changes. */
export const check: LongCheck = {
  about:
    `${PER_SECOND} reads a second of 100 of ${EVENTS} events for ${SECONDS} s, with ten messages and an ` +
    `event more each second; none lost, p99 below ${MOST_MS} ms from when each was due`,
  async run(report) {
    let facts: Record<string, unknown> = {};
    await withLiveServer({}, async ({ url, database, tell }) => {
      database.events.put(makeGlobe(EVENTS, SEED), { recordedMs: NOW_MS });
      const more = makeGlobe(10 * SECONDS, SEED + 1).map((it, i) => ({ ...it, id: `more${i}` }));
      const timers = [
        setInterval(() => tell(1), 100),
        setInterval(() => database.events.put(more.splice(0, 1), { recordedMs: NOW_MS }), 1_000),
      ];
      const read = (seconds: number) =>
        runElsewhere<OpenLoopFacts>(import.meta.url, {
          ...{ url: `${url}/v1/events?limit=100`, perSecond: PER_SECOND, seconds },
        });
      report(`warming up: ${JSON.stringify(await read(WARM_UP_SECONDS))}`);
      const before = cpuUsage();
      const reads = await read(SECONDS).finally(() => timers.forEach((it) => clearInterval(it)));
      const { user, system } = cpuUsage(before);
      facts = { ...reads, processorMsPerRequest: (user + system) / 1000 / reads.requests };
      const isGood = reads.answered === reads.requests && reads.p99Ms < MOST_MS;
      if (!isGood) throw new Error(JSON.stringify(facts));
    });
    return { seed: SEED, perSecond: PER_SECOND, ...facts };
  },
};

if (import.meta.main) {
  const facts = await readInOpenLoop(JSON.parse(Deno.args[0]));
  await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(facts)));
}
