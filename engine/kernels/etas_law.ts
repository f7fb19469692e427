/** Numbers of a triggering law, as the kernels of pairs take them. */
export interface EtasLaw {
  /** Days in a unit of the times. */
  timeScale: number;
  /** c, days. */
  cDays: number;
  /** Radius of the sphere, kilometres; infinite for the plane. */
  radiusKm: number;
  /** Rows of the table of the temporal law. */
  rows: number;
  /** What `etasGroups` multiplies spreads by; 1 each unless given. */
  scales?: EtasScales;
}

/** Four factors of the spread, the first of which every group is seen under. */
export type EtasScales = readonly [number, number, number, number];

/** 64-bit numbers of a law on the heap. */
export const ETAS_LAW_SIZE = 8;

/** The numbers of a law in the order in which the kernels read them. */
export function layEtasLaw(
  { timeScale, cDays, radiusKm, rows, scales = [1, 1, 1, 1] }: EtasLaw,
): Float64Array {
  return Float64Array.of(timeScale, cDays, 1 / (4 * radiusKm * radiusKm), rows, ...scales);
}
