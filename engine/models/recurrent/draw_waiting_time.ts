import {
  type RandomStream,
  standardNormalCumulative,
  standardNormalQuantile,
} from "../../mathematics/mod.ts";
import {
  componentLogSurvival,
  WAITING_COMPONENTS,
  type WaitingTimeLaw,
} from "./waiting_time_law.ts";

/** From so many deviations on, what is left of a Gaussian is drawn by its tail. */
const TAIL = 5;

/**
 * Draws the time to the next event from a law of waiting times, days, given that it is longer than
 * what has passed already.
 *
 * Source: Devroye 1986, Non-Uniform Random Variate Generation, II.2 (inversion) and IX.1.2 (tail).
 */
export function drawWaitingTime(
  law: WaitingTimeLaw,
  { passedDays, random }: { passedDays: number; random: RandomStream },
): number {
  const hasPassed = passedDays > 0;
  const left: number[] = [];
  for (let k = 0; k <= WAITING_COMPONENTS; k++) {
    const share = k === 0 ? 0 : law[3 * k - 2];
    left.push(share + (hasPassed ? componentLogSurvival(law, k, passedDays) : 0));
  }
  const most = Math.max(...left);
  const chances = left.map((value) => Math.exp(value - most));
  let part = random.uniform() * chances.reduce((sum, chance) => sum + chance, 0);
  const component = chances.findIndex((chance) => (part -= chance) < 0);
  if (component <= 0) return Math.max(0, passedDays) + random.exponential(Math.exp(law[0]));
  const [median, deviation] = [law[3 * component - 1], Math.exp(law[3 * component])];
  const from = hasPassed ? (Math.log(passedDays) - median) / deviation : -Infinity;
  const drawn = Math.exp(median + deviation * drawNormalAbove(from, random));
  return Math.max(passedDays, drawn);
}

/** A standard normal number above a limit. */
function drawNormalAbove(limit: number, random: RandomStream): number {
  if (limit === -Infinity) return random.normal();
  if (limit < TAIL) {
    return -standardNormalQuantile(random.uniform() * standardNormalCumulative(-limit));
  }
  for (;;) {
    const drawn = Math.sqrt(limit * limit - 2 * Math.log(random.uniform()));
    if (random.uniform() * drawn < limit) return drawn;
  }
}
