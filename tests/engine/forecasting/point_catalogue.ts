import { type EtasParameters, simulateEtas } from "../../../engine/models/mod.ts";
import type { PointEvents } from "../../../engine/domain/mod.ts";

const DAY_MS = 86_400_000;

/** Start of the simulated catalogue. */
export const START_MS: number = Date.UTC(2010, 0, 1);

/** Law of the simulated catalogue: about one background event a day. */
export const TRUE_PARAMETERS: EtasParameters = {
  log10Mu: -4,
  log10K0: -2.5,
  a: 1.5,
  log10C: -2,
  omega: 0.05,
  log10Tau: 2,
  log10D: -0.5,
  gamma: 0.8,
  rho: 0.7,
};

/** A square degree, its area about right. */
export const AREA_KM2 = 10_000;

/** Events of magnitude 3 and more of so many days, in degrees, with dates. */
export function simulatePointEvents(days: number, seed = 1): PointEvents {
  return simulateEtas({
    parameters: TRUE_PARAMETERS,
    ...{ mc: 3, beta: 2.3, maximumMagnitude: 6.5, areaKm2: AREA_KM2 },
    drawPlace: (random) => [-117 + random.uniform(), 33 + random.uniform()],
    kind: "geographic",
    startMs: START_MS,
    endMs: START_MS + days * DAY_MS,
    seed,
  }).draw(0);
}

/** The same as CSV. */
export function pointCatalogueCsv(days: number, seed = 1): string {
  const { timeMs, magnitude, places, size } = simulatePointEvents(days, seed);
  if (places.kind === "plane") throw new Error("Simulated on the globe.");
  const lines = ["time,latitude,longitude,magnitude"];
  for (let i = 0; i < size; i++) {
    const time = new Date(timeMs[i]).toISOString();
    lines.push(`${time},${places.latitude[i]},${places.longitude[i]},${magnitude[i]}`);
  }
  return lines.join("\n") + "\n";
}
