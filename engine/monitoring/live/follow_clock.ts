/** Milliseconds by which a time may lie before the last one where packets come out of order, not more. */
const OUT_OF_ORDER_MS = 60_000;

/**
 * The time that it is, after another was the last: it does not go back for packets out of order, but it
 * does where the clock was set back, for else nothing would happen until that time has come again.
 * UTC epoch milliseconds.
 */
export function followClock(lastMs: number, nowMs: number): number {
  return nowMs < lastMs - OUT_OF_ORDER_MS ? nowMs : Math.max(lastMs, nowMs);
}

/** Whether so many milliseconds have passed; a clock that was set back as far counts too. */
export function hasPassed(
  milliseconds: number,
  { sinceMs, nowMs }: { sinceMs: number; nowMs: number },
): boolean {
  return Math.abs(nowMs - sinceMs) >= milliseconds;
}
