import type { AlertSite, VelocityModel } from "../../domain/mod.ts";
import { ConfigurationError } from "../../domain/mod.ts";
import { VELOCITY_MODELS } from "../../models/mod.ts";
import { ATKINSON_WALD_2007, type IntensityModel } from "./intensity_model.ts";

/** How an early warning is run. */
export interface EarlyWarningOptions {
  /** Places that are warned. */
  readonly sites: readonly AlertSite[];
  /** Velocities of the crust; ak135 unless given. */
  readonly model?: VelocityModel;
  /** Law of intensities; Atkinson & Wald 2007 for California unless given. */
  readonly intensityModel?: IntensityModel;
  /** Added to magnitudes by displacement; 0 unless given. */
  readonly regionOffset?: number;
  /** Stations that must have picked before an alert; 2 unless given. */
  readonly leastStations?: number;
  /** Magnitude that an event must reach, with a probability of one half, to be told of; 4.5 unless given. */
  readonly leastMagnitude?: number;
  /** Share of the stations that P has reached that must have seen it; 0.4 unless given. */
  readonly leastShare?: number;
  /** Begins identifiers of events; "early-warning" unless given. */
  readonly idPrefix?: string;
}

/** All of them. */
export type ResolvedWarningOptions = Required<EarlyWarningOptions>;

/**
 * Defaults. The share of stations is ElarmS-2's (Kuyuk et al. 2014). Nothing here was fitted to events.
 */
export const EARLY_WARNING_DEFAULTS: Omit<ResolvedWarningOptions, "sites"> = Object.freeze({
  model: VELOCITY_MODELS[0],
  intensityModel: ATKINSON_WALD_2007,
  regionOffset: 0,
  leastStations: 2,
  leastMagnitude: 4.5,
  leastShare: 0.4,
  idPrefix: "early-warning",
});

/** The options with defaults. Throws ConfigurationError for one that is out of range. */
export function resolveWarningOptions(options: EarlyWarningOptions): ResolvedWarningOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const resolved = { ...EARLY_WARNING_DEFAULTS, ...Object.fromEntries(given) };
  const all = resolved as ResolvedWarningOptions;
  if (!(Number.isInteger(all.leastStations) && all.leastStations >= 2)) {
    throw new ConfigurationError(
      `Cannot warn from ${all.leastStations} stations; two at least tell an event from a spike.`,
      "leastStations",
    );
  }
  if (!(all.leastShare >= 0 && all.leastShare <= 1)) {
    throw new ConfigurationError("leastShare must be from 0 to 1.", "leastShare");
  }
  const names = new Set(all.sites.map(({ name }) => name));
  if (names.size < all.sites.length) {
    throw new ConfigurationError("Two sites have the same name.", "sites");
  }
  return all;
}
