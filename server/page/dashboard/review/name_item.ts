import {
  type EventMagnitude,
  type Pick,
  preferredMagnitude,
  preferredOrigin,
  type ScheduledForecast,
  type SeismicEvent,
} from "../../../../engine/domain/mod.ts";
import { fixed, placeName } from "../format.ts";
import type { ItemAnswer } from "./review_answers.ts";

/** What an item is called, and when it was, UTC epoch milliseconds (NaN where it has no time of its own). */
export function nameItem({ kind, current }: ItemAnswer): { title: string; timeMs: number } {
  if (kind === "pick") {
    const { phase, code, timeMs } = current as Pick;
    return { title: `${phase} at ${code.network}.${code.station}`, timeMs };
  }
  if (kind === "magnitude") {
    const { magnitudeType, magnitude, station } = current as EventMagnitude;
    const at = station === undefined ? "" : ` at ${station}`;
    return { title: `${magnitudeType} ${fixed(magnitude, 1)}${at}`, timeMs: NaN };
  }
  if (kind === "forecast") {
    const { model, startMs } = current as ScheduledForecast;
    return { title: `of ${model}`, timeMs: startMs };
  }
  const event = current as SeismicEvent;
  const origin = preferredOrigin(event);
  const size = `M ${fixed(preferredMagnitude(event)?.magnitude, 1)}`;
  if (origin === undefined) return { title: size, timeMs: NaN };
  return {
    title: `${size} · ${placeName(origin.latitude, origin.longitude)}`,
    timeMs: origin.timeMs,
  };
}
