import type { SeismicEvent } from "../../engine/domain/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { serve } from "../../server/mod.ts";
import { makeEvent, makePick } from "../engine/storage/database/database_fixture.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";

/** A day, milliseconds. */
export const DAY_MS = 86_400_000;

/** An event with a second origin and magnitude, a pick and its arrival. */
export function makeFullEvent(): SeismicEvent {
  const plain = makeEvent("full", {
    timeMs: 5 * DAY_MS,
    latitude: -10,
    longitude: 20,
    magnitude: 4.5,
  });
  const [origin] = plain.origins;
  const [magnitude] = plain.magnitudes;
  const arrival = {
    ...{ id: "full/arrival", pickId: "pick", phase: "P", distanceKm: 111, azimuthDegrees: 10 },
    ...{ residualSeconds: 0.1, weight: 1 },
  };
  return {
    ...plain,
    origins: [{ ...origin, id: "full/other", depthKm: 33 }, { ...origin, arrivals: [arrival] }],
    preferredOriginId: origin.id,
    magnitudes: [{ ...magnitude, id: "full/ml", magnitudeType: "ML" }, magnitude],
    preferredMagnitudeId: magnitude.id,
    picks: [makePick("pick", 5 * DAY_MS + 20_000)],
  };
}

const EVENTS: readonly SeismicEvent[] = [
  makeEvent("japan", {
    timeMs: DAY_MS,
    latitude: 35.5,
    longitude: 139.5,
    magnitude: 6.1,
    agency: "jma",
  }),
  makeEvent("fiji", {
    timeMs: 2 * DAY_MS,
    latitude: -18,
    longitude: 179.5,
    depthKm: 600,
    magnitude: 5.5,
  }),
  makeEvent("tonga", {
    timeMs: 3 * DAY_MS + 0.125,
    latitude: -18,
    longitude: -179.5,
    magnitude: 5.2,
  }),
  makeEvent("california", { timeMs: 4 * DAY_MS, latitude: 36, longitude: -120, magnitude: 7.1 }),
  makeFullEvent(),
  makeEvent("blast", { timeMs: 6 * DAY_MS, latitude: 50, eventType: "quarry blast", depthKm: NaN }),
];

/** Runs `body` with a server whose database holds the events. */
export function withEvents(
  body: (ask: (query: string) => Promise<Response>, url: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    {
      using database = openDatabase(path, { mode: "create" });
      database.events.put(EVENTS, { recordedMs: 10 * DAY_MS });
      database.events.put([makeEvent("gone")], { recordedMs: 1, status: "deleted" });
    }
    const server = await serve({ port: 0, models: folder, database: path }, { log: () => {} });
    try {
      await body((query) => fetch(`${server.url}/fdsnws/event/1/${query}`), server.url);
    } finally {
      await server.stop();
      await server.finished;
    }
  });
}
