import type { JSX } from "preact";
import { percent, romanIntensity } from "../format.ts";
import type { MapView } from "../map/map_view.ts";
import type { ShownBuilding, ShownImpact } from "./use_impact.ts";

/** Weaker shaking is not shown. */
export const SHOWN_FROM = 4;

/** Areas by intensity, and buildings by how probable damage is, under all else on the map. */
export function ImpactLayer(
  { impact, view }: { impact: ShownImpact | undefined; view: MapView },
): JSX.Element | null {
  if (impact === undefined) return null;
  const areas = impact.areas.filter(({ intensity }) => intensity >= SHOWN_FROM);
  return (
    <g class="impact">
      {areas.map(({ intensity, coordinates }) => (
        <path
          key={intensity}
          class="impact-area"
          data-grade={intensity}
          d={view.path({ type: "MultiPolygon", coordinates })}
        >
          <title>{`Intensity ${romanIntensity(intensity)} or more, estimated`}</title>
        </path>
      ))}
      {impact.buildings.map((building) => (
        <BuildingMark key={building.id} building={building} view={view} />
      ))}
    </g>
  );
}

function BuildingMark(
  { building: { id, place, damage }, view }: { building: ShownBuilding; view: MapView },
): JSX.Element | null {
  const at = view.place(place[0], place[1]);
  if (at === undefined) return null;
  return (
    <rect
      class="impact-building"
      data-damage={damageWord(damage)}
      x={(at[0] - 2.5).toFixed(1)}
      y={(at[1] - 2.5).toFixed(1)}
      width="5"
      height="5"
    >
      <title>{`${id}: moderate damage or worse with ${percent(damage)}`}</title>
    </rect>
  );
}

function damageWord(damage: number): "low" | "medium" | "high" {
  return damage >= 0.5 ? "high" : damage >= 0.2 ? "medium" : "low";
}
