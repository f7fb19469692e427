import type { AlertSite, LiveStation } from "../../../../engine/domain/mod.ts";
import { fixed } from "../format.ts";
import type { MapView } from "../map/map_view.ts";
import { type LabelSide, placeLabels, type WantedLabel } from "../map/place_labels.ts";

/** Names of stations that are well are written where a kilometre is longer than this, pixels. */
const NAMED_KM_PER_PIXEL = 0.2;

/** Sides of the names of sites, by name, and of stations, by code; those without room are left out. */
export interface MapLabels {
  /** By name of the site. */
  readonly sites: ReadonlyMap<string, LabelSide>;
  /** By station, "NC.MEM". */
  readonly stations: ReadonlyMap<string, LabelSide>;
}

/** Finds room for names: sites first, then stations that are not well, then the others where the map is close. */
export function labelMap(
  { sites, stations }: { sites: readonly AlertSite[]; stations: readonly LiveStation[] },
  view: MapView,
): MapLabels {
  const marks = [...sites, ...stations].map(({ longitude, latitude }) =>
    view.place(longitude, latitude)
  ).filter((place) => place !== undefined);
  const ofSites = sites.flatMap(({ name, longitude, latitude }): WantedLabel[] => {
    const place = view.place(longitude, latitude);
    const sides = ["right", "left", "above", "below"] as const;
    return place ? [{ key: `site ${name}`, text: name, place, fontPixels: 11.5, sides }] : [];
  });
  const ofStations = stations.filter(({ state }) =>
    state !== "live" || view.kmPerPixel < NAMED_KM_PER_PIXEL
  ).toSorted((a, b) => Number(a.state === "live") - Number(b.state === "live"))
    .flatMap((station): WantedLabel[] => {
      const place = view.place(station.longitude, station.latitude);
      const sides = ["above", "below", "right", "left"] as const;
      const [key, text] = [`station ${station.station}`, stationLabel(station)];
      return place ? [{ key, text, place, fontPixels: 10.5, sides }] : [];
    });
  const found = placeLabels([...ofSites, ...ofStations], { ...view, marks });
  const those = (kind: string) =>
    new Map(
      [...found].filter(([key]) => key.startsWith(kind)).map((
        [key, side],
      ) => [key.slice(kind.length), side]),
    );
  return { sites: those("site "), stations: those("station ") };
}

/** Name of a station on a map, with its latency where that is of interest. */
export function stationLabel({ station, state, latencySeconds }: LiveStation): string {
  const late = state === "live" || latencySeconds === undefined
    ? ""
    : ` ${fixed(latencySeconds, 0)} s`;
  return (station.split(".")[1] ?? station) + late;
}
