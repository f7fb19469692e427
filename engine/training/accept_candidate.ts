import { blockBootstrapMean, type BootstrapInterval, RandomStream } from "../mathematics/mod.ts";

/** Errors of two models on the same items; smaller is better. */
export interface PairedErrors {
  /** Of the model that is in use. [item] */
  original: readonly number[];
  /** Of the one that may take its place, on items it was not trained on. [item] */
  candidate: readonly number[];
}

/** Whether a model may take the place of another, and why. */
export interface Acceptance {
  /** Whether it may. */
  accepted: boolean;
  /** Candidate less original on the reviewed items, with its 95 % interval. */
  reviewed: BootstrapInterval & { items: number };
  /** The same on items that it should not have forgotten; left out where none were given. */
  rehearsal?: BootstrapInterval & { items: number };
  /** Why, in a sentence. */
  reason: string;
}

/** How a candidate is judged. */
export interface AcceptanceOptions {
  /** What must not be forgotten; not asked where left out. */
  rehearsal?: PairedErrors;
  /** How much worse the rehearsal may become, and no gain below it counts, in the unit of the errors. */
  tolerance: number;
  /** Unit of the errors, for the sentence, such as "s". */
  unit: string;
  /** What an item is, for the sentence; "items" unless given. */
  item?: string;
  /** How many reviewed items side by side are alike, such as records of one event; 1 unless given. */
  alike?: number;
  /** Seed of the bootstrap. */
  seed: number;
}

/**
 * A candidate is accepted where the whole 95 % interval of its difference lies below zero on reviewed
 * items it has not seen and the mean gains more than the tolerance, and what it knew before is not
 * forgotten: there the mean becomes worse by no more than the tolerance and the interval does not lie
 * above zero as a whole.
 *
 * Throws RangeError where there are no items, or not as many of both.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { acceptCandidate } from "@quakecast/quakecast/training";
 * const [original, candidate] = [[0.31, 0.28, 0.35, 0.3], [0.05, 0.1, 0.02, 0.07]];
 * const options = { tolerance: 0.01, unit: "s", seed: 1 };
 * assert(acceptCandidate({ original, candidate }, options).accepted);
 * ```
 */
export function acceptCandidate(reviewed: PairedErrors, options: AcceptanceOptions): Acceptance {
  const { rehearsal, tolerance, unit, item = "items", alike = 1, seed } = options;
  const ours = differenceOf(reviewed, seed, alike);
  const kept = rehearsal === undefined ? undefined : differenceOf(rehearsal, seed, 1);
  const isSure = ours.high < 0;
  const isBetter = isSure && ours.mean < -tolerance;
  const isForgetful = kept !== undefined && (kept.mean > tolerance || kept.low > 0);
  const amount = tellInterval(ours, unit);
  const on = `on ${ours.items} reviewed ${item} it had not seen`;
  const forgotten = kept === undefined ? "" : tellInterval(kept, unit);
  return {
    accepted: isBetter && !isForgetful,
    reviewed: ours,
    ...(kept !== undefined && { rehearsal: kept }),
    reason: isSure && !isBetter
      ? `Refused: the mean error ${on} changes by ${amount}, less than the ${tolerance} ${unit} that count.`
      : !isBetter
      ? `Refused: the mean error ${on} changes by ${amount}; the interval must lie below 0.`
      : isForgetful
      ? `Refused: the mean error ${on} changes by ${amount}, but on what it knew by ${forgotten}.`
      : `Accepted: the mean error ${on} changes by ${amount}` +
        (kept === undefined ? "." : `, on what it knew by ${forgotten}.`),
  };
}

function differenceOf(
  { original, candidate }: PairedErrors,
  seed: number,
  blockLength: number,
) {
  if (original.length !== candidate.length) {
    throw new RangeError(`${original.length} errors cannot be compared with ${candidate.length}`);
  }
  const random = new RandomStream(seed).fork("acceptance");
  const differences = candidate.map((error, i) => error - original[i]);
  return {
    ...blockBootstrapMean(differences, { blockLength, random }),
    items: differences.length,
  };
}

function tellInterval({ mean, low, high }: BootstrapInterval, unit: string): string {
  const sign = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
  return `${sign(mean)} ${unit} [${sign(low)}, ${sign(high)}]`;
}
