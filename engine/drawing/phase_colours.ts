import type { KeyEntry } from "./draw_key.ts";
import { COLOURS } from "./palette.ts";

/** Colour of a phase: P-like ones as the network's answer, S-like ones as its counterpart. */
export function phaseColour(phase: string): string {
  const letter = phase.trim().charAt(0).toUpperCase();
  return letter === "P" ? COLOURS.network : letter === "S" ? COLOURS.baseline : COLOURS.third;
}

/** A key that tells phases by their colours, each once. */
export function phasesKey(phases: readonly string[]): KeyEntry[] {
  return [...new Set(phases)].sort().map((phase) => ({
    label: phase,
    mark: "line",
    colour: phaseColour(phase),
  }));
}
