import type { PredictiveTable } from "../../domain/mod.ts";
import { countLaw } from "../../evaluation/mod.ts";
import { type CountLaw, distributionOf } from "../scheduled/count_law.ts";

/** Probability that is not told number by number, and most numbers told. */
const WHOLE = { tail: 1e-9, most: 100_000 };

/**
 * Probability of 0, 1, 2, ... events by the only row of a table of counts or alarms; the last is of that
 * number or more.
 */
export function lawOfTable(table: PredictiveTable): number[] {
  if (table.family === "bernoulli") return [1 - table.probability[0], table.probability[0]];
  if (table.family === "negative-binomial") return wholeDistribution(countLaw(table, 0));
  throw new TypeError(`Cannot pool a ${table.family} table: it is not of counts`);
}

/** All of a law of numbers. */
export function wholeDistribution(law: CountLaw): number[] {
  return distributionOf(law, WHOLE);
}
