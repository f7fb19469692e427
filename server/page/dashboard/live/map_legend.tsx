import type { JSX } from "preact";
import { STATION_SHAPES } from "./station_mark.tsx";

/** What the marks of the live map mean. */
export function MapLegend(): JSX.Element {
  return (
    <ul class="legend" aria-label="Marks of the map">
      {(["live", "late", "silent", "faulty"] as const).map((state) => (
        <li key={state}>
          <svg class="station-mark" data-state={state} viewBox="-8 -8 16 16" aria-hidden="true">
            <path d={STATION_SHAPES[state]} />
          </svg>
          {state}
        </li>
      ))}
      <li>
        <svg class="wave-fronts" viewBox="-8 -8 16 16" aria-hidden="true">
          <path class="front-p" d="M-7 0H7" />
        </svg>
        P
      </li>
      <li>
        <svg class="wave-fronts" viewBox="-8 -8 16 16" aria-hidden="true">
          <path class="front-s" d="M-7 0H7" />
        </svg>
        S
      </li>
    </ul>
  );
}
