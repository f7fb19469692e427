import type { KernelEngine } from "../../backend/mod.ts";
import type { Origin, Pick, Station, TravelTimes } from "../../domain/mod.ts";
import type { LocalMagnitudeScale } from "../../models/mod.ts";
import type { TrainedMagnitude } from "../../training/mod.ts";

/** Ways to a magnitude. */
export const MAGNITUDE_METHODS = ["local", "displacement", "period", "network"] as const;

/** One of MAGNITUDE_METHODS. */
export type MagnitudeMethod = typeof MAGNITUDE_METHODS[number];

/** What is known of an event and its stations, and how its magnitude is estimated. */
export interface EstimateMagnitudeOptions {
  /** Stations with places and responses; may be empty where samples are ground motion and distance is given. */
  readonly stations: readonly Station[];
  /** Unit of the samples, where they are ground motion already: "m", "m/s" or "m/s**2". Counts where left out. */
  readonly unit?: string;
  /** Where and when the event began; needed unless `distanceKm` is given. */
  readonly origin?: Origin;
  /** Epicentral distance of every station, kilometres; in place of an origin. */
  readonly distanceKm?: number;
  /** Depth where the origin knows none, kilometres; 10 where left out, and then said so. */
  readonly depthKm?: number;
  /** Picks of the event; without one a station's arrivals are expected from the origin. */
  readonly picks?: readonly Pick[];
  /** Travel times for the arrivals that are not picked; those of ak135 where left out. */
  readonly travelTimes?: { readonly p: TravelTimes; readonly s: TravelTimes };
  /** Ways to try; all that can be, where left out. */
  readonly methods?: readonly MagnitudeMethod[];
  /** Scale of local magnitude; IASPEI's where left out. */
  readonly scale?: LocalMagnitudeScale;
  /** What is added to a station's local magnitude, by "NET.STA". */
  readonly corrections?: Readonly<Record<string, number>>;
  /** How stations are put together; mean where left out. */
  readonly combineBy?: "mean" | "median";
  /** Offset of the region for displacement magnitudes. */
  readonly regionOffset?: number;
  /** The magnitude network and the kernels it runs on. */
  readonly network?: { readonly trained: TrainedMagnitude; readonly kernels: KernelEngine };
}
