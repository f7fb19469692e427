import type { JSX } from "preact";
import { romanIntensity } from "../format.ts";
import { SHOWN_FROM } from "./impact_layer.tsx";
import { STATION_SHAPES } from "./station_mark.tsx";
import type { ShownImpact } from "./use_impact.ts";

/** What the marks of the live map mean. */
export function MapLegend({ impact }: { impact?: ShownImpact }): JSX.Element {
  const areas = impact?.areas.filter(({ intensity }) => intensity >= SHOWN_FROM) ?? [];
  return (
    <ul class="legend" aria-label="Marks of the map">
      {areas.length > 0 && (
        <li>
          shaking
          {areas.map(({ intensity }) => (
            <span key={intensity} class="impact-key" data-grade={intensity}>
              {romanIntensity(intensity)}
            </span>
          ))}
        </li>
      )}
      {(["live", "late", "silent", "faulty"] as const).map((state) => (
        <li key={state}>
          <svg class="station-mark" data-state={state} viewBox="-8 -8 16 16" aria-hidden="true">
            <path d={STATION_SHAPES[state]} />
          </svg>
          {state}
        </li>
      ))}
      <Front phase="p" />
      <Front phase="s" />
    </ul>
  );
}

function Front({ phase }: { phase: "p" | "s" }): JSX.Element {
  return (
    <li>
      <svg class="wave-fronts" viewBox="-8 -8 16 16" aria-hidden="true">
        <path class={`front-${phase}`} d="M-7 0H7" />
      </svg>
      {phase.toUpperCase()}
    </li>
  );
}
