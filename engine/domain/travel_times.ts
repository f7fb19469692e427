/** Travel times of one phase of one velocity model, and their slopes. */
export interface TravelTimes {
  /** The phase: "P" and "S" are first arrivals, "Pg" and "Sg" direct, "Pn" and "Sn" refracted waves. */
  readonly phase: string;
  /** Deepest source it answers for, kilometres below sea level. */
  readonly largestDepthKm: number;
  /** Farthest epicentre it answers for, kilometres. */
  readonly largestDistanceKm: number;
  /** Seconds from the source to a station at `elevationKm`; NaN where the phase does not arrive. */
  secondsAt(distanceKm: number, depthKm: number, elevationKm?: number): number;
  /** Seconds a kilometre of distance, and a kilometre of depth, at the same place. */
  slopesAt(
    distanceKm: number,
    depthKm: number,
    elevationKm?: number,
  ): { perDistanceKm: number; perDepthKm: number };
}
