import type { SeismicEvent } from "../engine/domain/mod.ts";
import { travelTimes, VELOCITY_MODELS } from "../engine/models/mod.ts";
import { associatePicks, learnAssociationDelays } from "../engine/monitoring/mod.ts";
import { readPicks, readWholeFile } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { SALTON_SEA_STATIONS } from "./salton_sea_stations.ts";

const PICKS = "data/arrivals/ridgecrest_picks/phasenet_picks_2020-10-01.tsv.gz";
const LONGEST_SECONDS = 60;
const DELAY_ROUNDS = 2;

/** Delays are learned from the picks of these first hours. */
const LEARNED_HOURS = 6;

/** The shared picks at scale: all joined within a minute, delays of stations learned first. */
export const check: LongCheck = {
  about: `62,314 picks of two days are joined in under ${LONGEST_SECONDS} s`,
  async run(report) {
    const { picks } = readPicks(await readWholeFile(sharedFile(PICKS)), PICKS);
    const [ak135] = VELOCITY_MODELS;
    const times = { P: travelTimes(ak135, "P"), S: travelTimes(ak135, "S") };
    const settings = { stations: SALTON_SEA_STATIONS, times };
    const facts: Record<string, unknown> = { picks: picks.length };
    const measure = async (name: string, run: () => ReturnType<typeof associatePicks>) => {
      const start = performance.now();
      const { events, unassociated, unusable } = await run();
      const seconds = (performance.now() - start) / 1_000;
      facts[name] = {
        seconds,
        ...describe(events),
        unassociatedShare: unassociated.length / picks.length,
        unusable: unusable.length,
      };
      report(`${name}: ${JSON.stringify(facts[name])}`);
      return seconds;
    };
    const plain = await measure("withoutDelays", () => associatePicks(picks, settings));
    const withDelays = await measure("withLearnedDelays", async () => {
      const untilMs = Math.min(...picks.map(({ timeMs }) => timeMs)) + LEARNED_HOURS * 3_600_000;
      const some = picks.filter(({ timeMs }) => timeMs < untilMs);
      const delays = await learnAssociationDelays(some, { ...settings, rounds: DELAY_ROUNDS });
      return associatePicks(picks, { ...settings, delays });
    });
    const slowest = Math.max(plain, withDelays);
    if (!(slowest < LONGEST_SECONDS)) throw new Error(`it took ${slowest} s`);
    return facts;
  },
};

function describe(events: readonly SeismicEvent[]) {
  const counts = events.map((event) => event.picks.length).sort((a, b) => a - b);
  const residuals = events.map(({ origins: [origin] }) => origin.rootMeanSquareSeconds ?? NaN)
    .sort((a, b) => a - b);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    events: events.length,
    picksPerEvent: total / events.length,
    medianPicks: counts[counts.length >> 1],
    medianRootMeanSquareSeconds: residuals[residuals.length >> 1],
  };
}
