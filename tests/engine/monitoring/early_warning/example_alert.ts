import type { AlertMessage } from "../../../../engine/domain/mod.ts";

/** A message with one warned site, for tests that need no earthquake. */
export function exampleAlert(change: Partial<AlertMessage> = {}): AlertMessage {
  return {
    ...{ eventId: "early warning/2026,1", revision: 1, status: "alert", level: "warning" },
    issuedMs: Date.UTC(2026, 0, 1, 0, 0, 6, 789),
    origin: {
      ...{ id: "o", timeMs: Date.UTC(2026, 0, 1), latitude: 35.1, longitude: -117.25 },
      ...{ depthKm: 8, horizontalErrorKm: 4, arrivals: [] },
    },
    magnitude: { magnitude: 6.4, sigma: 0.45, stationCount: 4, remarks: [] },
    ...{ probabilityOfMagnitude: 0.99, blindZoneKm: 12, reasons: ["P at 4 stations"] },
    sites: [{
      ...{ name: "Town <A> & B", latitude: 35.3, longitude: -117, distanceKm: 30 },
      ...{ intensity: 6.2, intensitySigma: 0.9, intensityInterval: [4.7, 7.7] },
      probabilities: { "4": 0.99, "5": 0.9, "6": 0.6, "7": 0.2, "8": 0.03 },
      ...{ sArrivalMs: Date.UTC(2026, 0, 1, 0, 0, 9), secondsUntilS: 2.2, level: "warning" },
    }],
    ...{ evidence: [], silentStations: [], intensityModel: "test" },
    ...change,
  } as AlertMessage;
}
