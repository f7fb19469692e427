import type { PointEvents } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

const DAY_MS = 86_400_000;

/** A catalogue whose law is known, and ln of the true density of each event's wait. */
export interface KnownCatalogue {
  /** Events of magnitude 3 and more, in a plane. */
  events: PointEvents;
  /** ln of the density of the wait before each event, per day. [event] */
  logDensity: Float64Array;
}

/** A wait in days, and ln of its density. */
export interface KnownWait {
  /** The wait. */
  days: number;
  /** ln of its density, per day. */
  log: number;
}

/** Draws the wait before an event; `excess` is how large the event before was. */
export type DrawWait = (random: RandomStream, excess: number) => KnownWait;

/** Waits of a Poisson process of two events a day. */
export function poissonWait(random: RandomStream): KnownWait {
  const days = random.exponential(2);
  return { days, log: Math.log(2) - 2 * days };
}

/** Three in five waits are log-normal about e^−2 days, the others exponential about two days. */
export function renewalWait(random: RandomStream): KnownWait {
  const isShort = random.uniform() < 0.6;
  const days = isShort ? Math.exp(-2 + 0.7 * random.normal()) : random.exponential(0.5);
  const z = (Math.log(days) + 2) / 0.7;
  const short = Math.exp(-z * z / 2) / (days * 0.7 * Math.sqrt(2 * Math.PI));
  return { days, log: Math.log(0.6 * short + 0.4 * 0.5 * Math.exp(-0.5 * days)) };
}

/** Exponential waits whose rate grows with the magnitude before: no renewal process. */
export function markedWait(random: RandomStream, excess: number): KnownWait {
  const rate = Math.exp(1.5 * excess);
  const days = random.exponential(rate);
  return { days, log: Math.log(rate) - rate * days };
}

/** So many events with waits of a law and Gutenberg-Richter magnitudes, from time 0 on. */
export function knownCatalogue(
  draw: DrawWait,
  { size, seed }: { size: number; seed: number | string },
): KnownCatalogue {
  const random = new RandomStream(seed);
  const [timeMs, magnitude] = [new Float64Array(size), new Float64Array(size)];
  const logDensity = new Float64Array(size);
  for (let event = 0, days = 0, excess = 0; event < size; event++) {
    const wait = draw(random, excess);
    days += wait.days;
    timeMs[event] = days * DAY_MS;
    logDensity[event] = wait.log;
    excess = random.exponential(2.3);
    magnitude[event] = 3 + excess;
  }
  const place = () => Float64Array.from({ length: size }, () => 100 * random.uniform());
  const places = { kind: "plane" as const, northKm: place(), eastKm: place() };
  return { events: { name: "known", size, timeMs, isDated: false, magnitude, places }, logDensity };
}
