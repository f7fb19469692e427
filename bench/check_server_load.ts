import { cpuUsage } from "node:process";
import { ForecastSchedule } from "../engine/forecasting/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
import { START_MS } from "../tests/engine/forecasting/point_catalogue.ts";
import {
  DAY_MS,
  insertEvents,
  simulatePointEvents,
  trueModel,
} from "../tests/engine/forecasting/scheduled/scheduled_fixture.ts";
import { makeGlobe } from "../tests/engine/storage/database/database_fixture.ts";
import { NOW_MS, withLiveServer } from "../tests/server/live/live_fixture.ts";
import { type OpenLoopFacts, readInOpenLoop } from "../tests/server/live/open_loop.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { runElsewhere } from "./run_elsewhere.ts";

const [PER_SECOND, SECONDS, WARM_UP_SECONDS] = [1_000, 30, 3];
const [EVENTS, SHOWN] = [5_000, 100];
const YEAR_DAYS = 365;
const SEED = 20_261_126;
const MOST_MS = 50;

/** What is read; the first is the table of the newest scheduled forecast, its map included. */
const PATHS = ["/v1/scheduled-forecasts/latest", `/v1/events?limit=${SHOWN}`] as const;

/** A daily forecast by a model, of a simulated year, with its table; published, since it passed its gate. */
async function makeForecast(database: Database): Promise<void> {
  const nowMs = START_MS + YEAR_DAYS * DAY_MS - 60_000;
  insertEvents(database, simulatePointEvents(YEAR_DAYS + 1), { startMs: 0, endMs: nowMs });
  const shape = { catalogues: 1_000, horizons: ["1d", "7d", "30d"] };
  await new ForecastSchedule(database, { model: trueModel(), ...shape }).advance(nowMs);
}

/** Reads that many ask for, at a fixed rate, while a live feed is told and the database changes. */
export const check: LongCheck = {
  about:
    `${PER_SECOND} reads a second for ${SECONDS} s of the newest forecast's table, then of ${SHOWN} of ` +
    `${EVENTS} events, with ten messages and an event more each second; none lost, p99 below ` +
    `${MOST_MS} ms from when each was due`,
  async run(report) {
    const facts: Record<string, unknown> = {};
    await withLiveServer({ rateLimit: 0 }, async ({ url, database, tell }) => {
      await makeForecast(database);
      database.events.put(makeGlobe(EVENTS, SEED), { recordedMs: NOW_MS });
      const more = makeGlobe(1_000, SEED + 1).map((it, i) => ({ ...it, id: `more${i}` }));
      const timers = [
        setInterval(() => tell(1), 100),
        setInterval(() => database.events.put(more.splice(0, 1), { recordedMs: NOW_MS }), 1_000),
      ];
      const read = (path: string, seconds: number) =>
        runElsewhere<OpenLoopFacts>(import.meta.url, {
          ...{ url: `${url}${path}`, perSecond: PER_SECOND, seconds },
        });
      try {
        for (const path of PATHS) {
          report(`warming up: ${JSON.stringify(await read(path, WARM_UP_SECONDS))}`);
          const before = cpuUsage();
          const reads = await read(path, SECONDS);
          const { user, system } = cpuUsage(before);
          const processorMsPerRequest = (user + system) / 1000 / reads.requests;
          facts[path] = { ...reads, processorMsPerRequest };
          report(`${path}: ${JSON.stringify(facts[path])}`);
          const isGood = reads.answered === reads.requests && reads.p99Ms < MOST_MS;
          if (!isGood) throw new Error(JSON.stringify(facts));
        }
      } finally {
        timers.forEach((it) => clearInterval(it));
      }
    });
    return { seed: SEED, perSecond: PER_SECOND, ...facts };
  },
};

if (import.meta.main) {
  const facts = await readInOpenLoop(JSON.parse(Deno.args[0]));
  await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(facts)));
}
