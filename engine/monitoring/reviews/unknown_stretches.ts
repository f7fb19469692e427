import type { PickMark } from "./group_reviewed_picks.ts";

/** Seconds before a P that a person has looked at too: who picks a first arrival looks at the noise before. */
const BEFORE_SECONDS = 10;

/** Seconds on both sides of any other pick that a person has looked at. */
const BESIDE_SECONDS = 2;

/**
 * The stretches of a record, UTC epoch milliseconds, of which no person has said what arrives there. Known is
 * what lies around reviewed picks, and between a P and its S where a person has seen both.
 *
 * Marks are those of one record, in order of time.
 */
export function unknownStretches(marks: readonly PickMark[]): [fromMs: number, toMs: number][] {
  const unknown: [number, number][] = [];
  let knownToMs = -Infinity;
  let isBehindP = false;
  for (const { phase, kind, timeMs } of marks) {
    if (kind === "assumed") continue; // no person has said anything of it
    const isP = kind === "right" && phase === "P";
    const isItsS = kind === "right" && phase === "S" && isBehindP;
    const fromMs = timeMs - 1000 * (isP ? BEFORE_SECONDS : BESIDE_SECONDS);
    if (fromMs > knownToMs && !isItsS) unknown.push([knownToMs, fromMs]);
    knownToMs = timeMs + 1000 * BESIDE_SECONDS;
    isBehindP ||= isP;
  }
  return [...unknown, [knownToMs, Infinity]];
}
