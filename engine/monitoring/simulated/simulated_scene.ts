import type { AlertSite, Station, Trace } from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { type LocalFrame, localFrame } from "../../models/mod.ts";
import type { WarningPacket } from "../early_warning/early_warning.ts";

/** Samples a second of every station. */
export const SCENE_RATE_HZ = 100;
/** Counts of one metre a second. */
export const COUNTS_PER_UNIT = 1e9;
/** When every scene begins, UTC epoch milliseconds. */
export const SCENE_START_MS: number = Date.UTC(2026, 0, 1);

/** Stress drop, bars, and its spread between events (log10). */
const STRESS = { bars: 80, sigma: 0.25 };

/** A component of a scene's stations. */
export type SceneComponent = "HHZ" | "HHN" | "HHE";

/** Dip of each component, degrees; positive is down. */
const DIPS: Readonly<Record<SceneComponent, number>> = { HHZ: -90, HHN: 0, HHE: 0 };

/** What a scene is made of. */
export interface SceneOptions {
  /** Decides every draw. */
  readonly seed: number | string;
  /** How many stations; 20 unless given. */
  readonly stations?: number;
  /** Half the width of the square of stations, kilometres; 50 unless given. */
  readonly halfKm?: number;
  /** How many sites; 20 unless given. */
  readonly sites?: number;
  /** What each station records; the vertical alone unless given. */
  readonly components?: readonly SceneComponent[];
}

/** Stations around a city. Nothing of it exists. */
export interface Scene {
  /** Kilometres around its middle. */
  readonly frame: LocalFrame;
  /** Its stations. */
  readonly stations: Station[];
  /** Places that are warned. */
  readonly sites: AlertSite[];
  /** What further draws fork from. */
  readonly random: RandomStream;
  /** What each station records. */
  readonly components: readonly SceneComponent[];
}

/** Draws stations with 10 km at least between them, and sites anywhere among them. */
export function drawScene(
  { seed, stations: count = 20, halfKm = 50, sites = 20, components = ["HHZ"] }: SceneOptions,
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
    ...{ frame, random, components },
    stations: places.map((place, i) => stationAt(frame, { ...place, name: `S${i}`, components })),
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
  { eastKm, northKm, name, components }: {
    eastKm: number;
    northKm: number;
    name: string;
    components: readonly SceneComponent[];
  },
): Station {
  const place = frame.toPlace(eastKm, northKm);
  const response = {
    ...{ inputUnit: "m/s", sensitivity: COUNTS_PER_UNIT, sensitivityFrequencyHz: 1 },
    ...{ normalisationFactor: 1, poles: [], zeros: [] },
  };
  return {
    ...{ network: "XX", station: name, ...place, elevationM: 0, siteName: "" },
    channels: components.map((channel) => ({
      ...{ location: "", channel, ...place, elevationM: 0, depthM: 0 },
      azimuthDegrees: channel === "HHE" ? 90 : 0,
      ...{ dipDegrees: DIPS[channel], samplingRateHz: SCENE_RATE_HZ },
      ...{ startMs: -Infinity, endMs: Infinity, response },
    })),
  };
}

/** An earthquake of a scene. */
export interface SceneEvent {
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Kilometres east of the scene's middle. */
  readonly eastKm: number;
  /** Kilometres north of it. */
  readonly northKm: number;
  /** Kilometres below the ground. */
  readonly depthKm: number;
  /** Seconds after the scene's beginning. */
  readonly originSeconds: number;
  /** Stress drop, bars. */
  readonly stressDropBars: number;
}

/** Draws an earthquake among the stations, or where it is told. */
export function drawEvent(
  { random }: Scene,
  { magnitude, halfKm = 30, originSeconds = 40, place }: {
    magnitude: number;
    halfKm?: number;
    originSeconds?: number;
    place?: { eastKm: number; northKm: number };
  },
): SceneEvent {
  const draw = random.fork("event");
  const drawn = { eastKm: spread(draw, halfKm), northKm: spread(draw, halfKm) };
  return {
    ...{ magnitude, originSeconds, ...drawn, ...place },
    depthKm: 6 + 9 * draw.uniform(),
    stressDropBars: STRESS.bars * 10 ** (STRESS.sigma * draw.normal()),
  };
}

