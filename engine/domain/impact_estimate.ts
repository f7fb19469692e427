import type { ShakingMap } from "./shaking.ts";

/** How many people live where. */
export interface Population {
  /** Where the numbers come from, as a reader must know it. */
  readonly source: string;
  /** Whether it is made up for a demonstration. */
  readonly isSynthetic: boolean;
  /** Degrees north. [cell] */
  readonly latitude: Float64Array;
  /** Degrees east. [cell] */
  readonly longitude: Float64Array;
  /** People. [cell] */
  readonly people: Float64Array;
  /** Country of each cell, ISO 3166 of two letters; "" where the table does not tell. [cell] */
  readonly country: readonly string[];
}

/** Probability that a loss lies in a range. */
export interface LossRange {
  /** Least loss. */
  readonly from: number;
  /** Loss below which it lies; null where it has no end. */
  readonly to: number | null;
  /** Probability. */
  readonly probability: number;
}

/** Levels of alert. */
export type AlertColour = "green" | "yellow" | "orange" | "red";

/** What may be lost. */
export interface LossEstimate {
  /** What is counted: "fatalities", or "million USD". */
  readonly unit: "fatalities" | "million USD";
  /** Median loss. */
  readonly expected: number;
  /** Standard deviation of the natural logarithm of the loss. */
  readonly lnError: number;
  /** Probabilities of ranges, which add up to 1. */
  readonly ranges: readonly LossRange[];
  /** Probability of each colour. */
  readonly colours: Readonly<Record<AlertColour, number>>;
  /** Colour of the median loss. */
  readonly alert: AlertColour;
  /** Median loss by country. */
  readonly byCountry: Readonly<Record<string, number>>;
}

/** People by the intensity that they felt. */
export interface ExposureRow {
  /** Modified Mercalli intensity: all that is rounded to it. */
  readonly intensity: number;
  /** People where the median of the intensity is rounded to it. */
  readonly people: number;
  /** Expected number of people at this intensity or above, the errors of the map included. */
  readonly expectedAtLeast: number;
}

/** A building whose safety is asked for. */
export interface Building {
  /** Identifier. */
  readonly id: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Class of fragility, such as "W1-high". */
  readonly fragilityClass: string;
  /** People in it; NaN where unknown. */
  readonly occupants: number;
  /** Mean shear-wave velocity of the upper 30 m, metres a second; NaN where unknown. */
  readonly vs30: number;
}

/** How easily buildings of a class are damaged. */
export interface FragilityClass {
  /** Its name. */
  readonly name: string;
  /** Peak ground acceleration at which half of them are damaged slightly, moderately, extensively, completely, or worse; g. */
  readonly mediansG: readonly [number, number, number, number];
  /** Standard deviation of the natural logarithm of that acceleration. */
  readonly beta: number;
}

/** States of damage, from none on. */
export const DAMAGE_STATES = ["none", "slight", "moderate", "extensive", "complete"] as const;

/** A state of damage. */
export type DamageState = typeof DAMAGE_STATES[number];

/** What may have become of a building. */
export interface BuildingDamage {
  /** The building. */
  readonly building: Building;
  /** Median of the peak ground acceleration there, g. */
  readonly pgaG: number;
  /** Probability of each state; they add up to 1. */
  readonly probabilities: Readonly<Record<DamageState, number>>;
  /** Place in the order of inspection, the first being 1. */
  readonly rank: number;
  /** People that are expected in extensive or complete damage; a building of unknown occupants counts as one. */
  readonly priority: number;
}

/** Everything that is estimated of an event's impact. */
export interface ImpactEstimate {
  /** Map of the shaking. */
  readonly map: ShakingMap;
  /** How the intensity was predicted. */
  readonly intensityModel: string;
  /** How many observations it was blended with. */
  readonly observationCount: number;
  /** What the population is; left out where none was given. */
  readonly population?: {
    readonly source: string;
    readonly isSynthetic: boolean;
    readonly people: number;
  };
  /** People by intensity. */
  readonly exposure?: readonly ExposureRow[];
  /** Losses: of life, and of money. */
  readonly losses?: readonly LossEstimate[];
  /** Buildings in the order of inspection. */
  readonly buildings?: readonly BuildingDamage[];
  /** What a reader must know. */
  readonly remarks: readonly string[];
}
