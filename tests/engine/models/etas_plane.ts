import type { PointEvents, ScoredSpan } from "../../../engine/domain/mod.ts";
import type { EtasParameters, SimulateEtasOptions } from "../../../engine/models/mod.ts";

const DAY_MS = 86_400_000;

/** Parameters whose every number a few thousand events can tell. */
export const PLANE_PARAMETERS: EtasParameters = {
  log10Mu: -4,
  log10K0: -2.35,
  a: 1.6,
  log10C: -2,
  omega: 0.05,
  log10Tau: 2,
  log10D: -0.5,
  gamma: 0.8,
  rho: 0.7,
};

/** A square of a plane over a time, its law without history. */
export function planeScene(
  { days, edgeKm = 200, seed = 1 }: { days: number; edgeKm?: number; seed?: number },
): SimulateEtasOptions {
  return {
    parameters: PLANE_PARAMETERS,
    mc: 3,
    beta: 2.3,
    areaKm2: edgeKm * edgeKm,
    drawPlace: (random) => [edgeKm * random.uniform(), edgeKm * random.uniform()],
    kind: "plane",
    maximumMagnitude: 7,
    startMs: 0,
    endMs: days * DAY_MS,
    seed,
  };
}

/** The whole of a simulated catalogue, from its first event on. */
export function wholeSpan({ startMs, endMs }: SimulateEtasOptions, size: number): ScoredSpan {
  return { from: 0, to: size, startMs, endMs };
}

/** The density of the background at each event: 1 in the square, 0 where aftershocks have strayed. */
export function squareBackground({ places }: PointEvents, edgeKm = 200): Float64Array {
  if (places.kind !== "plane") throw new Error("Simulated in a plane.");
  const isInside = (km: number) => km >= 0 && km <= edgeKm;
  return places.eastKm.map((east, i) => isInside(east) && isInside(places.northKm[i]) ? 1 : 0);
}
