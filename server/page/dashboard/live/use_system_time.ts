import { useEffect, useState } from "preact/hooks";
import { systemNowMs } from "./live_store.ts";

/** Until the time is known it is looked for this often, milliseconds. */
const UNKNOWN_MS = 100;

/** The system's time, drawn anew every so many milliseconds; once a second where motion is unwelcome. */
export function useSystemTime(everyMs: number): number {
  const [now, setNow] = useState(systemNowMs);
  const isKnown = Number.isFinite(now);
  useEffect(() => {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const pauseMs = isKnown ? isStill ? Math.max(1000, everyMs) : everyMs : UNKNOWN_MS;
    const timer = setInterval(() => setNow(systemNowMs()), pauseMs);
    return () => clearInterval(timer);
  }, [everyMs, isKnown]);
  return now;
}
