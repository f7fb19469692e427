import type { EventMagnitude, Origin, ReviewBasis } from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";

/** Standard deviations by which a new solution must differ: 95 % of those that only err do not. */
const DEVIATIONS = 2;

/** What stands for errors that are not told: kilometres, kilometres, seconds, units of magnitude. */
const USUAL = { horizontalKm: 5, depthKm: 10, seconds: 1, magnitude: 0.2 };

/**
 * What a program says otherwise than when a person looked, by more than both errors together; empty where it
 * says the same. Each is a phrase such as "it lies 12.1 km from where it lay".
 */
export function changedSince(seen: ReviewBasis, now: ReviewBasis): string[] {
  const changes: string[] = [];
  if (seen.status !== now.status) {
    if (now.status === "deleted") changes.push("the program has taken it back since");
    if (seen.status === "deleted") changes.push("the program has found it again since");
  }
  if (seen.origin !== undefined && now.origin !== undefined) {
    changes.push(...originChanges(seen.origin, now.origin));
  }
  if (seen.magnitude !== undefined && now.magnitude !== undefined) {
    changes.push(...magnitudeChanges(seen.magnitude, now.magnitude));
  }
  return changes;
}

function originChanges(seen: Origin, now: Origin): string[] {
  const changes: string[] = [];
  const km = greatCircleKm(seen, now);
  const seconds = Math.abs(now.timeMs - seen.timeMs) / 1000;
  const deeper = Math.abs(now.depthKm - seen.depthKm);
  if (km > limit(seen.horizontalErrorKm, now.horizontalErrorKm, USUAL.horizontalKm)) {
    changes.push(`the program has it ${km.toFixed(1)} km from where it was`);
  }
  if (deeper > limit(seen.depthErrorKm, now.depthErrorKm, USUAL.depthKm)) {
    changes.push(`the program has its depth ${deeper.toFixed(1)} km from what it was`);
  }
  if (seconds > limit(seen.timeErrorSeconds, now.timeErrorSeconds, USUAL.seconds)) {
    changes.push(`the program has its time ${seconds.toFixed(1)} s from what it was`);
  }
  return changes;
}

function magnitudeChanges(seen: EventMagnitude, now: EventMagnitude): string[] {
  const apart = Math.abs(now.magnitude - seen.magnitude);
  if (!(apart > limit(seen.error, now.error, USUAL.magnitude))) return [];
  return [`the program says ${now.magnitude.toFixed(1)}, it said ${seen.magnitude.toFixed(1)}`];
}

function limit(one: number | undefined, other: number | undefined, usual: number): number {
  return DEVIATIONS * Math.hypot(one ?? usual, other ?? usual);
}
