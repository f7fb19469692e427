/** The time the live system lives in, as well as it can be told between its messages. */
export interface SystemClock {
  /** Is told the system's time as a message brought it, and the page's own clock then, milliseconds. */
  hear(systemMs: number, ownMs: number): void;
  /** The system's time now that the page's own clock shows `ownMs`, milliseconds; NaN before any was heard. */
  at(ownMs: number): number;
}

/** A replay may run this many times as fast as the wall clock. */
const FASTEST = 1000;

/** Own milliseconds over which the speed of a replay is measured. */
const MEASURED_MS = 4000;

/** Speeds nearer to 1 than this are 1: messages only come a little early or late. */
const TOLERANCE = 0.25;

/** Jumps beyond this many milliseconds are another time, not a late message. */
const JUMP_MS = 60_000;

/**
 * Follows a clock that is heard about once a second and may run faster than ours. Between messages it
 * goes on at the speed measured last; messages that come late do not set it back: it stands until they are there.
 */
export function createSystemClock(): SystemClock {
  let heard: [systemMs: number, ownMs: number][] = [];
  let speed = 1;
  let toldMs = -Infinity;
  const at = (ownMs: number) => {
    const last = heard.at(-1);
    if (last === undefined) return NaN;
    const guess = last[0] + speed * Math.min(ownMs - last[1], MEASURED_MS);
    return toldMs = guess > toldMs || toldMs - guess > JUMP_MS ? guess : toldMs;
  };
  const hear = (systemMs: number, ownMs: number) => {
    const last = heard.at(-1);
    if (last !== undefined && systemMs < last[0] && last[0] - systemMs < JUMP_MS) return;
    if (last !== undefined && systemMs < last[0]) [heard, speed, toldMs] = [[], 1, -Infinity];
    heard.push([systemMs, ownMs]);
    while (heard.length > 2 && ownMs - heard[0][1] > MEASURED_MS) heard.shift();
    const [first] = heard;
    if (ownMs - first[1] < MEASURED_MS / 4) return;
    const measured = (systemMs - first[0]) / (ownMs - first[1]);
    speed = Math.abs(measured - 1) < TOLERANCE ? 1 : Math.min(FASTEST, Math.max(0, measured));
  };
  return { hear, at };
}
