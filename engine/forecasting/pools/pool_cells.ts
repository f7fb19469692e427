import type { ForecastCells, Grid, PredictiveTable } from "../../domain/mod.ts";
import { countLaw, mixDistributions } from "../../evaluation/mod.ts";
import { answerOfDistribution } from "./answer_of_distribution.ts";
import { wholeDistribution } from "./law_of_table.ts";

/** What one member says of a map. */
export interface CellVoice {
  /** Its weight; those of all add up to 1. */
  weight: number;
  /** Numbers of events. [cell] */
  table: PredictiveTable & { family: "negative-binomial" };
}

/** The linear pool of maps, cell by cell; the map of one member alone where there is one. */
export function poolCells(grid: Grid, voices: readonly CellVoice[]): ForecastCells {
  const answers = Array.from({ length: grid.rows * grid.columns }, (_, cell) => {
    const laws = voices.map(({ weight, table }) => ({
      weight,
      distribution: wholeDistribution(countLaw(table, cell)),
    }));
    const pooled = mixDistributions(laws);
    const answer = answerOfDistribution("", pooled, { task: "map", family: "mixture" });
    return { ...answer, any: 1 - pooled[0] };
  });
  const column = (level: keyof ForecastCells["quantiles"]) =>
    answers.map(({ quantiles }) => quantiles[level]);
  return {
    grid,
    expected: answers.map(({ expected }) => expected),
    probabilityOfAny: answers.map(({ any }) => any),
    quantiles: {
      ...{ p05: column("p05"), p25: column("p25"), p50: column("p50") },
      ...{ p75: column("p75"), p95: column("p95") },
    },
  };
}
