import { ConfigurationError, type ReviewKind } from "../engine/domain/mod.ts";
import type { Relocation } from "../engine/monitoring/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
import { readNamedFile } from "./named_file.ts";
import type { ReviewWork } from "./review_work.ts";
import { openVelocityModel } from "./velocity_model.ts";

/** Flags that may be given beside --relocate: nothing of the place, which it finds. */
const BESIDE = ["relocate", "stations", "velocity", "author", "reason", "expect", "eventType"];

/**
 * Locates an event from its picks as persons left them, for a review that puts it there.
 *
 * Throws ConfigurationError for another kind of item and for flags that contradict it, InputError for files that
 * cannot be read, InsufficientDataError where too few picks are left.
 */
export async function relocateEvent(
  database: Database,
  { kind, itemId }: { readonly kind: ReviewKind; readonly itemId: string },
  { values, explicit }: Pick<ReviewWork, "values" | "explicit">,
): Promise<Relocation> {
  if (kind !== "event") {
    throw new ConfigurationError(
      `Cannot relocate a ${kind}: only an event has a place.`,
      "relocate",
    );
  }
  const other = Object.keys(explicit).find((name) => !BESIDE.includes(name));
  if (other !== undefined) {
    throw new ConfigurationError(`Cannot use "${other}" with relocate, which finds it.`, other);
  }
  const { relocateReviewed } = await import("../engine/monitoring/mod.ts");
  const { readStationPlaces } = await import("../engine/sources/mod.ts");
  const { stations, velocity } = values;
  const file = stations === undefined ? undefined : await readNamedFile(stations);
  return relocateReviewed(database, itemId, {
    ...(file !== undefined && { stations: readStationPlaces(file.bytes, file.name).stations }),
    ...(velocity !== undefined && { model: await openVelocityModel(velocity) }),
  });
}

/** What came of it, in a sentence. */
export function relocationText(
  { velocity, origin, movedKm, reviewed, unplaced }: Relocation,
): string {
  const moved = movedKm === undefined ? "Located" : `Moved ${movedKm.toFixed(1)} km`;
  const { accepted, revised, rejected } = reviewed;
  const left = unplaced.length === 0 ? "" : ` Place not known: ${unplaced.join(", ")}.`;
  return `${moved}, to ${origin.depthKm.toFixed(1)} km deep, residual ` +
    `${(origin.rootMeanSquareSeconds ?? NaN).toFixed(2)} s, with ${origin.arrivals.length} picks ` +
    `(${accepted} accepted, ${revised} revised, ${rejected} rejected by persons) and ${velocity}.${left}`;
}
