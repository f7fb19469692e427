import { type AssociationScore, scoreAssociation } from "../engine/evaluation/mod.ts";
import {
  ASSOCIATION_DEFAULTS,
  drawStations,
  simulateSwarm,
  travelTimes,
} from "../engine/models/mod.ts";
import { associatePicks } from "../engine/monitoring/mod.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { SIMULATED_CRUST } from "./simulated_crust.ts";

/** Seeds of the check; others chose the defaults of associating. */
const SEEDS = Array.from({ length: 6 }, (_, i) => 101 + i);
const RATES = [1, 3, 10];
const SPAN_SECONDS = 3_600;
const LEAST_F1 = 0.95;
const FALSE_PICKS_PER_MINUTE = 0.5;

/** Swarms of known truth, 15 to 30 stations, Poisson times, pick errors, missed and false picks. */
export const check: LongCheck = {
  about: `swarms of one event a minute are told apart with F1 of ${LEAST_F1} at least`,
  async run(report) {
    const times = { P: travelTimes(SIMULATED_CRUST, "P"), S: travelTimes(SIMULATED_CRUST, "S") };
    const facts: Record<string, unknown> = {};
    for (const eventsPerMinute of RATES) {
      const scores: AssociationScore[] = [];
      let [seconds, count] = [0, 0];
      for (const seed of SEEDS) {
        const place = { radiusKm: 50, latitude: 35, longitude: -117, seed };
        const stations = drawStations(15 + 3 * (seed - SEEDS[0]), place);
        const { picks, events } = simulateSwarm({
          ...{ stations, times, startMs: Date.UTC(2024, 0, 1), spanSeconds: SPAN_SECONDS },
          ...{ eventsPerMinute, falsePicksPerMinute: FALSE_PICKS_PER_MINUTE, silentStations: 2 },
          seed,
        });
        const known = events.map((event) => ({ ...event, mustBeFound: isComplete(event) }));
        const start = performance.now();
        const found = await associatePicks(picks, { stations, times });
        seconds += (performance.now() - start) / 1_000;
        count += picks.length;
        const limits = { known, withinSeconds: 2, withinKm: 10 };
        scores.push(scoreAssociation(found.events, limits));
        report(`${eventsPerMinute} a minute, seed ${seed}: ${JSON.stringify(scores.at(-1))}`);
      }
      facts[`${eventsPerMinute} a minute`] = { ...pool(scores), picksPerSecond: count / seconds };
      const { f1 } = pool(scores);
      if (eventsPerMinute === 1 && !(f1 >= LEAST_F1)) throw new Error(`F1 is ${f1}`);
    }
    return facts;
  },
};

/** Whether an event left as many picks as the associator asks for. */
function isComplete({ pickIds, countP }: { pickIds: readonly string[]; countP: number }): boolean {
  const { minimumPicks, minimumP, minimumS } = ASSOCIATION_DEFAULTS;
  return pickIds.length >= minimumPicks && countP >= minimumP &&
    pickIds.length - countP >= minimumS;
}

/** Scores of all swarms together. */
function pool(scores: readonly AssociationScore[]) {
  const sum = (of: (score: AssociationScore) => number) =>
    scores.reduce((total, score) => total + of(score), 0);
  const recall = sum(({ foundKnown }) => foundKnown) / sum(({ known }) => known);
  const precision = 1 - sum(({ toldFalse }) => toldFalse) / sum(({ told }) => told);
  return {
    known: sum(({ known }) => known),
    toldFalse: sum(({ toldFalse }) => toldFalse),
    recall,
    precision,
    f1: 2 * recall * precision / (recall + precision),
    pickPurity: sum(({ pickPurity }) => pickPurity) / scores.length,
    pickRecall: sum(({ pickRecall }) => pickRecall) / scores.length,
    medianKm: sum(({ medianKm }) => medianKm) / scores.length,
  };
}
