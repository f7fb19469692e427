import { type Catalogue, type Covariate, DAY_MS, filterRows } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { simulateCatalogue } from "../engine/sources/mod.ts";

/** A simulated catalogue whose rate follows a series beside it. */
export interface PlantedCatalogue {
  /** Background and aftershocks, thinned as the strain of the day before asks. */
  catalogue: Catalogue;
  /** Drives the rate. */
  strain: Covariate;
  /** The same series turned in time, so that it drives nothing: as smooth, and of the same values. */
  shuffled: Covariate;
}

/** Days over which the strain forgets. */
const MEMORY_DAYS = 5;
/** The strain is cut there, so that thinning has a largest rate. */
const GREATEST = 2;
const FIRST_MS = Date.UTC(2000, 0, 1);

/**
 * Plants a signal: the simulated conditional rate of a day is multiplied by exp(strength × strain of
 * the day before), by thinning; strain is a first-order autoregression with variance 1 and a memory
 * of five days, cut at ±2. The shuffled series is turned by 20 to 80 % of the span.
 */
export function plantCatalogue(
  { seed, years, strength }: { seed: number; years: number; strength: number },
): PlantedCatalogue {
  const random = new RandomStream(seed);
  const raw = simulateCatalogue({ seed, years, backgroundPerDay: 3 });
  const days = Math.ceil((raw.timeMs[raw.size - 1] - FIRST_MS) / DAY_MS) + 1;
  const values = wander(random.fork("strain"), days);
  const thinning = random.fork("thinning");
  const catalogue = filterRows(raw, (row) => {
    const day = Math.floor((raw.timeMs[row] - FIRST_MS) / DAY_MS);
    const before = values[Math.max(0, day - 1)];
    return thinning.uniform() < Math.exp(strength * (before - GREATEST));
  });
  const turn = Math.round(days * (0.2 + 0.6 * random.fork("turn").uniform()));
  const timeMs = Float64Array.from({ length: days }, (_, day) => FIRST_MS + (day + 0.5) * DAY_MS);
  const series = (from: number): Covariate => ({
    ...{ name: "strain", timeMs },
    values: values.map((_, day) => values[(day + from) % days]),
  });
  return { catalogue, strain: series(0), shuffled: series(turn) };
}

function wander(random: RandomStream, days: number): Float64Array {
  const kept = Math.exp(-1 / MEMORY_DAYS);
  const values = new Float64Array(days);
  values[0] = random.normal();
  for (let day = 1; day < days; day++) {
    values[day] = kept * values[day - 1] + Math.sqrt(1 - kept ** 2) * random.normal();
  }
  return values.map((value) => Math.max(-GREATEST, Math.min(GREATEST, value)));
}
