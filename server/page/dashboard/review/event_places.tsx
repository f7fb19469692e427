import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Origin } from "../../../../engine/domain/mod.ts";
import { destination } from "../../../../engine/mathematics/mod.ts";
import { LandMap } from "../map/land_map.tsx";
import { boxAround, type MapAim, type MapView } from "../map/map_view.ts";
import type { StationArrival } from "./event_item.tsx";

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where an event is, was found, and would be by what is written; with the stations that saw it. */
export function EventPlaces(
  { origin, found, written, arrivals }: {
    readonly origin: Origin;
    readonly found: Origin;
    readonly written: Place | undefined;
    readonly arrivals: readonly StationArrival[];
  },
): JSX.Element {
  const [aim, setAim] = useState<MapAim>({ zoom: 1 });
  const stations = useMemo(() => placesOf(found, arrivals), [found, arrivals.length]);
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
  { place, view, errorKm, kind }: { place: Place; view: MapView; errorKm?: number; kind: string },
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

function shift({ longitude, latitude }: Place, view: MapView): string {
  const [x, y] = view.place(longitude, latitude) ?? [-99, -99];
  return `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
}

/** Stations by their distance and direction from the hypocentre that was found. */
function placesOf(
  from: Origin,
  arrivals: readonly StationArrival[],
): (Place & { station: string })[] {
  const seen = new Map<string, Place & { station: string }>();
  for (const { station, azimuthDegrees: bearing, distanceKm } of arrivals) {
    if (!Number.isFinite(bearing) || !Number.isFinite(distanceKm) || seen.has(station)) continue;
    if (bearing === null || distanceKm === null) continue; // JSON knows no NaN
    seen.set(station, { ...destination(from, { bearing, distanceKm }), station });
  }
  return [...seen.values()];
}
