import type { AlertSite, Building, Population } from "../../domain/mod.ts";
import { syntheticPopulation } from "../../impact/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import type { WarningPacket } from "../early_warning/early_warning.ts";
import { simulatedNoise } from "./simulated_noise.ts";
import {
  byArrival,
  drawEvent,
  drawScene,
  packetsOf,
  type Scene,
  type SceneEvent,
} from "./simulated_scene.ts";
import { instrumentalIntensity, motionOf, shakePlace } from "./simulated_shaking.ts";

/** Ground of the city, velocity of S in its upper 30 m, metres a second: as the simulated sites have it. */
export const DEMO_VS30 = 400;

/** The city's sites: name, kilometres east and north of its middle, and class of fragility. */
const SITES = [
  ["Central hospital", 7, 8, "C2H-moderate"],
  ["North school", -5, 15, "RM1L-moderate"],
  ["South school", 5, -10, "URML-pre"],
  ["Fire station", -10, -5, "RM1L-high"],
  ["Town hall", 0, 0, "URMM-pre"],
  ["Railway bridge", 16, -17, "S1M-low"],
  ["Chemical works", 20, 2, "S3-moderate"],
  ["Power station", -17, 7, "S2M-moderate"],
  ["Airport tower", 14, 22, "C1M-high"],
  ["Valley dam office", -19, -18, "C2L-low"],
] as const;

/** Classes of ordinary houses, and how many of a dozen are of it. */
const HOUSES = [
  ["W1-high", 4],
  ["W1-moderate", 3],
  ["W1-pre", 2],
  ["URML-pre", 1],
  ["C1M-low", 1],
  ["RM1L-moderate", 1],
] as const;

/** Houses of the list: as many in the city, and beside the earthquake. */
const HOUSE_COUNT = { city: 36, beside: 12 };
/** Kilometres from the middle of the city to the epicentre. */
const EPICENTRE_KM = [30, 40] as const;
/** Seconds of noise before the live part, so that stations know their noise. */
const HISTORY_SECONDS = 60;
/** People in the city and around it are counted by California's parameters of loss. */
const COUNTRY = "XF";

/** How the demonstration is drawn. */
export interface DemoSceneOptions {
  /** Decides every draw; 1 unless given. */
  readonly seed?: number | string;
  /** When the live part begins, UTC epoch milliseconds. */
  readonly startMs: number;
  /** Quiet seconds between that and the origin time; 8 unless given. */
  readonly quietSeconds?: number;
  /** Moment magnitude; 6 unless given. */
  readonly magnitude?: number;
}

/** What is true at a site, as nobody but the simulator knows. */
export interface SiteTruth {
  /** The site. */
  readonly name: string;
  /** Intensity of the simulated record, Modified Mercalli. */
  readonly intensity: number;
  /** When S comes, UTC epoch milliseconds. */
  readonly sArrivalMs: number;
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
}

/** What is true of the earthquake. */
export interface DemoTruth {
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Kilometres below the ground. */
  readonly depthKm: number;
  /** Origin time, UTC epoch milliseconds. */
  readonly originMs: number;
  /** First P of all stations, UTC epoch milliseconds. */
  readonly firstPMs: number;
  /** What each site feels. */
  readonly sites: readonly SiteTruth[];
}

/** An invented city, its network and the earthquake that is to come. Nothing and nobody of it exists. */
export interface DemoScene {
  /** Stations, sites and the frame; the stations have three components. */
  readonly scene: Scene;
  /** When the live part begins, UTC epoch milliseconds. */
  readonly startMs: number;
  /** What is true. */
  readonly truth: DemoTruth;
  /** People, made up. */
  readonly population: Population;
  /** Buildings, made up: sites and houses. */
  readonly buildings: readonly Building[];
  /** Its packets, endless: those received before `startMs` are its history. */
  packets(): Generator<WarningPacket>;
}

/**
 * Draws the demonstration: 20 stations around a simulated city, an earthquake 30 to 40 km from its middle,
 * ten sites, some fifty buildings and a synthetic population. The same options give the same packets.
 */
