import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Origin } from "../../../../engine/domain/mod.ts";
import { LandMap } from "../map/land_map.tsx";
import { boxAround, type MapAim, type MapView } from "../map/map_view.ts";
import type { StationArrival } from "./station_arrival.ts";
import { type GlobePlace, stationPlaces } from "./station_places.ts";

/** Where an event is, was found, and would be by what is written; with the stations that saw it. */
export function EventPlaces(
  { origin, found, written, arrivals }: {
    readonly origin: Origin;
    readonly found: Origin;
    readonly written: GlobePlace | undefined;
    readonly arrivals: readonly StationArrival[];
  },
): JSX.Element {
  const [aim, setAim] = useState<MapAim>({ zoom: 1 });
  const stations = useMemo(() => stationPlaces(found, arrivals), [found, arrivals.length]);
  const box = useMemo(() => boxAround([origin, found, ...stations], 0.15), [origin.id, stations]);
  const label =
    `Map of the event and ${stations.length} stations. Arrow keys move it, plus and minus zoom.`;
  return (
    <LandMap box={box} label={label} aim={aim} onAim={setAim} aspect={0.72}>
      {(view) => (
        <>
          {stations.map((station) => (
            <path
              key={station.station}
              class="seen-station"
              transform={shift(station, view)}
              d="M0-5.5 5 3.6H-5Z"
            >
              <title>{station.station}</title>
            </path>
          ))}
          <Epicentre place={found} view={view} errorKm={found.horizontalErrorKm} kind="found" />
          {origin.id !== found.id && (
            <Epicentre
              place={origin}
              view={view}
              errorKm={origin.horizontalErrorKm}
              kind="stands"
            />
          )}
          {written && Number.isFinite(written.latitude + written.longitude) && (
            <Epicentre place={written} view={view} kind="written" />
          )}
        </>
      )}
    </LandMap>
  );
}

function Epicentre(
  { place, view, errorKm, kind }: {
    place: GlobePlace;
    view: MapView;
    errorKm?: number;
    kind: string;
  },
): JSX.Element {
  const pixels = (errorKm ?? 0) / view.kmPerPixel;
  return (
    <g class="epicentre" data-kind={kind} transform={shift(place, view)}>
      {pixels > 6 && <circle class="event-error" r={pixels.toFixed(1)} />}
      <path d="M0-11 2.6-3.4H10.5L4.2 1.4 6.6 9 0 4.4-6.6 9-4.2 1.4-10.5-3.4H-2.6Z" />
      <title>
        {{ found: "as it was found", stands: "as it stands", written: "as you write it" }[kind]}
      </title>
    </g>
  );
}

function shift({ longitude, latitude }: GlobePlace, view: MapView): string {
  const [x, y] = view.place(longitude, latitude) ?? [-99, -99];
  return `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
}
