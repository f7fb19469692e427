/**
 * How much later waves come to each station than computed, seconds: by station ("NC.MEM"), then by
 * wave ("P" or "S").
 */
export type StationDelays = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The wave of a phase: "P" of "Pn", "S" of "Sg". */
export function waveOf(phase: string): string {
  return phase.slice(0, 1).toUpperCase();
}