export function drawDemoScene(options: DemoSceneOptions): DemoScene {
  const { seed = 1, startMs, quietSeconds = 8, magnitude = 6 } = options;
  const drawn = drawScene({ seed, sites: 0, components: ["HHZ", "HHN", "HHE"] });
  const { frame, random, stations } = drawn;
  const sites: AlertSite[] = SITES.map(([name, east, north]) => ({
    name,
    ...frame.toPlace(east, north),
  }));
  const scene = { ...drawn, sites };
  const begunMs = startMs - 1000 * HISTORY_SECONDS;
  const originSeconds = HISTORY_SECONDS + quietSeconds;
  const event = drawEvent(scene, {
    ...{ magnitude, originSeconds, place: drawEpicentre(random.fork("epicentre")) },
  });
  const shakings = stations.map((place, i) =>
    shakePlace(scene, { event, place, label: `station ${i}` })
  );
  const originMs = begunMs + 1000 * originSeconds;
  const firstP = Math.min(...shakings.map(({ pSeconds }) => pSeconds));
  return {
    ...{ scene, startMs },
    truth: {
      ...{ magnitude, depthKm: event.depthKm, originMs, firstPMs: originMs + 1000 * firstP },
      ...frame.toPlace(event.eastKm, event.northKm),
      sites: truthOfSites(scene, { event, originMs }),
    },
    population: syntheticPopulation(frame.toPlace(0, 0), {
      ...{ seed, country: COUNTRY, isCity: true },
    }),
    buildings: drawBuildings(scene, event),
    packets: () =>
      byArrival(packetsOf(scene, {
        ...{ noise: simulatedNoise, seconds: Infinity, startMs: begunMs },
        motion: motionOf(shakings, event),
      })),
  };
}

function drawEpicentre(random: RandomStream): { eastKm: number; northKm: number } {
  const [least, most] = EPICENTRE_KM;
  const distanceKm = least + (most - least) * random.uniform();
  const bearing = 2 * Math.PI * random.uniform();
  return { eastKm: distanceKm * Math.sin(bearing), northKm: distanceKm * Math.cos(bearing) };
}

function truthOfSites(
  scene: Scene,
  { event, originMs }: { event: SceneEvent; originMs: number },
): SiteTruth[] {
  return scene.sites.map((place, i) => {
    const shaking = shakePlace(scene, { event, place, label: `site ${i}` });
    return {
      name: place.name,
      intensity: instrumentalIntensity(shaking),
      sArrivalMs: originMs + 1000 * shaking.sSeconds,
      distanceKm: shaking.distanceKm,
    };
  });
}

/** The sites themselves, houses of the city that grow sparser outwards, and a few beside the earthquake. */
function drawBuildings({ frame, random, sites }: Scene, event: SceneEvent): Building[] {
  const draw = random.fork("buildings");
  const classes = HOUSES.flatMap(([name, count]) => Array<string>(count).fill(name));
  const house = (id: string, centre: { eastKm: number; northKm: number }): Building => ({
    id,
    ...frame.toPlace(centre.eastKm + 5 * draw.normal(), centre.northKm + 5 * draw.normal()),
    fragilityClass: classes[draw.integer(classes.length)],
    occupants: 1 + draw.integer(40),
    vs30: DEMO_VS30,
  });
  return [
    ...sites.map(({ name, latitude, longitude }, i): Building => ({
      ...{ id: name, latitude, longitude, fragilityClass: SITES[i][3] },
      ...{ occupants: 20 + draw.integer(300), vs30: DEMO_VS30 },
    })),
    ...Array.from(
      { length: HOUSE_COUNT.city },
      (_, i) => house(`House ${i + 1}`, { eastKm: 0, northKm: 0 }),
    ),
    ...Array.from({ length: HOUSE_COUNT.beside }, (_, i) => house(`Village house ${i + 1}`, event)),
  ];
}
