/** When waves of the event come to a station, as the server expects it. */
export interface ExpectedStation {
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
  /** First P, UTC epoch milliseconds; left out where none comes. */
  readonly pMs?: number;
  /** First S, the same. */
  readonly sMs?: number;
}

/** The wave that a phase is of, "P" or "S". */
export function waveOf(phase: string): "P" | "S" {
  return phase.toUpperCase().startsWith("S") ? "S" : "P";
}
