import type { Pick } from "../engine/domain/mod.ts";
import type {
  AssociationNetwork,
  Locator,
  NetworkLocation,
  SimulatedRecord,
} from "../engine/models/mod.ts";

/** When a simulated record begins; only differences of times matter. */
const START_MS = Date.UTC(2024, 0, 1);

/** Locates a simulated record by its picks, in the plane of its stations. */
export function locateRecord(
  record: SimulatedRecord,
  { stations, locator }: { stations: AssociationNetwork; locator: Locator },
): NetworkLocation {
  const picks = record.picks.map(({ channel, seconds }, i): Pick => {
    const [network, station] = stations.names[channel >> 1].split(".");
    return {
      id: `${i}`,
      code: { network, station, location: "", channel: "" },
      phase: channel & 1 ? "S" : "P",
      timeMs: START_MS + 1_000 * seconds,
    };
  });
  const origin = locator.locate(picks);
  const covariance = origin.covarianceKm2 ?? [];
  return {
    mean: [...stations.pointOf(origin), origin.depthKm, (origin.timeMs - START_MS) / 1_000],
    sigma: [
      ...[0, 4, 8].map((i) => Math.sqrt(covariance[i] ?? NaN)),
      origin.timeErrorSeconds ?? NaN,
    ],
  };
}
