import type {
  Building,
  FragilityClass,
  ImpactEstimate,
  Population,
  ShakenPlaces,
  ShakingSource,
} from "../domain/mod.ts";
import { judgeBuildings } from "./buildings/judge_buildings.ts";
import { estimateLosses, exposureRows } from "./losses/estimate_losses.ts";
import { checkSource, impactRemarks } from "./impact_remarks.ts";
import {
  estimateShaking,
  nearObservations,
  type ShakingOptions,
  withGround,
} from "./shaking/estimate_shaking.ts";
import { type MapLayout, mapShaking } from "./shaking/map_shaking.ts";

/** What an impact is estimated of. */
export interface ImpactRequest extends ShakingOptions {
  /** The event. */
  readonly source: ShakingSource;
  /** How the map is laid out. */
  readonly layout?: MapLayout;
  /** Where people live; left out for a map alone. */
  readonly population?: Population;
  /** Country of people whose cells do not tell theirs. */
  readonly country?: string;
  /** Buildings to judge. */
  readonly buildings?: readonly Building[];
  /** Classes of fragility beside those of HAZUS. */
  readonly fragilities?: readonly FragilityClass[];
}

/**
 * What an event may have done: a map of shaking, people by intensity, losses and buildings, all with their
 * probabilities. Estimated from a magnitude and a place in seconds: no warning, and no ground to decide upon
 * by itself.
 *
 * Throws ConfigurationError for an event, country, class or grid that makes no sense.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { estimateImpact } from "@quakecast/quakecast/impact";
 * const source = { magnitude: 6.7, latitude: 34.2, longitude: -118.5, depthKm: 18 };
 * const { map } = estimateImpact({ source, layout: { radiusKm: 50, cellDegrees: 0.1 } });
 * assert(Math.max(...map.shaking.intensity.mean) > 7);
 * ```
 */
export function estimateImpact(request: ImpactRequest): ImpactEstimate {
  const { source, layout, population, country, buildings, fragilities: classes } = request;
  const { observations: all = [], intensityModel = "motion", ground } = request;
  checkSource(source);
  const observations = nearObservations(source, all);
  const options: ShakingOptions = { observations, intensityModel, ground };
  const shakingOf = (places: ShakenPlaces) => estimateShaking(source, { places, options });
  const map = mapShaking(source, { layout, options });
  const exposed = population && {
    ...{ population, country },
    intensity: shakingOf(withGround(population, ground)).intensity,
  };
  const judged = buildings && judgeBuildings(buildings, {
    lnPga: shakingOf(withGround(columnsOf(buildings), ground)).lnPga,
    classes,
  });
  return {
    ...{ map, intensityModel, observationCount: observations.length },
    ...(exposed && {
      population: {
        source: exposed.population.source,
        isSynthetic: exposed.population.isSynthetic,
        people: exposed.population.people.reduce((sum, people) => sum + people, 0),
      },
      exposure: exposureRows(exposed),
      losses: estimateLosses(exposed),
    }),
    ...(judged && { buildings: judged }),
    remarks: impactRemarks({
      ...{ source, intensityModel, isSynthetic: population?.isSynthetic },
      farObservations: all.length - observations.length,
    }),
  };
}

function columnsOf(buildings: readonly Building[]) {
  return {
    latitude: buildings.map(({ latitude }) => latitude),
    longitude: buildings.map(({ longitude }) => longitude),
    vs30: buildings.map(({ vs30 }) => vs30),
  };
}
