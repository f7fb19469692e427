import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { AlertMessage, LiveEvent, LiveStation } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { LandMap } from "../map/land_map.tsx";
import { boxAround, type MapAim, type MapView } from "../map/map_view.ts";
import { EventMark } from "./event_mark.tsx";
import { ImpactLayer } from "./impact_layer.tsx";
import { labelMap } from "./label_map.ts";
import { liveStore, systemNowMs } from "./live_store.ts";
import { MapLegend } from "./map_legend.tsx";
import { openAlerts } from "./open_alerts.ts";
import { SiteMarks } from "./site_marks.tsx";
import { StationMark } from "./station_mark.tsx";
import type { ShownImpact } from "./use_impact.ts";
import { WaveFronts } from "./wave_fronts.tsx";

/** Which event is looked at. */
export interface EventChoice {
  /** Its identifier; undefined where none is. */
  readonly selected: string | undefined;
  /** Chooses another, or none. */
  readonly onSelect: (id: string | undefined) => void;
}

/** Most events on the map: the newest. */
const MOST_EVENTS = 500;

/** Where an event is chosen the map is at least this much larger. */
const CLOSE_ZOOM = 2;

/** Stations, events, sites and waves on their way. */
export function LiveMap(
  { selected, onSelect, impact }: EventChoice & { impact?: ShownImpact },
): JSX.Element {
  const stations = useStore(liveStore, (state) => state.stations);
  const sites = useStore(liveStore, (state) => state.sites);
  const events = useStore(liveStore, (state) => state.events);
  const alerts = useStore(liveStore, (state) => state.alerts);
  const [aim, setAim] = useState<MapAim>({ zoom: 1 });
  const box = useSteadyBox(stations, sites);
  useEffect(() => {
    const event = events.find(({ id }) => id === selected);
    if (event === undefined) return;
    setAim(({ zoom }) => ({
      centre: [event.longitude, event.latitude],
      zoom: Math.max(zoom, CLOSE_ZOOM),
    }));
  }, [selected]);
  const shown = events.slice(0, MOST_EVENTS).reverse();
  const label =
    `Map of ${stations.length} stations, ${sites.length} sites and ${shown.length} events. ` +
    "Arrow keys move it, plus and minus zoom.";
  return (
    <section class="card live-map" aria-labelledby="map-title">
      <div class="card-head">
        <h2 id="map-title">Network and events</h2>
        <MapLegend impact={impact} />
      </div>
      <LandMap box={box} label={label} aim={aim} onAim={setAim}>
        {(view) => {
          const labels = labelMap({ sites, stations }, view);
          return (
            <>
              <ImpactLayer impact={impact} view={view} />
              {shown.map((event) => (
                <EventMark
                  key={event.id}
                  event={event}
                  view={view}
                  isSelected={event.id === selected}
                  onSelect={onSelect}
                />
              ))}
              <WaveFronts view={view} />
              {stations.map((station) => (
                <StationMark
                  key={station.station}
                  station={station}
                  view={view}
                  side={labels.stations.get(station.station)}
                />
              ))}
              <SiteMarks sites={sites} view={view} labels={labels.sites} />
              <Epicentres view={view} alerts={alerts} />
            </>
          );
        }}
      </LandMap>
    </section>
  );
}

/** The box of the network, the same until stations or sites come or go: the map must not twitch. */
function useSteadyBox(
  stations: readonly LiveStation[],
  sites: readonly { name: string; latitude: number; longitude: number }[],
): ReturnType<typeof boxAround> {
  const names = [...stations.map(({ station }) => station), ...sites.map(({ name }) => name)]
    .join();
  return useMemo(() => boxAround([...stations, ...sites], 0.2), [names]);
}

function Epicentres(
  { view, alerts }: { view: MapView; alerts: readonly AlertMessage[] },
): JSX.Element {
  return (
    <g class="epicentres">
      {openAlerts(alerts, systemNowMs()).map(({ eventId, origin, status }) => {
        const place = view.place(origin.longitude, origin.latitude);
        return place && status !== "cancel" && (
          <path
            key={eventId}
            transform={`translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`}
            d="M0-11 2.6-3.6 10.5-3.4 4.2 1.4 6.5 8.9 0 4.4-6.5 8.9-4.2 1.4-10.5-3.4-2.6-3.6Z"
          >
            <title>Epicentre of the alert</title>
          </path>
        );
      })}
    </g>
  );
}

/** The event of an identifier among those of the feed. */
export function findEvent(
  events: readonly LiveEvent[],
  id: string | undefined,
): LiveEvent | undefined {
  return events.find((event) => event.id === id);
}
