import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AlertMessage, LiveEvent } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { fixed, placeName, romanIntensity, timeOfDay } from "../format.ts";
import { LEVEL_NAMES } from "./alert_words.ts";
import { liveStore, systemNowMs } from "./live_store.ts";
import { openAlerts } from "./open_alerts.ts";

/** Readers of screens are told no more often than this, milliseconds. */
const LEAST_PAUSE_MS = 5000;

/** What a reader of the screen is told: alerts at once, events when there is quiet; neither too often. */
export function SpokenNews(): JSX.Element {
  const alert = useStore(liveStore, ({ alerts }) => openAlerts(alerts, systemNowMs())[0]);
  const event = useStore(liveStore, ({ events }) => events[0]);
  const spokenAlert = useSlowText(alert === undefined ? "" : sayAlert(alert));
  const spokenEvent = useSlowText(event === undefined ? "" : sayEvent(event));
  return (
    <>
      <div class="unseen" aria-live="assertive" data-testid="spoken-alert">{spokenAlert}</div>
      <div class="unseen" aria-live="polite" data-testid="spoken-event">{spokenEvent}</div>
    </>
  );
}

function sayAlert({ status, level, magnitude, sites, origin }: AlertMessage): string {
  if (status === "cancel") return "The earthquake alert is cancelled.";
  if (status === "final") return "The earthquake alert has ended.";
  const [worst] = sites.toSorted((a, b) => b.intensity - a.intensity);
  const expected = worst === undefined
    ? ""
    : ` Intensity ${romanIntensity(worst.intensity)} expected at ${worst.name}, ` +
      `S waves at ${timeOfDay(worst.sArrivalMs)} UTC.`;
  return `Earthquake alert, ${LEVEL_NAMES[level]}: magnitude about ${
    fixed(magnitude.magnitude, 1)
  } near ` +
    `${placeName(origin.latitude, origin.longitude)}.${expected}`;
}

function sayEvent({ magnitude, latitude, longitude, timeMs }: LiveEvent): string {
  const size = magnitude === undefined
    ? "of unknown magnitude"
    : `of magnitude ${fixed(magnitude, 1)}`;
  return `Earthquake ${size}, ${placeName(latitude, longitude)}, ${timeOfDay(timeMs)} UTC.`;
}

/** A text that is replaced at once after a pause, and otherwise when the pause is over. */
function useSlowText(text: string): string {
  const [spoken, setSpoken] = useState(text);
  const lastMs = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(0, lastMs.current + LEAST_PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      lastMs.current = performance.now();
      setSpoken(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return spoken;
}
