import { DAY_MS } from "../../domain/mod.ts";

/**
 * Starts of windows of so many days, evenly from the first to the last that a part has room for, UTC
 * epoch milliseconds. There are as many as asked for, fewer where they would overlap.
 */
export function layWindows(
  part: { startMs: number; endMs: number },
  { days, most }: { days: number; most: number },
): number[] {
  const lengthMs = days * DAY_MS;
  const roomMs = part.endMs - part.startMs - lengthMs;
  const count = roomMs < 0 ? 0 : Math.min(most, Math.floor(roomMs / lengthMs) + 1);
  return Array.from(
    { length: count },
    (_, i) => part.startMs + Math.floor(roomMs * i / Math.max(1, count - 1)),
  );
}
