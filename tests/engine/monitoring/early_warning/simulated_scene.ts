import {
  type AlertSite,
  layeredVelocityModel,
  type Station,
  type Trace,
} from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  type LocalFrame,
  localFrame,
  type Shaking,
  simulateShaking,
  travelTimes,
} from "../../../../engine/models/mod.ts";
import type { WarningPacket } from "../../../../engine/monitoring/mod.ts";
import { StationNoise } from "./station_noise.ts";

/** Samples a second of every station. */
export const SCENE_RATE_HZ = 100;
/** Counts of one metre a second. */
export const COUNTS_PER_UNIT = 1e9;
/** When every scene begins, UTC epoch milliseconds. */
export const SCENE_START_MS = Date.UTC(2026, 0, 1);

/** The crust that waves cross: not the one that is searched with. */
const CRUST = layeredVelocityModel({
  name: "true crust",
  topsKm: [0, 3, 8, 20, 32],
  pKmPerSecond: [4.8, 5.6, 6.1, 6.6, 7.9],
  ratio: 1.74,
});
const TIMES = { P: travelTimes(CRUST, "P"), S: travelTimes(CRUST, "S") };
/** Stress drop, bars, its spread between events (log10), and that of sites within one (natural log). */
const STRESS = { bars: 80, sigma: 0.25 };
const SITE_SIGMA = { shared: 0.3, own: 0.3 };
/**
 * Sites are Californian ones, not rock: velocity of S in the upper 30 m (m/s), its spread (natural log),
 * that of the simulated rock, and the exponent of S. Source: Boore & Joyner 1997; Boore et al. 2014, PGV.
 */
const SITE_VELOCITY = { median: 400, sigma: 0.3, rock: 620, exponent: 0.84 };

/** What a scene is made of. */
export interface SceneOptions {
  readonly seed: number | string;
  readonly stations?: number;
  /** Half the width of the square of stations, kilometres. */
  readonly halfKm?: number;
  readonly sites?: number;
}

/** Stations around a city. */
export interface Scene {
  readonly frame: LocalFrame;
  readonly stations: Station[];
  readonly sites: AlertSite[];
  readonly random: RandomStream;
}

/** Draws stations with 10 km at least between them, and sites anywhere among them. */
export function drawScene(
  { seed, stations: count = 20, halfKm = 50, sites = 20 }: SceneOptions,
): Scene {
  const random = new RandomStream(seed);
  const frame = localFrame({ latitude: 35, longitude: -117 });
  const draw = random.fork("places");
  const places: { eastKm: number; northKm: number }[] = [];
  const apartKm = 0.9 * halfKm / Math.sqrt(count);
  while (places.length < count) {
    const place = { eastKm: spread(draw, halfKm), northKm: spread(draw, halfKm) };
    const isFree = places.every((it) =>
      Math.hypot(it.eastKm - place.eastKm, it.northKm - place.northKm) > apartKm
    );
    if (isFree) places.push(place);
  }
  const siteDraw = random.fork("sites");
  return {
    ...{ frame, random },
    stations: places.map((place, i) => stationAt(frame, { ...place, name: `S${i}` })),
    sites: Array.from({ length: sites }, (_, i) => ({
      name: `site ${i}`,
      ...frame.toPlace(spread(siteDraw, halfKm), spread(siteDraw, halfKm)),
    })),
  };
}

function spread(random: RandomStream, half: number): number {
  return half * (2 * random.uniform() - 1);
}

function stationAt(
  frame: LocalFrame,
  { eastKm, northKm, name }: { eastKm: number; northKm: number; name: string },
): Station {
  const place = frame.toPlace(eastKm, northKm);
  const response = {
    ...{ inputUnit: "m/s", sensitivity: COUNTS_PER_UNIT, sensitivityFrequencyHz: 1 },
    ...{ normalisationFactor: 1, poles: [], zeros: [] },
  };
  return {
    ...{ network: "XX", station: name, ...place, elevationM: 0, siteName: "" },
    channels: [{
      ...{ location: "", channel: "HHZ", ...place, elevationM: 0, depthM: 0, azimuthDegrees: 0 },
      ...{ dipDegrees: -90, samplingRateHz: SCENE_RATE_HZ, startMs: -Infinity, endMs: Infinity },
      response,
    }],
  };
}

