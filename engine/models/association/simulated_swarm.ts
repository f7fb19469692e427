import type { Pick, Station } from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { openAssociationNetwork, type PhaseTimes } from "./association_network.ts";
import { resolveAssociationOptions } from "./association_options.ts";

/** What a swarm looks like to a picker. */
export interface SwarmOptions {
  /** Stations that record; some of them may be silent. */
  stations: readonly Station[];
  /** Travel times of the ground. */
  times: PhaseTimes;
  /** Start, UTC epoch milliseconds. */
  startMs: number;
  /** Length, seconds. */
  spanSeconds: number;
  /** Mean number of events a minute; their times are Poisson's. */
  eventsPerMinute: number;
  /** Mean number of picks a minute and station that belong to no event. */
  falsePicksPerMinute: number;
  /** Stations that are silent throughout. */
  silentStations: number;
  /** Seed. */
  seed: number;
}

/** An event of a simulated swarm. */
export interface SwarmEvent {
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Kilometres below sea level. */
  readonly depthKm: number;
  /** Identifiers of its picks. */
  readonly pickIds: readonly string[];
  /** P picks among them. */
  readonly countP: number;
}

/** Share of events that belong to the swarm's clusters; the others are anywhere under the network. */
const CLUSTERED = 0.8;
const CLUSTERS = 3;
const CLUSTER_KM = 4;

/** Share of phases that are picked well within reach: P, S. */
const PICKED = [0.92, 0.85] as const;

/** Standard deviation of pick times, seconds, P and S; share of coarse picks and their factor. */
const PICK_ERROR = [0.07, 0.14] as const;
const COARSE = { share: 0.06, factor: 4 };

/** What the ground has and a velocity model has not: seconds of a station's delay, share of a travel time. */
const STATION_DELAY_SECONDS = 0.08;
const PATH_ERROR = 0.01;

/** Distance that the smallest events reach, kilometres, and its growth with magnitude. */
const SMALLEST_REACH_KM = 25;
const REACH_PER_MAGNITUDE = 0.35;

/**
 * Draws a swarm of known hypocentres and the picks of it: with pick errors, errors of the velocity model,
 * missed phases, silent stations and false picks. Magnitudes are Gutenberg and Richter's with b of 1.
 */
export function simulateSwarm(
  options: SwarmOptions,
): { picks: Pick[]; events: SwarmEvent[] } {
  const random = new RandomStream(options.seed).fork("swarm");
  const { stations, times } = options;
  const plane = openAssociationNetwork(stations, { times, options: resolveAssociationOptions() });
  const drawn: Pick[] = [];
  const events: SwarmEvent[] = [];
  const half = plane.eastKm.reduce((most, east) => Math.max(most, Math.abs(east)), 0);
  const clusters = Array.from({ length: CLUSTERS }, () => ({
    eastKm: half * (2 * random.uniform() - 1) * 0.7,
    northKm: half * (2 * random.uniform() - 1) * 0.7,
    depthKm: 4 + 8 * random.uniform(),
  }));
  const recording = silence(plane.names, { count: options.silentStations, random });
  const delays = Float64Array.from(
    plane.delays,
    (delay) => delay + STATION_DELAY_SECONDS * random.normal(),
  );
  const rate = options.eventsPerMinute / 60;
  for (
    let at = random.exponential(rate);
    at < options.spanSeconds;
    at += random.exponential(rate)
  ) {
    const place = drawPlace(clusters, { half, random });
    const reach = SMALLEST_REACH_KM *
      10 ** (REACH_PER_MAGNITUDE * random.exponential(Math.LN10));
    const heard: Pick[] = [];
    for (let channel = 0; channel < delays.length; channel++) {
      const [station, phase] = [channel >> 1, channel & 1];
      const east = place.eastKm - plane.eastKm[station];
      const distance = Math.hypot(east, place.northKm - plane.northKm[station]);
      const chance = PICKED[phase] / (1 + Math.exp((distance - reach) / (0.1 * reach)));
      const error = PICK_ERROR[phase] * random.normal() *
        (random.uniform() < COARSE.share ? COARSE.factor : 1);
      const travel = (phase === 0 ? times.P : times.S).secondsAt(distance, place.depthKm) *
        (1 + PATH_ERROR * random.normal());
      if (random.uniform() > chance || !recording[station] || !Number.isFinite(travel)) continue;
      const seconds = at + travel + delays[channel] + error;
      heard.push(makePick(seconds, { name: plane.names[station], phase, options, drawn, heard }));
    }
    drawn.push(...heard);
    events.push({
      timeMs: options.startMs + 1_000 * at,
      ...plane.placeOf(place.eastKm, place.northKm),
      depthKm: place.depthKm,
      pickIds: heard.map(({ id }) => id),
      countP: heard.filter(({ phase }) => phase === "P").length,
    });
  }
  drawn.push(...drawFalsePicks(plane.names, { recording, random, options, drawn }));
  return { picks: drawn.sort((a, b) => a.timeMs - b.timeMs), events };
}

