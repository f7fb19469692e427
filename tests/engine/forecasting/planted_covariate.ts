import {
  type Catalogue,
  catalogueFromEarthquakes,
  type Covariate,
  DAY_MS,
} from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

/** A catalogue whose rate follows a covariate of some days before, beside one of pure noise. */
export interface PlantedCatalogue {
  /** Events of one magnitude law, everywhere. */
  catalogue: Catalogue;
  /** "strain", which drives the rate, and "noise", which does nothing. */
  covariates: Covariate[];
}

/**
 * Simulates days of Poisson events with the rate 2 exp(0.9 strain), strain that of `lagDays` before the
 * last whole day, both covariates white noise.
 */
export function plantedCatalogue(
  { days, lagDays, seed }: { days: number; lagDays: number; seed: number },
): PlantedCatalogue {
  const random = new RandomStream(seed);
  const startMs = Date.UTC(2000, 0, 1);
  const [strain, noise] = [0, 1].map(() =>
    Float64Array.from({ length: days }, () => random.normal())
  );
  const earthquakes = Array.from({ length: days }, (_, day) => {
    const driver = strain[day - 1 - lagDays] ?? 0;
    return Array.from({ length: random.poisson(2 * Math.exp(0.9 * driver)) }, () => ({
      timeMs: Math.floor(startMs + (day + random.uniform()) * DAY_MS),
      latitude: 80 * (2 * random.uniform() - 1),
      longitude: 360 * random.uniform() - 180,
      depthKm: 10,
      magnitude: Math.round((4 + random.exponential(Math.LN10)) * 10) / 10,
    }));
  }).flat().sort((one, other) => one.timeMs - other.timeMs);
  const timeMs = strain.map((_, day) => startMs + day * DAY_MS);
  return {
    catalogue: catalogueFromEarthquakes("planted", earthquakes),
    covariates: [{ name: "strain", timeMs, values: strain }, {
      ...{ name: "noise", timeMs, values: noise },
    }],
  };
}
