import type { Pick, SeismicEvent } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";
import { withFolder } from "../storage_fixture.ts";

/** Runs `body` with a new database that is removed afterwards. */
export function withDatabase(
  body: (database: Database, folder: string) => Promise<void> | void,
): Promise<void> {
  return withFolder(async (folder) => {
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "create" });
    await body(database, folder);
  });
}

/** A small event; what is not given is plain. */
export function makeEvent(
  id: string,
  { timeMs = 0, latitude = 0, longitude = 0, depthKm = 10, magnitude = NaN, ...more }: {
    timeMs?: number;
    latitude?: number;
    longitude?: number;
    depthKm?: number;
    magnitude?: number;
  } & Partial<SeismicEvent> = {},
): SeismicEvent {
  const value = { id: `${id}/magnitude`, magnitude, magnitudeType: "mww" };
  return {
    id,
    eventType: "earthquake",
    descriptions: [],
    origins: [{ id: `${id}/origin`, timeMs, latitude, longitude, depthKm, arrivals: [] }],
    magnitudes: Number.isNaN(magnitude) ? [] : [value],
    picks: [],
    ...more,
  };
}

/** A pick of a station. */
export function makePick(id: string, timeMs: number, station = "MEM"): Pick {
  const code = { network: "NC", station, location: "", channel: "HHZ" };
  return { id, code, phase: "P", timeMs, probability: 0.9 };
}

/** Events all over the globe, many on edges: the antimeridian, the poles, whole degrees, ties in time. */
export function makeGlobe(count: number, seed: number): SeismicEvent[] {
  const stream = new RandomStream(seed);
  const coarse = (span: number, step: number) => Math.round(stream.uniform() * span / step) * step;
  return Array.from({ length: count }, (_, i) =>
    makeEvent(`event${i}`, {
      timeMs: 1.7e12 + coarse(1e10, i % 3 === 0 ? 1e8 : 0.25),
      latitude: coarse(180, i % 2 === 0 ? 5 : 1e-4) - 90,
      longitude: coarse(360, i % 2 === 0 ? 5 : 1e-4) - 180,
      depthKm: i % 7 === 0 ? NaN : coarse(600, 10),
      magnitude: i % 11 === 0 ? NaN : coarse(70, 1) / 10,
      ...(i % 5 === 0 && { agency: "us", updatedMs: 1.8e12 + i }),
      ...(i % 13 === 0 && { eventType: "explosion" }),
    }));
}
