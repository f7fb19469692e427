import type { PointConsistency, ScheduledGate } from "../../domain/mod.ts";
import { holmCorrection, standardNormalCumulative } from "../../mathematics/mod.ts";

/** One forecast that was scored, as far as its calibration goes. */
export interface ScoredForecast {
  /** Forecast probability of fewer events than came, and of a random part of just so many. */
  readonly transform: number;
  /** Forecast probability of one event or more. */
  readonly probability: number;
  /** Whether one came. */
  readonly happened: boolean;
}

/** Forecasts that are looked at, the last ones: a model that has mended is heard again. */
export const GATE_WINDOW = 60;

/** Fewer tell enough to fail a forecast, but not to pass it. */
export const FEWEST_SCORED = 10;

/** Fewer tell nothing. */
const FEWEST_TO_FAIL = 3;

/** Chance, corrected for the number of checks, below which a check has failed. */
export const GATE_LEVEL = 0.01;

/** The middle of the forecast law that coverage is looked at in. */
const COVERAGE = 0.9;

/**
 * Whether a model may go on being published, by its last forecasts that came to their end: their middle
 * 90 % must have held nine in ten, their numbers must not lie to one side, and one event or more must have
 * come as often as was said. Each check knows the exact law of a right forecast but for the second, whose
 * law is all but normal; a right model is withheld at any one time with a probability of at most 1 %.
 *
 * Until ten are scored, the tests of its training decide; without such it is withheld.
 * Source: Dawid 1984, JRSS A 147 (transforms of right forecasts are uniform); Holm 1979.
 */
export function gateScored(
  scored: readonly ScoredForecast[],
  { consistency }: { consistency: PointConsistency | null },
): ScheduledGate {
  const last = scored.slice(-GATE_WINDOW);
  const checks = last.length < FEWEST_TO_FAIL ? [] : checkScored(last);
  const failed = checks.filter(({ probability }) => probability < GATE_LEVEL);
  const size = { forecasts: last.length, checks };
  if (failed.length > 0) {
    const reasons = failed.map(({ of, expected, observed }) =>
      `Over the last ${last.length} forecasts the ${of} was ${round(observed)}; ` +
      `${round(expected)} would be right.`
    );
    return { ...size, passed: false, restsOn: "scored", reasons };
  }
  if (last.length >= FEWEST_SCORED) {
    const reasons = [`The last ${last.length} forecasts were calibrated.`];
    return { ...size, passed: true, restsOn: "scored", reasons };
  }
  return { ...size, ...gateCard(consistency, last.length) };
}

function checkScored(scored: readonly ScoredForecast[]): ScheduledGate["checks"] {
  const size = scored.length;
  const mean = (value: (one: ScoredForecast) => number) =>
    scored.reduce((sum, one) => sum + value(one), 0) / size;
  const edge = (1 - COVERAGE) / 2;
  const isInside = ({ transform }: ScoredForecast) =>
    transform >= edge && transform <= 1 - edge ? 1 : 0;
  const place = mean(({ transform }) => transform);
  const deviations = Math.abs(place - 0.5) * Math.sqrt(12 * size);
  const found = [
    {
      of: "share inside the middle 90 %",
      ...{ expected: COVERAGE, observed: mean(isInside) },
      probability: chanceOfCount(scored.map(() => COVERAGE), size * mean(isInside)),
    },
    {
      of: "mean place of what came in the forecast law",
      ...{ expected: 0.5, observed: place },
      probability: 2 * standardNormalCumulative(-deviations),
    },
    {
      of: "frequency of one event or more",
      expected: mean(({ probability }) => probability),
      observed: mean(({ happened }) => happened ? 1 : 0),
      probability: chanceOfCount(
        scored.map(({ probability }) => probability),
        scored.filter(({ happened }) => happened).length,
      ),
    },
  ];
  const corrected = holmCorrection(found.map(({ probability }) => probability));
  return found.map((check, i) => ({ ...check, probability: corrected[i] }));
}

/** Chance of a number as far out, both ways, where each counts with a probability of its own. */
export function chanceOfCount(probabilities: readonly number[], count: number): number {
  const whole = Math.round(count);
  let law = [1];
  for (const p of probabilities) {
    const next = new Array<number>(law.length + 1).fill(0);
    law.forEach((value, k) => {
      next[k] += value * (1 - p);
      next[k + 1] += value * p;
    });
    law = next;
  }
  const sum = (part: readonly number[]) => part.reduce((all, one) => all + one, 0);
  return Math.min(1, 2 * Math.min(sum(law.slice(0, whole + 1)), sum(law.slice(whole))));
}

/** What the tests of training say, where too few forecasts have come to their end. */
function gateCard(
  consistency: PointConsistency | null,
  forecasts: number,
): Pick<ScheduledGate, "passed" | "restsOn" | "reasons"> {
  const few =
    `Only ${forecasts} forecasts have come to their end, of ${FEWEST_SCORED} that are needed`;
  const number = consistency?.tests.find(({ question }) => question === "number");
  if (consistency === null || number === undefined || number.valid < FEWEST_SCORED) {
    const reasons = [`${few}, and the model came without tests of its numbers.`];
    return { passed: false, restsOn: "nothing", reasons };
  }
  const { passed, valid } = number;
  const chance = chanceOfCount(new Array(valid).fill(1 - consistency.level), passed);
  const isRight = passed / valid >= 1 - consistency.level || chance >= GATE_LEVEL;
  const told = `${passed} of ${valid} tests of its numbers were passed where it was trained`;
  return { passed: isRight, restsOn: "card", reasons: [`${few}; ${told}.`] };
}

function round(value: number): string {
  return value.toFixed(2);
}
