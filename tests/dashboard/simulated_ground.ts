import type { AlertSite, Station, WaveformEnvelope } from "../../engine/domain/mod.ts";
import { greatCircleKm, RandomStream } from "../../engine/mathematics/mod.ts";

/** An earthquake of the simulation. */
export interface Quake {
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Kilometres. */
  readonly depthKm: number;
  /** Magnitude. */
  readonly magnitude: number;
}

const P_KM_S = 6.1;
const S_KM_S = 3.5;

/** A network of stations around a bay, seeded. */
export function makeNetwork(count: number, seed = 6): Station[] {
  const stream = new RandomStream(seed);
  return Array.from({ length: count }, (_, i) => {
    const place = {
      latitude: 37.1 + 1.5 * stream.uniform(),
      longitude: -122.9 + 1.8 * stream.uniform(),
    };
    return {
      ...{ network: "QS", station: `S${String(i + 1).padStart(2, "0")}`, ...place },
      ...{ elevationM: 100, siteName: "", channels: [] },
    };
  });
}

/** Cities that are warned. */
export const SITES: readonly AlertSite[] = [
  { name: "San Francisco", latitude: 37.775, longitude: -122.419 },
  { name: "Oakland", latitude: 37.804, longitude: -122.271 },
  { name: "San Jose", latitude: 37.339, longitude: -121.895 },
  { name: "Santa Rosa", latitude: 38.44, longitude: -122.714 },
  { name: "Stockton", latitude: 37.958, longitude: -121.291 },
  { name: "Hayward", latitude: 37.669, longitude: -122.081 },
];

/** Epicentral distance, kilometres. */
export function distanceOf(
  quake: Quake,
  place: { latitude: number; longitude: number },
): number {
  return greatCircleKm(quake, place);
}

/** When P and S arrive, UTC epoch milliseconds: straight rays in a uniform crust. */
export function arrivalsOf(
  quake: Quake,
  place: { latitude: number; longitude: number },
): { p: number; s: number } {
  const km = Math.hypot(distanceOf(quake, place), quake.depthKm);
  return { p: quake.timeMs + 1000 * km / P_KM_S, s: quake.timeMs + 1000 * km / S_KM_S };
}

/** Counts of noise at rest. */
const NOISE = 180;

/** Least and largest samples of a station's bins while earthquakes go by. */
export function envelopeOf(
  station: Station,
  { quakes, startMs, seconds, binSeconds }: {
    quakes: readonly Quake[];
    startMs: number;
    seconds: number;
    binSeconds: number;
  },
): WaveformEnvelope {
  const bins = Math.round(seconds / binSeconds);
  const first = Math.round(startMs / (1000 * binSeconds));
  const [least, largest]: [number[], number[]] = [[], []];
  for (let i = 0; i < bins; i++) {
    const timeMs = (first + i + 1) * 1000 * binSeconds;
    const size = quakes.reduce((sum, quake) => sum + shakingOf(quake, { station, timeMs }), NOISE);
    least.push(Math.round(-size * (0.4 + 0.6 * noiseAt(first + i, station.latitude))));
    largest.push(Math.round(size * (0.4 + 0.6 * noiseAt(first + i, station.longitude))));
  }
  const channel = `${station.network}.${station.station}..HHZ`;
  return { channel, startMs: first * 1000 * binSeconds, binSeconds, least, largest };
}

/** A number of 0 to 1 that looks like chance and is the same for the same bin. */
function noiseAt(bin: number, phase: number): number {
  const value = 43_758.5453 * Math.sin((bin % 1e6) * 12.9898 + phase);
  return value - Math.floor(value);
}

function shakingOf(
  quake: Quake,
  { station, timeMs }: { station: Station; timeMs: number },
): number {
  const { p, s } = arrivalsOf(quake, station);
  const size = 10 ** quake.magnitude / 10 / Math.hypot(distanceOf(quake, station), 8);
  const coda = (since: number, decay: number) => since < 0 ? 0 : Math.exp(-since / 1000 / decay);
  return size * (0.2 * coda(timeMs - p, 5) + coda(timeMs - s, 9));
}
