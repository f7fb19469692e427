import {
  InsufficientDataError,
  type Origin,
  type Pick,
  type Station,
  type StationDelays,
  type TravelTimes,
  type VelocityModel,
} from "../../domain/mod.ts";
import { type Place, sphericalCentroid } from "../../mathematics/mod.ts";
import { timesOfPhases } from "../travel_times/times_of_phases.ts";
import type { TravelTimesOptions } from "../travel_times/travel_times.ts";
import { describeOrigin } from "./describe_origin.ts";
import { EqualDifference } from "./equal_difference.ts";
import { localFrame } from "./local_frame.ts";
import { LOCATION_DEFAULTS, type LocationOptions } from "./location_options.ts";
import { type LocalPoint, Misfit } from "./misfit.ts";
import { observePicks, type UsablePick, usablePicks } from "./observe_picks.ts";
import { type RefinedPoint, refineHypocentre } from "./refine_hypocentre.ts";
import { samplePosterior } from "./sample_posterior.ts";
import { searchHypocentre } from "./search_hypocentre.ts";
import { stationFinder } from "./station_finder.ts";

/** What a locator rests on. */
export interface LocatorSetting {
  /** Stations that picks may come from. */
  readonly stations: readonly Station[];
  /** How fast waves are. */
  readonly model: VelocityModel;
  /** Travel times by phase, of `model` or better; tables of `model` where left out. */
  readonly times?: (phase: string) => TravelTimes | undefined;
  /** How much later than computed waves come to stations; none where left out. */
  readonly delays?: StationDelays;
  /** What differs from LOCATION_DEFAULTS. */
  readonly options?: Partial<LocationOptions>;
}

/** Locates events from picks. */
export interface Locator {
  /**
   * The hypocentre of the event that picks belong to, with its errors. Picks that fit no event with
   * the others lose their weight. Throws InsufficientDataError for fewer than 4 usable picks or 3
   * stations.
   */
  locate(picks: readonly Pick[], id?: string): Origin;
  /** The least misfit at a given place, its origin time the best: to compare hypocentres. */
  misfitAt(picks: readonly Pick[], place: Place & { depthKm: number }): PlaceMisfit;
}

/** How badly a place explains picks. */
export interface PlaceMisfit {
  /** Negative log-likelihood. */
  readonly misfit: number;
  /** Residuals at the best origin time, by pick, with the probability that each is no outlier. */
  readonly arrivals: Origin["arrivals"];
}

/** Fewest arrivals for four unknowns. */
const FEWEST_PICKS = 4;
const FEWEST_STATIONS = 3;

/** Depths to begin at, against that of the best cell: layers make a valley each. */
const START_DEPTHS = [
  { share: 1, km: 0 },
  { share: 0.85, km: -1 },
  { share: 0.6, km: -2 },
  { share: 1.15, km: 2 },
  { share: 1.5, km: 6 },
] as const;

/** Where fewer arrivals than this share are explained, the search goes on. */
const TRUSTED_SHARE = 0.95;

/** The valley of differences is left where another makes arrivals e^6 = 400 times as likely. */
const CLEARLY_BETTER = 6;

/** Cells of that search from which steps are made to the least misfit. */
const REFINED = 3;

/** Kilometres beyond the farthest station in which to look. */
const MARGIN_KM = 50;

/**
 * Opens a locator: robust likelihood, global search, Gauss-Newton steps and a sampled posterior.
 *
 * Travel times are computed once, when first needed. Same picks, same origin.
 * Throws InputError for a velocity model that makes no sense.
 */
