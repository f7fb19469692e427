import { ConfigurationError, type ShakingSource } from "../domain/mod.ts";
import { FARTHEST_KM } from "./shaking/estimate_shaking.ts";
import type { IntensityModel } from "./shaking/predict_shaking.ts";

/** Throws ConfigurationError for an event that cannot be. */
export function checkSource({ magnitude, latitude, longitude, depthKm }: ShakingSource): void {
  const limits = { magnitude: [0, 10], latitude: [-90, 90], longitude: [-180, 360] } as const;
  const values = { magnitude, latitude, longitude };
  for (const [name, [low, high]] of Object.entries(limits)) {
    const value = values[name as keyof typeof values];
    if (value >= low && value <= high) continue;
    throw new ConfigurationError(
      `Cannot estimate an impact: ${name} ${value} is not ${low} to ${high}.`,
      name,
    );
  }
  if (depthKm >= -10 && depthKm <= 800) return;
  throw new ConfigurationError(
    `Cannot estimate an impact: depth ${depthKm} km is not -10 to 800.`,
    "depth",
  );
}

/** What a reader of an impact must know. */
export function impactRemarks(
  {
    source: { magnitude, depthKm, strikeDegrees, isDepthAssumed = false },
    intensityModel,
    isSynthetic = false,
    farObservations,
  }: {
    source: ShakingSource;
    intensityModel: IntensityModel;
    isSynthetic?: boolean;
    /** Observations left aside: too far away. */
    farObservations: number;
  },
): string[] {
  const remarks = [
    "An estimate from a magnitude and a place: no warning, no survey of damage, and no ground to decide " +
    "upon by itself.",
  ];
  if (isSynthetic) remarks.push("The people are made up for demonstration: nobody lives so.");
  if (farObservations > 0) {
    remarks.push(
      `${farObservations} ${farObservations === 1 ? "observation" : "observations"} farther than ` +
        `${FARTHEST_KM} km left aside: the ground motion says nothing there.`,
    );
  }
  if (magnitude < 3 || magnitude > 8.5) {
    remarks.push(
      `Magnitude ${magnitude} is outside the 3 to 8.5 that the ground motion was fitted to.`,
    );
  }
  if (isDepthAssumed) remarks.push(`The depth is not known: ${depthKm} km was taken.`);
  if (depthKm > 30) {
    remarks.push(
      `Depth ${depthKm} km: the ground motion was fitted to shallow earthquakes in active crust; deep ` +
        "ones, and those of subduction, shake otherwise.",
    );
  }
  if (strikeDegrees === undefined && magnitude >= 6) {
    remarks.push(
      "The direction of the rupture is not known: the shaking is the mean over all directions, and real " +
        "contours are longer along the fault.",
    );
  }
  if (intensityModel !== "motion") {
    remarks.push("The intensity does not depend on the ground: its equation has no term for it.");
  }
  return remarks;
}
