import type { JSX } from "preact";
import type { LiveStation } from "../../../../engine/domain/mod.ts";
import { fixed } from "../format.ts";
import type { MapView } from "../map/map_view.ts";
import { anchorOf, type LabelSide } from "../map/place_labels.ts";
import { stationLabel } from "./label_map.ts";

/** A shape for each state: colour alone tells nothing to some. */
export const STATION_SHAPES: Readonly<Record<LiveStation["state"], string>> = {
  live: "M0-6 5.6 4H-5.6Z",
  late: "M0 5.6 5.6-4.4H-5.6Z",
  silent: "M0-6 5.6 4H-5.6Z",
  faulty: "M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5",
};

/** A station as a mark of its state; its name and latency show where one points, and on a side where there is room. */
export function StationMark(
  { station, view, side }: { station: LiveStation; view: MapView; side?: LabelSide },
): JSX.Element | null {
  const place = view.place(station.longitude, station.latitude);
  if (place === undefined) return null;
  const { state } = station;
  return (
    <g
      class="station-mark"
      data-state={state}
      data-station={station.station}
      transform={`translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`}
    >
      <title>
        {`${station.station}, ${state}, latency ${fixed(station.latencySeconds, 1)} s`}
      </title>
      <path d={STATION_SHAPES[state]} />
      {side && (
        <text class="map-label station-label" {...anchorOf(side)}>{stationLabel(station)}</text>
      )}
    </g>
  );
}
