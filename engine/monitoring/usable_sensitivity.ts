import type { InstrumentResponse } from "../domain/mod.ts";

/** Least and most counts of a unit of ground motion, in metres and seconds; beyond them a response is wrong. */
const PLAUSIBLE: readonly [number, number] = [1e-3, 1e16];

/** Whether the sensitivity of a response is a number that an instrument can have; polarity may be reversed. */
export function hasUsableSensitivity({ sensitivity }: InstrumentResponse): boolean {
  const size = Math.abs(sensitivity);
  return size >= PLAUSIBLE[0] && size <= PLAUSIBLE[1];
}
