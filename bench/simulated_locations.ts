import {
  layeredVelocityModel,
  type Pick,
  type Station,
  type VelocityModel,
} from "../engine/domain/mod.ts";
import {
  geodesicBetween,
  geodesicEnd,
  invertPositive,
  type Place,
  type RandomStream,
} from "../engine/mathematics/mod.ts";
import { ELLIPSOID_CHI_SQUARE, openLocator, timesOfPhases } from "../engine/models/mod.ts";

/** Where simulated events are and how their arrivals are spoiled. */
export interface SimulatedScene {
  /** Stations of the network. */
  readonly stations: readonly Station[];
  /** Velocities. */
  readonly model: VelocityModel;
  /** A true hypocentre. */
  readonly drawHypocentre: (random: RandomStream) => Place & { depthKm: number };
  /** Standard deviation of noise as picks tell it, seconds. */
  readonly statedSeconds: number;
  /** That of the noise they have, of a given travel time. */
  readonly noiseSeconds: (travelSeconds: number, phase: string) => number;
  /** Errors the locator takes for its velocity model. */
  readonly modelError: { readonly modelErrorSeconds: number; readonly modelErrorShare: number };
  /** Share of picks that are 3 to 20 s wrong. */
  readonly grossShare: number;
}

/** Share of runs in which the 68 % ellipsoid held the true hypocentre. */
export function ellipsoidCoverage(
  scene: SimulatedScene,
  { runs, random }: { runs: number; random: RandomStream },
): number {
  const { stations, model, statedSeconds } = scene;
  const locator = openLocator({
    stations,
    model,
    options: { ...scene.modelError, smallestDepthKm: -20, largestDepthKm: 60 },
  });
  const times = timesOfPhases(model);
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const truth = scene.drawHypocentre(random);
    const picks = stations.flatMap((station) =>
      ["P", "S"].map((phase): Pick => {
        const { distanceKm } = geodesicBetween(truth, station)!;
        const seconds = times(phase)!.secondsAt(
          distanceKm,
          truth.depthKm,
          station.elevationM / 1000,
        );
        const gross = random.uniform() < scene.grossShare ? 3 + 17 * random.uniform() : 0;
        const noise = gross + scene.noiseSeconds(seconds, phase) * random.normal();
        return {
          id: `${station.station}.${phase}`,
          code: { network: station.network, station: station.station, location: "", channel: "" },
          phase,
          timeMs: START_MS + 1000 * (seconds + noise),
          timeErrorSeconds: statedSeconds,
        };
      })
    );
    if (isInEllipsoid(locator.locate(picks), truth)) held++;
  }
  return held / runs;
}

const START_MS = 1_000_000_000_000;

/** Whether a hypocentre lies in the joint 68 % ellipsoid of an origin. */
function isInEllipsoid(
  origin: Place & { depthKm: number; covarianceKm2?: readonly number[] },
  truth: Place & { depthKm: number },
): boolean {
  const { distanceKm, azimuthDegrees } = geodesicBetween(origin, truth)!;
  const azimuth = azimuthDegrees * Math.PI / 180;
  const apart = [
    distanceKm * Math.sin(azimuth),
    distanceKm * Math.cos(azimuth),
    truth.depthKm - origin.depthKm,
  ];
  const covariance = origin.covarianceKm2!;
  const inverse = invertPositive([0, 3, 6].map((row) => covariance.slice(row, row + 3)))!;
  const square = inverse.flatMap((row, a) => row.map((value, b) => value * apart[a] * apart[b]))
    .reduce((sum, value) => sum + value, 0);
  return square <= ELLIPSOID_CHI_SQUARE;
}

/** A network of stations about a place, on hills. */
export function simulatedNetwork(
  random: RandomStream,
  { centre, stations, radiusKm }: { centre: Place; stations: number; radiusKm: number },
): Station[] {
  return Array.from({ length: stations }, (_, i) => ({
    network: "SY",
    station: `S${i}`,
    ...geodesicEnd(centre, {
      distanceKm: radiusKm * Math.sqrt(random.uniform()),
      azimuthDegrees: 360 * random.uniform(),
    }),
    elevationM: 1000 * random.uniform(),
    siteName: "",
    channels: [],
  }));
}

/** Layers of a usual crust. */
export const SIMULATED_CRUST: VelocityModel = layeredVelocityModel({
  name: "simulated crust",
  topsKm: [0, 1, 3, 6, 12, 20, 30],
  pKmPerSecond: [3.5, 4.6, 5.2, 5.7, 6.1, 6.6, 7.9],
  ratio: 1.75,
});