/** Noise of one component of a station. */
export interface NoiseSource {
  /** Its next samples, metres a second. */
  next(count: number): Float64Array;
}

/** Makes the noise of a component, of a root mean square, metres a second. */
export type NoiseMaker = (setting: { level: number; random: RandomStream }) => NoiseSource;

/** Ground motion of a component from a sample on, added in place, metres a second. */
export type AddMotion = (
  station: number,
  fromSample: number,
  samples: Float64Array,
  component: SceneComponent,
) => void;

/** What the packets of a scene hold. */
export interface PacketOptions {
  /** Noise of each component. */
  readonly noise: NoiseMaker;
  /** Length, seconds; Infinity goes on for ever. */
  readonly seconds: number;
  /** Added to the noise. */
  readonly motion?: AddMotion;
  /** Range of the stations' noise, root mean square in metres a second. */
  readonly noiseLevel?: readonly [number, number];
  /** Length of a packet, seconds; 1 unless given. */
  readonly packetSeconds?: number;
  /** When it begins, UTC epoch milliseconds; SCENE_START_MS unless given. */
  readonly startMs?: number;
}

/**
 * Packets of one second of every station: each station's noise, what `motion` adds to it, and a delay of
 * 0.3 to 0.8 s. Those of a round of all stations are in the order in which they come.
 */
export function* packetsOf(
  { stations, random, components }: Scene,
  options: PacketOptions,
): Generator<WarningPacket> {
  const { noise: makeNoise, seconds, motion, noiseLevel = [1e-7, 2e-6] } = options;
  const { packetSeconds = 1, startMs = SCENE_START_MS } = options;
  const length = Math.round(packetSeconds * SCENE_RATE_HZ);
  const feeds = stations.map((station, index) => {
    const draw = random.fork(`feed ${index}`);
    const level = noiseLevel[0] * (noiseLevel[1] / noiseLevel[0]) ** draw.uniform();
    return {
      ...{ station, index, draw, at: draw.integer(length) },
      noises: components.map((channel) => {
        const label = channel === "HHZ" ? "noise" : `noise ${channel}`;
        return { channel, noise: makeNoise({ level, random: draw.fork(label) }) };
      }),
    };
  });
  const make = (feed: typeof feeds[number]): WarningPacket[] => {
    const startTimeMs = startMs + feed.at * 1000 / SCENE_RATE_HZ;
    const endMs = startTimeMs + length * 1000 / SCENE_RATE_HZ;
    const receivedMs = endMs + 300 + 500 * feed.draw.uniform();
    const { network, station } = feed.station;
    const packets = feed.noises.map(({ channel, noise }) => {
      const samples = noise.next(length);
      motion?.(feed.index, feed.at, samples, channel);
      const trace: Trace = {
        code: { network, station, location: "", channel },
        ...{ startTimeMs, samplingRateHz: SCENE_RATE_HZ },
        samples: Int32Array.from(samples, (value) => Math.round(value * COUNTS_PER_UNIT)),
      };
      return { trace, receivedMs };
    });
    feed.at += length;
    return packets;
  };
  for (let second = 0; second * packetSeconds < seconds; second++) {
    yield* feeds.flatMap(make).sort((a, b) => a.receivedMs - b.receivedMs);
  }
}

/** Longest time by which a packet of one round may come after one of the next, milliseconds. */
const ROUND_MS = 2500;

/** Packets of scenes in the order in which they come. */
export function* byArrival(packets: Iterable<WarningPacket>): Generator<WarningPacket> {
  let waiting: WarningPacket[] = [];
  for (const packet of packets) {
    waiting.push(packet);
    const untilMs = packet.receivedMs - ROUND_MS;
    if (waiting[0].receivedMs > untilMs - ROUND_MS) continue;
    waiting.sort((a, b) => a.receivedMs - b.receivedMs);
    const count = waiting.findIndex(({ receivedMs }) => receivedMs > untilMs);
    yield* waiting.slice(0, count);
    waiting = waiting.slice(count);
  }
  yield* waiting.sort((a, b) => a.receivedMs - b.receivedMs);
}
