import { InsufficientDataError } from "../../domain/mod.ts";
import { minimiseSmooth } from "../../mathematics/mod.ts";
import { WAITING_COMPONENTS, WAITING_NUMBERS, waitingLogDensity } from "./waiting_time_law.ts";

/** Furthest from the exponential's that ln of a weight is looked for. */
const LARGEST_WEIGHT = 8;

/** ln of deviations that are looked for: narrower ones would make peaks of single waits. */
const [NARROWEST, WIDEST] = [Math.log(0.2), Math.log(8)];

/** Calls of the likelihood at most: later ones move it by less than 1e-4 nats an event. */
const MOST_CALLS = 150;

/**
 * The law of waiting times, days, that is most likely when all are drawn from it alike: a renewal
 * process. Waits of a Poisson process give nearly an exponential law.
 *
 * Throws InsufficientDataError where no wait is above 0.
 */
export function fitRenewal(waitsDays: Float64Array): Float64Array {
  const mean = waitsDays.reduce((sum, wait) => sum + wait, 0) / waitsDays.length;
  if (!(mean > 0)) {
    throw new InsufficientDataError("Cannot fit a law of waiting times", {
      ...{ have: 0, need: 1, of: "waits above 0" },
    });
  }
  const logs = waitsDays.filter((wait) => wait > 0).map(Math.log).sort();
  const logRate = -Math.log(mean);
  const start = [logRate];
  const lower = [logRate - 10];
  const upper = [logRate + 10];
  for (let k = 0; k < WAITING_COMPONENTS; k++) {
    const rank = Math.floor(logs.length * (k + 0.5) / WAITING_COMPONENTS);
    start.push(-1, logs[rank], 0);
    lower.push(-LARGEST_WEIGHT, -logRate - 15, NARROWEST);
    upper.push(LARGEST_WEIGHT, -logRate + 5, WIDEST);
  }
  const slopes = new Float64Array(WAITING_NUMBERS);
  const objective = (law: readonly number[]) => {
    const gradient = new Float64Array(WAITING_NUMBERS);
    let value = 0;
    for (const wait of waitsDays) {
      value -= waitingLogDensity(law, wait, slopes) / waitsDays.length;
      for (let i = 0; i < WAITING_NUMBERS; i++) gradient[i] -= slopes[i] / waitsDays.length;
    }
    return { value, gradient };
  };
  const limits = { lower, upper, leastGain: 1e-7, maximumEvaluations: MOST_CALLS };
  return Float64Array.from(minimiseSmooth(objective, start, limits).point);
}
