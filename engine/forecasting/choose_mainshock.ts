import { type Catalogue, ConfigurationError, InsufficientDataError } from "../domain/mod.ts";

/** Which event of a catalogue is the mainshock. */
export interface MainshockChoice {
  /** Its identifier; the largest event when left out. */
  id?: string;
  /** Events before this time are passed over, UTC epoch milliseconds. */
  afterMs?: number;
  /** Events after this time are passed over, UTC epoch milliseconds. */
  untilMs?: number;
}

/**
 * Row of the mainshock: the event of an identifier, or the largest event, of equals the first.
 *
 * Throws ConfigurationError for an identifier that is not there or has no magnitude, and
 * InsufficientDataError where no event with a magnitude is left.
 */
export function chooseMainshock(catalogue: Catalogue, choice: MainshockChoice = {}): number {
  const { id, afterMs = -Infinity, untilMs = Infinity } = choice;
  const { timeMs, magnitude } = catalogue;
  let chosen = -1;
  for (let row = 0; row < catalogue.size; row++) {
    if (Number.isNaN(magnitude[row]) || timeMs[row] < afterMs || timeMs[row] > untilMs) continue;
    if (id !== undefined && catalogue.id.at(row) !== id) continue;
    if (chosen < 0 || magnitude[row] > magnitude[chosen]) chosen = row;
  }
  if (chosen >= 0) return chosen;
  if (id !== undefined) {
    throw new ConfigurationError(
      `Cannot find mainshock "${id}" in "${catalogue.name}", with a magnitude and in the time asked.`,
      "mainshock",
    );
  }
  throw new InsufficientDataError(`Cannot choose a mainshock in "${catalogue.name}"`, {
    ...{ have: 0, need: 1, of: "events with a magnitude in the time asked" },
  });
}
