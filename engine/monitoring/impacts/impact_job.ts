import type { Building, Population, ShakingObservation, ShakingSource } from "../../domain/mod.ts";
import type { ImpactDocument, MapLayout } from "../../impact/mod.ts";

/** What the people who run a system know of its surroundings. */
export interface ImpactSurroundings {
  /** Where people live; without it no losses are estimated. */
  readonly population?: Population;
  /** Country of people whose cells do not tell theirs. */
  readonly country?: string;
  /** Buildings to judge. */
  readonly buildings?: readonly Building[];
  /** Ground of places that do not tell theirs, metres a second; rock unless given. */
  readonly vs30?: number;
  /** How maps are laid out. */
  readonly layout?: MapLayout;
}

/** What the worker of impacts is told: its surroundings once, then events. */
export type ToImpactWorker =
  | { readonly kind: "surroundings"; readonly surroundings: ImpactSurroundings }
  | {
    readonly kind: "event";
    readonly source: ShakingSource;
    readonly observations: readonly ShakingObservation[];
  };

/** What it answers to an event. */
export type FromImpactWorker = { readonly document: ImpactDocument } | { readonly fault: string };
