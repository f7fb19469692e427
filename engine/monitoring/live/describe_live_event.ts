import { type LiveEvent, preferredMagnitude, preferredOrigin } from "../../domain/mod.ts";
import type { StoredEvent } from "../../storage/mod.ts";

/** An event of a database as a list or a map shows it; undefined for one without a hypocentre. */
export function describeLiveEvent(
  { event, revision, status }: Pick<StoredEvent, "event" | "revision" | "status">,
): LiveEvent | undefined {
  const origin = preferredOrigin(event);
  if (origin === undefined) return undefined;
  const { timeMs, latitude, longitude, depthKm, horizontalErrorKm } = origin;
  const { magnitude, magnitudeType, error } = preferredMagnitude(event) ?? {};
  return {
    ...{ id: event.id, revision, status, timeMs, latitude, longitude },
    ...(Number.isFinite(depthKm) && { depthKm }),
    ...(magnitude !== undefined && { magnitude, magnitudeType }),
    ...(error !== undefined && { magnitudeSigma: error }),
    ...(horizontalErrorKm !== undefined && { horizontalErrorKm }),
    pickCount: origin.arrivals.length,
  };
}
