import type { PointEvents, Polygon } from "../../../../engine/domain/mod.ts";
import type { ScheduledModel } from "../../../../engine/forecasting/mod.ts";
import { simulateEtas, uniformPlaces } from "../../../../engine/models/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makeEvent } from "../../storage/database/database_fixture.ts";
import { AREA_KM2, simulatePointEvents, TRUE_PARAMETERS } from "../point_catalogue.ts";

/** A day, milliseconds. */
export const DAY_MS = 86_400_000;

/** Where the simulated catalogue has its background. */
export const REGION: Polygon = [[-117, 33], [-116, 33], [-116, 34], [-117, 34]];

/** The very law of the simulated catalogue; its background may be so many times too high. */
export function trueModel({ factor = 1, name = "truth" } = {}): ScheduledModel {
  const parameters = { ...TRUE_PARAMETERS, log10Mu: TRUE_PARAMETERS.log10Mu + Math.log10(factor) };
  return {
    ...{ name, checksum: `factor ${factor}`, process: "etas", sentence: "The law itself." },
    setting: {
      ...{ mc: 3, magnitudeStep: 0.1, referenceRounding: false, region: REGION, cutsRegion: false },
    },
    consistency: {
      ...{ windows: 30, days: 1, catalogues: 500, level: 0.05 },
      tests: [{ question: "number", valid: 30, passed: 29 }],
    },
    simulate: ({ history, startMs, endMs, seed }) =>
      simulateEtas({
        ...{ parameters, mc: 3, beta: 2.3, maximumMagnitude: 6.5, areaKm2: AREA_KM2 },
        ...{ drawPlace: uniformPlaces(REGION), kind: "geographic", history, startMs, endMs, seed },
      }),
  };
}

/** Writes events of a span down, as a catalogue would that knows them at once. */
export function insertEvents(
  database: Database,
  { timeMs, magnitude, places }: PointEvents,
  { startMs, endMs }: { startMs: number; endMs: number },
): void {
  if (places.kind === "plane") throw new Error("Simulated on the globe.");
  const { latitude, longitude } = places;
  const rows = Array.from(timeMs.keys())
    .filter((row) => timeMs[row] >= startMs && timeMs[row] < endMs);
  const events = rows.map((row) =>
    makeEvent(`event/${row}`, {
      ...{ timeMs: timeMs[row], magnitude: magnitude[row] },
      ...{ latitude: latitude[row], longitude: longitude[row] },
    })
  );
  database.events.put(events, { recordedMs: endMs });
}

/** A catalogue by the law of `trueModel`. */
export { simulatePointEvents };
