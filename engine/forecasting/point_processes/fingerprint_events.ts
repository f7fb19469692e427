import type { PointEvents } from "../../domain/mod.ts";

/** SHA-256 over times, magnitudes and places of events, as 64 hexadecimal digits. */
export async function fingerprintEvents(
  { timeMs, magnitude, places, size }: PointEvents,
): Promise<string> {
  const columns = places.kind === "plane"
    ? [timeMs, magnitude, places.northKm, places.eastKm]
    : [timeMs, magnitude, places.latitude, places.longitude];
  const view = new DataView(new ArrayBuffer(8 * columns.length * size));
  columns.forEach((column, index) => {
    for (let i = 0; i < size; i++) view.setFloat64(8 * (index * size + i), column[i] + 0, true);
  });
  return new Uint8Array(await crypto.subtle.digest("SHA-256", view.buffer)).toHex();
}