export function openLocator(setting: LocatorSetting): Locator {
  const options: LocationOptions = { ...LOCATION_DEFAULTS, ...setting.options };
  const delays = setting.delays ?? {};
  const find = {
    station: stationFinder(setting.stations),
    times: setting.times ?? timesOfPhases(setting.model, reachOf(options)),
  };
  const deepest = Math.min(options.largestDepthKm, find.times("P")?.largestDepthKm ?? Infinity);
  const depthsKm = [options.smallestDepthKm, deepest] as const;
  const misfitAbout = (usable: readonly UsablePick[], centre: Place, referenceMs: number) => {
    const frame = localFrame(centre);
    const observations = observePicks(usable, { frame, referenceMs, delays, options });
    return { frame, misfit: new Misfit(observations, options) };
  };
  return {
    locate(picks, id = "origin") {
      const { usable, remarks } = usablePicks(picks, find);
      checkEnough(usable, remarks);
      const referenceMs = Math.min(...usable.map(({ pick }) => pick.timeMs));
      const wide = misfitAbout(usable, centreOf(usable), referenceMs);
      const found = findGlobally(wide.misfit, { depthsKm, options });
      const place = wide.frame.toPlace(found.eastKm, found.northKm);
      const near = misfitAbout(usable, place, referenceMs);
      const start = { eastKm: 0, northKm: 0, depthKm: found.depthKm };
      const point = refineHypocentre(near.misfit, start, depthsKm);
      const { samples, outlierSeconds } = options;
      const posterior = samples > 0
        ? samplePosterior(near.misfit, point, { depthsKm, samples, outlierSeconds })
        : undefined;
      const at = near.frame.toPlace(point.eastKm, point.northKm);
      return describeOrigin(near.misfit, {
        ...{ id, point, place: at, posterior, referenceMs, depthsKm, remarks },
        method: `quakecast ${setting.model.name}`,
      });
    },
    misfitAt(picks, place) {
      const { usable } = usablePicks(picks, find);
      const referenceMs = Math.min(...usable.map(({ pick }) => pick.timeMs));
      const { misfit } = misfitAbout(usable, place, referenceMs);
      const point = { eastKm: 0, northKm: 0, depthKm: place.depthKm };
      return { misfit: misfit.at(point), arrivals: misfit.arrivalsAt(point) };
    },
  };
}

function reachOf({ largestDepthKm }: LocationOptions): TravelTimesOptions {
  return Number.isFinite(largestDepthKm) ? { largestDepthKm } : {};
}

function checkEnough(usable: readonly UsablePick[], remarks: readonly string[]): void {
  const stations = new Set(usable.map(({ station }) => station)).size;
  const what = "Cannot locate an event";
  const why = remarks.length === 0 ? "" : ` (${remarks.join("; ")})`;
  if (usable.length < FEWEST_PICKS) {
    const need = FEWEST_PICKS;
    throw new InsufficientDataError(what, { have: usable.length, need, of: `usable picks${why}` });
  }
  if (stations < FEWEST_STATIONS) {
    const need = FEWEST_STATIONS;
    throw new InsufficientDataError(what, { have: stations, need, of: `stations${why}` });
  }
}

function centreOf(usable: readonly UsablePick[]): Place {
  return sphericalCentroid(usable.map(({ station }) => station)) ?? usable[0].station;
}

/**
 * The least misfit of the valley that most differences of arrivals point to. Where it leaves many
 * arrivals unexplained, the valleys that a search for the misfit itself finds are tried too.
 */
function findGlobally(
  misfit: Misfit,
  { depthsKm, options }: { depthsKm: readonly [number, number]; options: LocationOptions },
): RefinedPoint {
  const farthest = Math.max(
    ...misfit.observations.map(({ eastKm, northKm }) => Math.hypot(eastKm, northKm)),
  );
  const box = { halfWidthKm: 1.2 * farthest + MARGIN_KM, depthsKm };
  const refine = (start: LocalPoint) => refineHypocentre(misfit, start, depthsKm);
  const differences = new EqualDifference(misfit.observations, options);
  const byDifferences = searchHypocentre((at, blurKm) => differences.at(at, blurKm), box);
  const best = byDifferences[0];
  const first = leastOf(
    START_DEPTHS.map(({ share, km }) => {
      const depthKm = Math.min(depthsKm[1], Math.max(depthsKm[0], best.depthKm * share + km));
      return refine({ ...best, depthKm });
    }),
  );
  const trusted = misfit.trust.reduce((sum, trust) => sum + trust, 0);
  if (trusted > TRUSTED_SHARE * misfit.trust.length) return first;
  const byMisfit = searchHypocentre((at, blurKm) => misfit.blurredAt(at, blurKm), box);
  const other = leastOf([byDifferences[1], ...byMisfit.slice(0, REFINED)].map(refine));
  return other.misfit < first.misfit - CLEARLY_BETTER ? other : first;
}

function leastOf(points: readonly RefinedPoint[]): RefinedPoint {
  return points.reduce((one, other) => other.misfit < one.misfit ? other : one);
}
