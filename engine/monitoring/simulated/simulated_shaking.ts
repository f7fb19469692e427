import { type AlertSite, layeredVelocityModel, type Station } from "../../domain/mod.ts";
import { type Shaking, simulateShaking, travelTimes } from "../../models/mod.ts";
import { type AddMotion, type Scene, SCENE_RATE_HZ, type SceneEvent } from "./simulated_scene.ts";

/** The crust that waves cross: not the one that is searched with. */
const CRUST = layeredVelocityModel({
  name: "true crust",
  topsKm: [0, 3, 8, 20, 32],
  pKmPerSecond: [4.8, 5.6, 6.1, 6.6, 7.9],
  ratio: 1.74,
});
const TIMES = { P: travelTimes(CRUST, "P"), S: travelTimes(CRUST, "S") };
/** Spread of P and S at a site about what the source gives, natural log: of both together, and of each. */
const SITE_SIGMA = { shared: 0.3, own: 0.3 };
/**
 * Sites are Californian ones, not rock: velocity of S in the upper 30 m (m/s), its spread (natural log),
 * that of the simulated rock, and the exponent of S. Source: Boore & Joyner 1997; Boore et al. 2014, PGV.
 */
const SITE_VELOCITY = { median: 400, sigma: 0.3, rock: 620, exponent: 0.84 };

/** Arrivals at a place and the ground velocity there from the origin time on. */
export interface PlaceShaking extends Shaking {
  /** Seconds from the origin time to P. */
  readonly pSeconds: number;
  /** Seconds from the origin time to S. */
  readonly sSeconds: number;
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
}

/** Simulates the shaking of an event at a place; the label draws its residual. */
export function shakePlace(
  scene: Scene,
  { event, place, label }: { event: SceneEvent; place: AlertSite | Station; label: string },
): PlaceShaking {
  const { eastKm, northKm } = scene.frame.toLocal(place);
  const distanceKm = Math.hypot(eastKm - event.eastKm, northKm - event.northKm);
  const random = scene.random.fork(label);
  const shared = SITE_SIGMA.shared * random.normal();
  const factor = () => Math.exp(shared + SITE_SIGMA.own * random.normal());
  const velocity = SITE_VELOCITY.median * Math.exp(SITE_VELOCITY.sigma * random.normal());
  const soil = (SITE_VELOCITY.rock / velocity) ** SITE_VELOCITY.exponent;
  const [pSeconds, sSeconds] = (["P", "S"] as const).map((phase) =>
    TIMES[phase].secondsAt(distanceKm, event.depthKm)
  );
  const shaking = simulateShaking({
    ...{ magnitude: event.magnitude, stressDropBars: event.stressDropBars, pSeconds, sSeconds },
    ...{ hypocentralKm: Math.hypot(distanceKm, event.depthKm), seconds: 70 },
    ...{ samplingRateHz: SCENE_RATE_HZ, factors: { P: factor(), S: soil * factor() } },
  }, random);
  return { ...shaking, pSeconds, sSeconds, distanceKm };
}

/** Which part of the shaking a component records. */
const PARTS = { HHZ: "up", HHN: "north", HHE: "east" } as const;

/** Adds an event's motion at each station. */
export function motionOf(
  shakings: readonly PlaceShaking[],
  { originSeconds }: SceneEvent,
): AddMotion {
  const origin = Math.round(originSeconds * SCENE_RATE_HZ);
  return (station, fromSample, samples, component) => {
    const moved = shakings[station][PARTS[component]];
    for (let i = 0; i < samples.length; i++) {
      const at = fromSample + i - origin;
      if (at >= 0 && at < moved.length) samples[i] += moved[at];
    }
  };
}

/**
 * Instrumental intensity of a record: the mean of those of peak acceleration and peak velocity of the
 * larger horizontal component. Source: Worden et al. 2012, Bull. Seismol. Soc. Am. 102, table 1.
 */
export function instrumentalIntensity({ east, north }: Shaking): number {
  let [velocity, acceleration] = [0, 0];
  for (const samples of [east, north]) {
    for (let i = 1; i < samples.length; i++) {
      velocity = Math.max(velocity, Math.abs(samples[i]));
      acceleration = Math.max(
        acceleration,
        Math.abs(samples[i] - samples[i - 1]) * SCENE_RATE_HZ,
      );
    }
  }
  const [lgV, lgA] = [Math.log10(100 * velocity), Math.log10(100 * acceleration)];
  const byVelocity = lgV < 0.53 ? 3.78 + 1.47 * lgV : 2.89 + 3.16 * lgV;
  const byAcceleration = lgA < 1.57 ? 1.78 + 1.55 * lgA : -1.6 + 3.7 * lgA;
  return Math.max(1, (byVelocity + byAcceleration) / 2);
}
