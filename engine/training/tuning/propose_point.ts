import type { SearchDimension, SearchPoint } from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { numberScale } from "./number_scale.ts";
import { densityOfChoices, densityOfNumbers, type ParzenDensity } from "./parzen_density.ts";
import { isAsked } from "./search_space.ts";

/** Values drawn for a dimension, of which the most promising is taken; many would make trials alike. */
const CANDIDATES = 8;

/** Share of the trials that count as good. */
const GOOD_SHARE = 0.25;

/** What a proposal follows from; nothing else. */
export interface ProposalOptions {
  /** What is searched. */
  space: readonly SearchDimension[];
  /** Seed of the search. */
  seed: number;
  /** Number of the trial, from 1. */
  trial: number;
  /** Trials whose results may be seen, the best first; none asks for a random point. */
  ranked: readonly SearchPoint[];
  /** Trials of the same generation that were proposed before: their results may not be seen. */
  pending?: readonly SearchPoint[];
}

/**
 * Proposes what to try next. Without results that may be seen, each value is equally likely; with some,
 * dimension by dimension, the value that is most typical of the good trials and least of the others,
 * among values drawn from the good ones. A dimension with a condition learns from the trials that had
 * it. A trial whose result may not be seen yet counts as not good, so that those proposed at once are not
 * all alike. The proposal is a pure function of its options.
 *
 * Source: Bergstra, Bardenet, Bengio & Kégl 2011 (tree-structured Parzen estimator); Ginsbourger, Le Riche
 * & Carraro 2010 (the constant liar).
 */
export function proposePoint(
  { space, seed, trial, ranked, pending = [] }: ProposalOptions,
): SearchPoint {
  const random = new RandomStream(seed).fork(`trial ${trial}`);
  const goodCount = Math.ceil(GOOD_SHARE * ranked.length);
  const point: Record<string, number | string> = {};
  for (const dimension of space) {
    if (!isAsked(dimension, point)) continue;
    const stream = random.fork(dimension.name);
    const seenIn = (points: readonly SearchPoint[]) =>
      points.map((each) => each[dimension.name]).filter((value) => value !== undefined);
    const good = densityOf(dimension, seenIn(ranked.slice(0, goodCount)));
    const rest = densityOf(dimension, seenIn([...ranked.slice(goodCount), ...pending]));
    point[dimension.name] = ranked.length === 0
      ? drawEvenly(dimension, stream)
      : drawPromising(good, rest, stream);
  }
  return point;
}

function densityOf(
  dimension: SearchDimension,
  seen: readonly (number | string)[],
): ParzenDensity {
  return dimension.kind === "choice"
    ? densityOfChoices(dimension, seen)
    : densityOfNumbers(dimension, seen as number[]);
}

function drawPromising(
  good: ParzenDensity,
  rest: ParzenDensity,
  random: RandomStream,
): number | string {
  let [best, most] = [good.draw(random), -Infinity];
  for (let drawn = 0; drawn < CANDIDATES; drawn++) {
    const value = drawn === 0 ? best : good.draw(random);
    const promise = good.logDensity(value) - rest.logDensity(value);
    if (promise > most) [best, most] = [value, promise];
  }
  return best;
}

function drawEvenly(dimension: SearchDimension, random: RandomStream): number | string {
  if (dimension.kind === "choice") {
    return dimension.choices[random.integer(dimension.choices.length)];
  }
  return numberScale(dimension).value(random.uniform());
}
