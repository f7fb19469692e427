import type { JSX } from "preact";
import type { AlertSite } from "../../../../engine/domain/mod.ts";
import type { MapView } from "../map/map_view.ts";
import { anchorOf, type LabelSide } from "../map/place_labels.ts";

/** Places that are warned, with their names where there is room. */
export function SiteMarks(
  { sites, view, labels }: {
    sites: readonly AlertSite[];
    view: MapView;
    labels: ReadonlyMap<string, LabelSide>;
  },
): JSX.Element {
  return (
    <g class="map-sites">
      {sites.map(({ name, longitude, latitude }) => {
        const place = view.place(longitude, latitude);
        const side = labels.get(name);
        return place && (
          <g key={name} transform={`translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`}>
            <title>{name}, a site that is warned</title>
            <rect x="-4" y="-4" width="8" height="8" />
            {side && <text class="map-label" {...anchorOf(side)}>{name}</text>}
          </g>
        );
      })}
    </g>
  );
}
