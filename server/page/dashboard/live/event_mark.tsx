import type { JSX } from "preact";
import type { LiveEvent } from "../../../../engine/domain/mod.ts";
import { dateAndTime, fixed } from "../format.ts";
import type { MapView } from "../map/map_view.ts";
import { systemNowMs } from "./live_store.ts";

/** What of an event is drawn. */
export interface EventMarkProperties {
  /** The event. */
  readonly event: LiveEvent;
  /** The map it is drawn on. */
  readonly view: MapView;
  /** Whether it is looked at. */
  readonly isSelected: boolean;
  /** Chooses it. */
  readonly onSelect: (id: string) => void;
}

const HOUR_MS = 3_600_000;

/** An event as a circle by its magnitude, paler with age, in the circle of its uncertainty. */
export function EventMark(
  { event, view, isSelected, onSelect }: EventMarkProperties,
): JSX.Element | null {
  const place = view.place(event.longitude, event.latitude);
  if (place === undefined) return null;
  const errorPixels = (event.horizontalErrorKm ?? 0) / view.kmPerPixel;
  const isErrorShown = isSelected || ageOf(event.timeMs) === "hour";
  return (
    <g
      class="event-mark"
      data-age={ageOf(event.timeMs)}
      data-selected={isSelected}
      transform={`translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`}
      onClick={() => onSelect(event.id)}
    >
      <title>
        {`M ${fixed(event.magnitude, 1)}, ${dateAndTime(event.timeMs)} UTC, ${
          fixed(event.depthKm, 0)
        } km deep`}
      </title>
      {isErrorShown && errorPixels > 2 && <circle class="event-error" r={errorPixels.toFixed(1)} />}
      <circle class="event-body" r={radiusOf(event.magnitude).toFixed(1)} />
    </g>
  );
}

/** Pixels of a circle: half as much again for each unit of magnitude. */
export function radiusOf(magnitude: number | undefined): number {
  return Math.min(40, Math.max(2.5, 3 * 1.5 ** ((magnitude ?? 1) - 1.5)));
}

function ageOf(timeMs: number): "hour" | "day" | "old" {
  const age = systemNowMs() - timeMs;
  return age < HOUR_MS ? "hour" : age < 24 * HOUR_MS ? "day" : "old";
}
