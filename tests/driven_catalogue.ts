import { type Covariate, DAY_MS, type Earthquake } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";

/** A catalogue whose rate follows a series beside it, and one that it does not follow. */
export interface DrivenCatalogue {
  /** Drives the rate of the day after. */
  strain: Covariate;
  /** The same kind of series; drives nothing. */
  noise: Covariate;
  /** The events. */
  earthquakes: Earthquake[];
}

/** Days over which a series forgets. */
const MEMORY_DAYS = 5;
const START_MS = Date.UTC(2010, 0, 1);

/**
 * A simulated truth with a planted signal: the number of a day is Poisson with mean
 * exp(0.7 + strength × strain of the day before); strain is a first-order autoregression with
 * variance 1 and a memory of five days, as is noise.
 */
export function drivenCatalogue(
  { seed, days, strength }: { seed: number; days: number; strength: number },
): DrivenCatalogue {
  const random = new RandomStream(seed);
  const strain = wander(random.fork("strain"), days);
  const noise = wander(random.fork("noise"), days);
  const events = random.fork("events");
  const earthquakes: Earthquake[] = [];
  for (let day = 1; day < days; day++) {
    const count = events.poisson(Math.exp(0.7 + strength * strain[day - 1]));
    for (let i = 0; i < count; i++) {
      earthquakes.push({
        timeMs: START_MS + Math.round((day + events.uniform()) * DAY_MS),
        latitude: 35 + events.normal(),
        longitude: 139 + events.normal(),
        depthKm: 10,
        magnitude: Math.round((4 + events.exponential(2.3)) * 10) / 10,
        id: `${day}-${i}`,
      });
    }
  }
  const timeMs = Float64Array.from({ length: days }, (_, day) => START_MS + (day + 0.5) * DAY_MS);
  return {
    strain: { name: "strain", timeMs, values: strain },
    noise: { name: "noise", timeMs, values: noise },
    earthquakes,
  };
}

function wander(random: RandomStream, days: number): Float64Array {
  const kept = Math.exp(-1 / MEMORY_DAYS);
  const values = new Float64Array(days);
  values[0] = random.normal();
  for (let day = 1; day < days; day++) {
    values[day] = kept * values[day - 1] + Math.sqrt(1 - kept ** 2) * random.normal();
  }
  return values;
}
