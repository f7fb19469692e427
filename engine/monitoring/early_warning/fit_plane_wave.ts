import { invertPositive } from "../../mathematics/mod.ts";

/** Slowness below which a wave comes from below: P of distant events; Pn has 0.125. Source: ak135. */
export const TELESEISM_SECONDS_PER_KM = 0.11;

/** A plane wave across a network. */
export interface PlaneWave {
  /** Seconds a kilometre along the surface. */
  readonly secondsPerKm: number;
  /** Root mean square of residuals, seconds; 0 for three stations. */
  readonly misfitSeconds: number;
  /** Largest distance of two stations, kilometres. */
  readonly apertureKm: number;
}

/** An arrival in the plane. */
export interface PlaneArrival {
  readonly eastKm: number;
  readonly northKm: number;
  /** UTC epoch milliseconds. */
  readonly timeMs: number;
}

/** The plane wave that fits arrivals best; undefined for fewer than three, or where all lie on a line. */
export function fitPlaneWave(arrivals: readonly PlaneArrival[]): PlaneWave | undefined {
  if (arrivals.length < 3) return undefined;
  const rows = arrivals.map(({ eastKm, northKm }) => [1, eastKm, northKm]);
  const seconds = arrivals.map(({ timeMs }) => (timeMs - arrivals[0].timeMs) / 1000);
  const products = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0))
  );
  const inverse = invertPositive(products);
  if (inverse === undefined) return undefined;
  const right = [0, 1, 2].map((i) => rows.reduce((sum, row, n) => sum + row[i] * seconds[n], 0));
  const [start, east, north] = inverse.map((line) =>
    line.reduce((sum, value, i) => sum + value * right[i], 0)
  );
  if (![start, east, north].every(Number.isFinite)) return undefined;
  const squares = rows.reduce(
    (sum, [, x, y], n) => sum + (seconds[n] - start - east * x - north * y) ** 2,
    0,
  );
  let apertureKm = 0;
  for (const a of arrivals) {
    for (const b of arrivals) {
      apertureKm = Math.max(apertureKm, Math.hypot(a.eastKm - b.eastKm, a.northKm - b.northKm));
    }
  }
  return {
    secondsPerKm: Math.hypot(east, north),
    misfitSeconds: Math.sqrt(squares / arrivals.length),
    apertureKm,
  };
}
