import type { Origin, Station, StationChannel, Trace } from "../../../engine/domain/mod.ts";
import { destination, RandomStream } from "../../../engine/mathematics/mod.ts";

const RATE_HZ = 100;
const SENSITIVITY = 6e8;

/** Zeros, poles and sensitivity of a seismometer with a period of 30 s and damping 0.707. */
const RESPONSE = {
  ...{ inputUnit: "m/s", sensitivity: SENSITIVITY, sensitivityFrequencyHz: 1 },
  normalisationFactor: 1,
  zeros: [{ real: 0, imaginary: 0 }, { real: 0, imaginary: 0 }],
  poles: [{ real: -0.148, imaginary: 0.148 }, { real: -0.148, imaginary: -0.148 }],
} as const;

/**
 * Frequency of the waves of the scene, hertz: there the Wood-Anderson's gain is known in closed form. No
 * whole number of samples makes a period, for equal peaks would look clipped.
 */
const WAVE_HZ = 2.0137;

/** Where the earthquake is and when. */
export const SCENE_ORIGIN: Origin = {
  ...{ id: "origin", timeMs: 1_000_000_000_000, latitude: 36, longitude: -120, depthKm: 8 },
  arrivals: [],
};

/** How a scene differs from a quiet one of magnitude 4. */
export interface SceneOptions {
  /** Local magnitude of the earthquake. */
  magnitude?: number;
  /** Distances of its stations, kilometres. */
  distancesKm?: readonly number[];
  /** Counts at which recorders clip. */
  clipAtCounts?: number;
  /** Standard deviation of noise, m/s. */
  noise?: number;
}

/**
 * Three-component records of an earthquake of known local magnitude: S waves of one frequency whose
 * amplitude a Wood-Anderson seismograph would draw as the scale has it, after a P a tenth as large.
 */
export function layMagnitudeScene(options: SceneOptions = {}): {
  traces: Trace[];
  stations: Station[];
} {
  const { distancesKm = [30, 60, 120] } = options;
  const scenes = distancesKm.map((distanceKm, i) => layStation(distanceKm, i, options));
  return {
    traces: scenes.flatMap(({ traces }) => traces),
    stations: scenes.map(({ station }) => station),
  };
}

function layStation(
  distanceKm: number,
  index: number,
  { magnitude = 4, clipAtCounts = Infinity, noise = 1e-9 }: SceneOptions,
) {
  const place = destination(SCENE_ORIGIN, { bearing: 70 * index, distanceKm });
  const hypocentralKm = Math.hypot(distanceKm, SCENE_ORIGIN.depthKm);
  const velocity = velocityFor(magnitude, hypocentralKm);
  const [pSeconds, sSeconds] = [hypocentralKm / 6, hypocentralKm / 3.5];
  const startTimeMs = SCENE_ORIGIN.timeMs - 20_000;
  const traces = ["E", "N", "Z"].map((letter): Trace => {
    const random = new RandomStream(`${index} ${letter}`);
    const samples = Int32Array.from({ length: Math.round((sSeconds + 80) * RATE_HZ) }, (_, i) => {
      const seconds = i / RATE_HZ - 20;
      const [afterP, afterS] = [seconds - pSeconds, seconds - sSeconds];
      const envelope = 0.1 * swell(afterP, 4) + (letter === "Z" ? 0.3 : 1) * swell(afterS, 10);
      const motion = velocity * envelope * Math.sin(2 * Math.PI * WAVE_HZ * seconds);
      const counts = gainAtWave() * motion + SENSITIVITY * noise * random.normal();
      return Math.round(Math.max(-clipAtCounts, Math.min(clipAtCounts, counts)));
    });
    const code = { network: "XX", station: `S${index}`, location: "00", channel: `HH${letter}` };
    return { code, startTimeMs, samplingRateHz: RATE_HZ, samples };
  });
  return { traces, station: stationAt(place, index) };
}

/** Rises within a second after 0, stays, and fades after `seconds`. */
function swell(after: number, seconds: number): number {
  if (after < 0) return 0;
  const rise = Math.min(1, after);
  return rise * rise * (3 - 2 * rise) * Math.exp(-((Math.max(0, after - seconds) / 3) ** 2));
}

/** Ground velocity, m/s, whose Wood-Anderson amplitude makes the magnitude by IASPEI's formula. */
function velocityFor(magnitude: number, km: number): number {
  const logNanometres = magnitude - 1.11 * Math.log10(km) - 0.00189 * km + 2.09;
  const drawnMetres = 10 ** logNanometres * 1e-9; // displacement times the pendulum's relative gain
  const [free, here] = [2 * Math.PI / 0.8, 2 * Math.PI * WAVE_HZ];
  const gain = here * here / Math.hypot(free * free - here * here, 1.4 * free * here);
  return drawnMetres / gain * here;
}

/** Counts for 1 m/s at the frequency of the waves. */
function gainAtWave(): number {
  const s = 2 * Math.PI * WAVE_HZ;
  const [{ real, imaginary }] = RESPONSE.poles;
  const size = Math.hypot(real, s - imaginary) * Math.hypot(real, s + imaginary);
  return SENSITIVITY * s * s / size;
}

function stationAt(place: { latitude: number; longitude: number }, index: number): Station {
  const channel = (letter: string, azimuthDegrees: number, dipDegrees: number): StationChannel => ({
    ...{ location: "00", channel: `HH${letter}`, ...place, elevationM: 0, depthM: 0 },
    ...{ azimuthDegrees, dipDegrees, samplingRateHz: RATE_HZ, startMs: -Infinity, endMs: Infinity },
    response: RESPONSE,
  });
  return {
    ...{ network: "XX", station: `S${index}`, ...place, elevationM: 0, siteName: "" },
    channels: [channel("E", 90, 0), channel("N", 0, 0), channel("Z", 0, -90)],
  };
}
