import type { ReviewsUsed } from "./reviews_used.ts";

/** What a picker is fed with, and what it says of it. */
export interface PickerSettings {
  /** Samples of a window. */
  windowSamples: number;
  /** Samples a second it was made for. */
  samplingRateHz: number;
  /** Components of a window, in order, as letters: east, north and up. */
  components: readonly ("E" | "N" | "Z")[];
  /** How each component of a window is scaled: to mean 0 and deviation 1. */
  normalisation: "standard";
  /** What the probabilities of a sample are of, in order, such as "noise", "P", "S". */
  classes: readonly string[];
  /** Smallest probability of a pick, by phase, unless a user gives another. */
  defaultThresholds: Readonly<Record<string, number>>;
}

/** What a picker is, where it comes from and what it is not for. */
export interface PickerCard {
  /** Version of this layout. */
  format: 1;
  /** Tells it from the card of a network that forecasts. */
  kind: "picker";
  /** Name of the model's folder when it was saved. */
  name: string;
  /** Sentences on what it answers and what it is not for. */
  about: string[];
  /** Which picker it is, such as "phasenet". */
  picker: string;
  /** Input and output. */
  settings: PickerSettings;
  /** Where the weights come from. */
  source: string;
  /** Licence of the weights. */
  licence: string;
  /** What it was trained on. */
  trainedOn: string;
  /** Number of weights. */
  weights: number;
  /** SHA-256 of the file that was imported, hexadecimal; left out where none was. */
  importedSha256?: string;
  /** Scores on labelled traces it never saw, by what they are of; left out where none were measured. */
  scores?: Readonly<Record<string, unknown>>;
  /** Reviewed picks that it was fine-tuned on; left out where there were none. */
  reviews?: ReviewsUsed & {
    /** Name of the picker that was fine-tuned. */
    readonly original: string;
    /** Whether it was found to be better than that, and by how much. */
    readonly reason: string;
  };
  /** What a reader must know. */
  warnings: string[];
  /** Software that made it. */
  versions: Record<string, string>;
  /** Seed of everything random; left out where nothing was. */
  seed?: number;
}

/** Whether a card is that of a picker. */
export function isPickerCard(card: object): card is PickerCard {
  return "kind" in card && card.kind === "picker";
}
