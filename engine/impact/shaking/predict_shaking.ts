import type { ShakenPlaces, ShakingMeasure, ShakingSource } from "../../domain/mod.ts";
import { allen2012 } from "../ground_motion/allen_2012.ts";
import { atkinsonWald2007 } from "../ground_motion/atkinson_wald_2007.ts";
import { bssa14, type MotionLaw } from "../ground_motion/bssa14.ts";
import { type RuptureDistance, ruptureDistances } from "../ground_motion/rupture_distances.ts";
import { intensityOfMotion, meanIntensitySlope } from "../ground_motion/wgrw12.ts";

/** Ways to predict an intensity: from the predicted PGV by WGRW12, or by an equation of its own. */
export const INTENSITY_MODELS = ["motion", "allen2012", "atkinson-wald-2007"] as const;

/** A way to predict an intensity. */
export type IntensityModel = typeof INTENSITY_MODELS[number];

/** What is expected of a measure before anything is observed, its errors parted. */
export interface PriorLaws {
  /** Mean. [place] */
  readonly mean: Float64Array;
  /** Standard deviation that all places share: between events. [place] */
  readonly between: Float64Array;
  /** Standard deviation within the event. [place] */
  readonly within: Float64Array;
}

/** What is expected of shaking before anything is observed. */
export interface ShakingPrior extends Record<ShakingMeasure, PriorLaws> {
  /** Mean distance to the rupture, kilometres. [place] */
  readonly distanceKm: Float64Array;
}

/** The law of one measure at a place, for one direction of the rupture. */
interface Law {
  readonly mean: number;
  readonly between: number;
  readonly within: number;
}

/**
 * Predicts intensity, ln PGA (g) and ln PGV (cm/s) at places. Where the direction of the rupture is not
 * known, laws are averaged over its directions and their scatter is added to the error within the event.
 */
export function predictShaking(
  source: ShakingSource,
  { places, intensityModel }: { places: ShakenPlaces; intensityModel: IntensityModel },
): ShakingPrior {
  const count = places.latitude.length;
  const prior: ShakingPrior = {
    ...{ intensity: noLaws(count), pga: noLaws(count), pgv: noLaws(count) },
    distanceKm: new Float64Array(count),
  };
  for (let place = 0; place < count; place++) {
    const where = { latitude: places.latitude[place], longitude: places.longitude[place] };
    const distances = ruptureDistances(source, where);
    const vs30 = places.vs30[place];
    const motions = (measure: "pga" | "pgv") =>
      distances.map(({ joynerBooreKm }) => bssa14({ ...source, measure, joynerBooreKm, vs30 }));
    const velocities = motions("pgv");
    put(prior.pga, place, motions("pga").map(lawOfMotion));
    put(prior.pgv, place, velocities.map(lawOfMotion));
    put(
      prior.intensity,
      place,
      distances.map((distance, i) =>
        intensityLaw(intensityModel, { source, distance, velocity: velocities[i] })
      ),
    );
    prior.distanceKm[place] = meanOf(distances.map(({ ruptureKm }) => ruptureKm));
  }
  return prior;
}

function noLaws(count: number): PriorLaws {
  const column = () => new Float64Array(count);
  return { mean: column(), between: column(), within: column() };
}

function lawOfMotion({ lnMedian, between, within }: MotionLaw): Law {
  return { mean: lnMedian, between, within };
}

function intensityLaw(
  model: IntensityModel,
  { source: { magnitude }, distance, velocity }: {
    source: ShakingSource;
    distance: RuptureDistance;
    velocity: MotionLaw;
  },
): Law {
  const { lnMedian: lnMotion, between, within } = velocity;
  const distanceKm = distance.ruptureKm;
  if (model === "motion") {
    const place = { distanceKm, magnitude };
    const { intensity, error } = intensityOfMotion("pgv", { lnMotion, place });
    const slope = meanIntensitySlope("pgv", { lnMotion, lnError: Math.hypot(between, within) });
    return {
      mean: intensity,
      between: slope * between,
      within: Math.hypot(slope * within, error),
    };
  }
  const { mean, error } = model === "allen2012"
    ? allen2012({ magnitude, distanceKm })
    : atkinsonWald2007({ magnitude, distanceKm });
  // The equations give one error: it is parted as that of the velocity is.
  const all = Math.hypot(between, within);
  return { mean, between: error * between / all, within: error * within / all };
}

function put(laws: PriorLaws, place: number, directions: readonly Law[]): void {
  const mean = meanOf(directions.map((law) => law.mean));
  const scatter = meanOf(directions.map((law) => (law.mean - mean) ** 2));
  laws.mean[place] = mean;
  laws.between[place] = meanOf(directions.map((law) => law.between));
  laws.within[place] = Math.sqrt(meanOf(directions.map((law) => law.within ** 2)) + scatter);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