/** An earthquake of a scene. */
export interface SceneEvent {
  readonly magnitude: number;
  readonly eastKm: number;
  readonly northKm: number;
  readonly depthKm: number;
  /** Seconds after the scene's beginning. */
  readonly originSeconds: number;
  readonly stressDropBars: number;
}

/** Draws an earthquake among the stations. */
export function drawEvent(
  { random }: Scene,
  { magnitude, halfKm = 30, originSeconds = 40 }: {
    magnitude: number;
    halfKm?: number;
    originSeconds?: number;
  },
): SceneEvent {
  const draw = random.fork("event");
  return {
    ...{ magnitude, originSeconds, eastKm: spread(draw, halfKm), northKm: spread(draw, halfKm) },
    depthKm: 6 + 9 * draw.uniform(),
    stressDropBars: STRESS.bars * 10 ** (STRESS.sigma * draw.normal()),
  };
}

/** Arrivals at a place and the ground velocity there from the origin time on. */
export interface PlaceShaking extends Shaking {
  readonly pSeconds: number;
  readonly sSeconds: number;
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

/**
 * Packets of one second of every station, sorted by when they come: each station's noise, what `motion`
 * adds to it, and a delay of 0.3 to 0.8 s.
 */
export function* packetsOf(
  { stations, random }: Scene,
  { pieces, seconds, motion, noiseLevel = [1e-7, 2e-6], packetSeconds = 1 }: {
    pieces: readonly Float64Array[];
    seconds: number;
    /** Metres a second of a station from a sample on, to be added in place. */
    motion?: (station: number, fromSample: number, samples: Float64Array) => void;
    noiseLevel?: readonly [number, number];
    packetSeconds?: number;
  },
): Generator<WarningPacket> {
  const length = Math.round(packetSeconds * SCENE_RATE_HZ);
  const feeds = stations.map((station, index) => {
    const draw = random.fork(`feed ${index}`);
    const level = noiseLevel[0] * (noiseLevel[1] / noiseLevel[0]) ** draw.uniform();
    return {
      ...{ station, index, draw, at: draw.integer(length) },
      noise: new StationNoise(pieces, { level, random: draw.fork("noise") }),
    };
  });
  const make = (feed: typeof feeds[number]): WarningPacket => {
    const samples = feed.noise.next(length);
    motion?.(feed.index, feed.at, samples);
    const startTimeMs = SCENE_START_MS + feed.at * 1000 / SCENE_RATE_HZ;
    feed.at += length;
    const endMs = SCENE_START_MS + feed.at * 1000 / SCENE_RATE_HZ;
    const { network, station } = feed.station;
    const trace: Trace = {
      code: { network, station, location: "", channel: "HHZ" },
      ...{ startTimeMs, samplingRateHz: SCENE_RATE_HZ },
      samples: countsOf(samples),
    };
    return { trace, receivedMs: endMs + 300 + 500 * feed.draw.uniform() };
  };
  for (let second = 0; second * packetSeconds < seconds; second++) {
    yield* feeds.map(make).sort((a, b) => a.receivedMs - b.receivedMs);
  }
}

function countsOf(motion: Float64Array): Int32Array {
  const counts = new Int32Array(motion.length);
  for (let i = 0; i < counts.length; i++) counts[i] = Math.round(motion[i] * COUNTS_PER_UNIT);
  return counts;
}

/** Adds an event's vertical motion at each station. */
export function motionOf(
  shakings: readonly PlaceShaking[],
  { originSeconds }: SceneEvent,
): (station: number, fromSample: number, samples: Float64Array) => void {
  const origin = Math.round(originSeconds * SCENE_RATE_HZ);
  return (station, fromSample, samples) => {
    const { up } = shakings[station];
    for (let i = 0; i < samples.length; i++) {
      const at = fromSample + i - origin;
      if (at >= 0 && at < up.length) samples[i] += up[at];
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
