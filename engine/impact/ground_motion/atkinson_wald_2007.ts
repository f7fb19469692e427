import type { IntensityLaw } from "./allen_2012.ts";

const REGIONS = {
  california: {
    ...{ c1: 12.27, c2: 2.27, c3: 0.1304, c4: -1.3, c5: -0.000707, c6: 1.95, c7: -0.577 },
    ...{ depthKm: 14, hingeKm: 30 },
  },
  "central and eastern US": {
    ...{ c1: 11.72, c2: 2.36, c3: 0.1155, c4: -0.44, c5: -0.002044, c6: 2.31, c7: -0.479 },
    ...{ depthKm: 17, hingeKm: 80 },
  },
};

/** Scatter of what many people told of a place together, as programs that have the equation take it. */
const ERROR = 0.4;

/**
 * Intensity at a distance from the rupture, kilometres, as many people would tell it together ("Did
 * you feel it?"); 1 to 12.
 *
 * Source: Atkinson and Wald (2007), Seismological Research Letters 78, 362-368.
 */
export function atkinsonWald2007(
  { magnitude, distanceKm, region = "california" }: {
    magnitude: number;
    distanceKm: number;
    region?: "california" | "central and eastern US";
  },
): IntensityLaw {
  const table = REGIONS[region];
  const r = Math.hypot(distanceKm, table.depthKm);
  const lg = Math.log10(r);
  const beyond = Math.max(0, Math.log10(r / table.hingeKm));
  const over = magnitude - 6;
  const mean = table.c1 + table.c2 * over + table.c3 * over ** 2 + table.c4 * lg + table.c5 * r +
    table.c6 * beyond + table.c7 * magnitude * lg;
  return { mean: Math.min(12, Math.max(1, mean)), error: ERROR };
}