type Cluster = { eastKm: number; northKm: number; depthKm: number };

function drawPlace(
  clusters: readonly Cluster[],
  { half, random }: { half: number; random: RandomStream },
): Cluster {
  if (random.uniform() < CLUSTERED) {
    const { eastKm, northKm, depthKm } = clusters[random.integer(clusters.length)];
    return {
      eastKm: eastKm + CLUSTER_KM * random.normal() / 2,
      northKm: northKm + CLUSTER_KM * random.normal() / 2,
      depthKm: Math.max(1, depthKm + random.normal()),
    };
  }
  return {
    eastKm: half * (2 * random.uniform() - 1),
    northKm: half * (2 * random.uniform() - 1),
    depthKm: 2 + 14 * random.uniform(),
  };
}

function silence(
  names: readonly string[],
  { count, random }: { count: number; random: RandomStream },
): boolean[] {
  const order = Int32Array.from(names, (_, i) => i);
  random.shuffle(order);
  const silent = new Set(order.subarray(0, count));
  return names.map((_, i) => !silent.has(i));
}

function makePick(
  seconds: number,
  { name, phase, options, drawn, heard }: {
    name: string;
    phase: number;
    options: SwarmOptions;
    drawn: readonly Pick[];
    heard: readonly Pick[];
  },
): Pick {
  const [network, station] = name.split(".");
  return {
    id: `pick-${drawn.length + heard.length}`,
    code: { network, station, location: "", channel: "" },
    phase: phase === 0 ? "P" : "S",
    timeMs: options.startMs + 1_000 * seconds,
  };
}

function drawFalsePicks(
  names: readonly string[],
  { recording, random, options, drawn }: {
    recording: readonly boolean[];
    random: RandomStream;
    options: SwarmOptions;
    drawn: readonly Pick[];
  },
): Pick[] {
  const made: Pick[] = [];
  const mean = options.falsePicksPerMinute * options.spanSeconds / 60;
  names.forEach((name, station) => {
    const count = mean > 0 ? random.poisson(mean) : 0;
    for (let i = 0; i < count && recording[station]; i++) {
      const phase = random.integer(2);
      const seconds = options.spanSeconds * random.uniform();
      made.push(makePick(seconds, { name, phase, options, drawn, heard: made }));
    }
  });
  return made;
}

/** Stations spread over a disc, no two nearer than a third of their usual distance; for simulations. */
export function drawStations(
  count: number,
  { radiusKm, latitude, longitude, seed }: {
    radiusKm: number;
    latitude: number;
    longitude: number;
    seed: number;
  },
): Station[] {
  const random = new RandomStream(seed).fork("stations");
  const apart = radiusKm / Math.sqrt(count) / 1.5;
  const places: [number, number][] = [];
  while (places.length < count) {
    const [east, north] = [
      radiusKm * (2 * random.uniform() - 1),
      radiusKm * (2 * random.uniform() - 1),
    ];
    const isApart = places.every(([x, y]) => Math.hypot(x - east, y - north) > apart);
    if (Math.hypot(east, north) < radiusKm && isApart) places.push([east, north]);
  }
  const kmOfDegree = 111.195;
  return places.map(([east, north], i) => ({
    network: "XX",
    station: `S${String(i + 1).padStart(2, "0")}`,
    latitude: latitude + north / kmOfDegree,
    longitude: longitude + east / (kmOfDegree * Math.cos(latitude * Math.PI / 180)),
    elevationM: 0,
    siteName: "",
    channels: [],
  }));
}
