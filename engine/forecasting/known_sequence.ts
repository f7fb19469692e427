import { type Catalogue, ConfigurationError, DAY_MS } from "../domain/mod.ts";
import { RECOVERY_CALIFORNIA, RECOVERY_WORLD } from "../mathematics/mod.ts";
import {
  AFTERSHOCK_REGIONS,
  type AftershockRegionName,
  type AftershockSequence,
} from "../models/mod.ts";
import { chooseMainshock } from "./choose_mainshock.ts";
import { findAftershocks, type FoundAftershocks } from "./find_aftershocks.ts";

/** Networks by how fast their catalogues are complete again: dense ones do as California's. */
export const AFTERSHOCK_RECOVERIES = ["world", "california"] as const;

/** One of AFTERSHOCK_RECOVERIES. */
export type AftershockRecovery = typeof AFTERSHOCK_RECOVERIES[number];

/** Which sequence is forecast, and how much of it is known. */
export interface SequenceOptions {
  /** Identifier of the mainshock; the largest event when left out. */
  mainshock?: string;
  /** Events before it cannot be the mainshock, UTC epoch milliseconds. */
  afterMs?: number;
  /** Everything up to then is used, nothing after; the last event's time when left out. */
  issueTimeMs?: number;
  /** Region whose generic parameters are used; active shallow crust when left out. */
  region?: AftershockRegionName;
  /** Completeness in quiet times; the region's when left out. */
  completeness?: number;
  /** How completeness recovers after the mainshock; as in the region when left out. */
  recovery?: AftershockRecovery;
}

/** A mainshock and its aftershocks up to the issue time. */
export interface KnownSequence {
  /** The catalogue, clean. */
  catalogue: Catalogue;
  /** Row of the mainshock. */
  mainshock: number;
  /** The aftershocks, and where they were sought. */
  found: FoundAftershocks;
  /** The same in days after the mainshock. */
  sequence: AftershockSequence;
  /** Everything up to then is known, UTC epoch milliseconds. */
  issueTimeMs: number;
  /** Region of the generic parameters. */
  region: AftershockRegionName;
}

const RECOVERIES = { world: RECOVERY_WORLD, california: RECOVERY_CALIFORNIA } as const;

/**
 * Finds the mainshock and what followed it.
 *
 * Throws ConfigurationError for a mainshock or region that is not there or an issue time before the
 * mainshock, InsufficientDataError for a catalogue without magnitudes.
 */
export function knownSequence(catalogue: Catalogue, options: SequenceOptions): KnownSequence {
  const { timeMs, magnitude } = catalogue;
  const issueTimeMs = options.issueTimeMs ??
    timeMs.reduce((latest, time) => Math.max(latest, time), -Infinity);
  const { mainshock: id, afterMs } = options;
  const mainshock = chooseMainshock(catalogue, { id, afterMs, untilMs: issueTimeMs });
  const found = findAftershocks(catalogue, { mainshock, untilMs: issueTimeMs });
  const name = regionOf(options);
  const region = AFTERSHOCK_REGIONS[name];
  const startMs = timeMs[mainshock];
  const sequence: AftershockSequence = {
    magnitude: magnitude[mainshock],
    days: found.rows.map((row) => (timeMs[row] - startMs) / DAY_MS),
    magnitudes: found.rows.map((row) => magnitude[row]),
    knownDays: (issueTimeMs - startMs) / DAY_MS,
    catalogue: options.completeness ?? region.catalogue,
    recovery: options.recovery === undefined ? region.recovery : RECOVERIES[options.recovery],
  };
  return { catalogue, mainshock, found, sequence, issueTimeMs, region: name };
}

function regionOf({ region = "ANSR-SHALCON" }: SequenceOptions): AftershockRegionName {
  if (Object.hasOwn(AFTERSHOCK_REGIONS, region)) return region;
  throw new ConfigurationError(
    `Cannot forecast for region "${region}": expected one of ${
      Object.keys(AFTERSHOCK_REGIONS).join(", ")
    }.`,
    "region",
  );
}
