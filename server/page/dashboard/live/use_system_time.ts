import { useEffect, useState } from "preact/hooks";
import { systemNowMs } from "./live_store.ts";

/** The system's time, drawn anew every so many milliseconds; once a second where motion is unwelcome. */
export function useSystemTime(everyMs: number): number {
  const [now, setNow] = useState(systemNowMs);
  useEffect(() => {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(() => setNow(systemNowMs()), isStill ? 1000 : everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
