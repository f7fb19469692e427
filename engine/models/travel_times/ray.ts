import type { RayLayer } from "./ray_layers.ts";

/** A ray that reaches the station. */
export interface Ray {
  /** Seconds from source to station. */
  readonly seconds: number;
  /** Horizontal slowness, seconds a kilometre of (flattened) distance. */
  readonly slowness: number;
  /** Whether it leaves the source downwards. */
  readonly downwards: boolean;
  /** Whether it comes to the station from below. */
  readonly comesUp: boolean;
}

/** What all rays between a source and a station at given depths have in common. */
export interface RayPath {
  /** Layers between the two depths. */
  readonly between: readonly RayLayer[];
  /** Layers below both. */
  readonly below: readonly RayLayer[];
  /** Whether the source is below the station. */
  readonly sourceIsBelow: boolean;
}

/** Finds the earliest ray of one kind for a distance; undefined where none arrives. */
export type RayFinder = (distanceKm: number) => Ray | undefined;

/** The earlier of two rays, either of which may be missing. */
export function earlierRay(one: Ray | undefined, other: Ray | undefined): Ray | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.seconds < one.seconds ? other : one;
}
