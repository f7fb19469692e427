import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { LiveEvent, ScheduledForecast } from "../../../../engine/domain/mod.ts";
import { formatNumber } from "../../../../engine/drawing/mod.ts";
import { CoastLines } from "../map/coast_lines.tsx";
import { LandMap } from "../map/land_map.tsx";
import { type Box, boxAround, type MapAim, type MapView } from "../map/map_view.ts";
import { nameCell } from "./name_cell.ts";
import { indexCells, middleOf } from "./index_cells.ts";
import { RateCells } from "./rate_cells.tsx";
import { RateLegend } from "./rate_legend.tsx";
import { rateSteps } from "./rate_steps.ts";
import type { RateCell } from "./rate_cell.ts";
import { TopCells } from "./top_cells.tsx";

/** Where events are expected: cells in colours, past events over them, and the most active cells as a table. */
export function ForecastMap(
  { map, horizon, events }: {
    readonly map: ScheduledForecast["map"];
    /** Length of the time in words. */
    readonly horizon: string;
    /** Events of the time before the forecast. */
    readonly events: readonly LiveEvent[];
  },
): JSX.Element {
  const { cells, cellDegrees, minimumMagnitude, total } = map;
  const [aim, setAim] = useState<MapAim>({ zoom: 1 });
  const [chosen, setChosen] = useState<RateCell>();
  const scale = useMemo(() => rateSteps(cells.map(([, , rate]) => rate)), [cells]);
  const box = useMemo(() => boxOf(cells, cellDegrees), [cells, cellDegrees]);
  const find = useMemo(() => indexCells(cells, cellDegrees), [cells, cellDegrees]);
  const move = (next: MapAim) => {
    setAim(next);
    if (next.centre !== undefined) setChosen(find(...next.centre));
  };
  return (
    <section class="card" aria-labelledby="map-heading">
      <h2 id="map-heading">Where</h2>
      <p>
        {formatNumber(total)} events of magnitude {minimumMagnitude}{" "}
        or more are expected in all cells together in {horizon}. Circles are the events before.
      </p>
      <LandMap
        box={box}
        label={`Forecast map; the ${cells.length} cells' rates are in the table of the most active cells.`}
        aspect={0.72}
        aim={aim}
        onAim={move}
      >
        {(view) => (
          <>
            <RateCells {...{ view, cells, cellDegrees, scale, chosen }} />
            <CoastLines view={view} />
            <PastEvents view={view} events={events} />
            <TouchLayer view={view} onPoint={(place) => setChosen(find(...place))} />
          </>
        )}
      </LandMap>
      <p class="readout" role="status">
        {chosen === undefined
          ? "Point at a cell, or move the map by its keys, for the number of the cell in its middle."
          : `${nameCell(chosen, cellDegrees)}: ${formatNumber(chosen[2])} expected`}
      </p>
      <RateLegend scale={scale} unit={`Events expected a cell of ${cellDegrees}° in ${horizon}`} />
      <TopCells
        {...{ cells, cellDegrees, total }}
        onChoose={(cell) => {
          setChosen(cell);
          setAim({ zoom: Math.max(aim.zoom, 2), centre: middleOf(cell, cellDegrees) });
        }}
      />
    </section>
  );
}

/** Lies over the map and tells where it is pointed at, degrees east and north. */
function TouchLayer(
  { view, onPoint }: { view: MapView; onPoint: (place: [number, number]) => void },
): JSX.Element {
  const tell = (event: PointerEvent) => onPoint(placeUnder(event, view));
  const { width, height } = view;
  return (
    <rect
      class="map-touch"
      width={width}
      height={height}
      onPointerMove={tell}
      onPointerDown={tell}
    />
  );
}

function PastEvents(
  { view, events }: { view: MapView; events: readonly LiveEvent[] },
): JSX.Element {
  return (
    <g class="past-events" aria-hidden="true">
      {events.map(({ id, longitude, latitude, magnitude = 2 }) => {
        const place = view.place(longitude, latitude);
        return place &&
          <circle key={id} cx={place[0]} cy={place[1]} r={Math.max(1.5, 1.6 ** (magnitude - 2))} />;
      })}
    </g>
  );
}

function placeUnder(event: PointerEvent, view: MapView): [number, number] {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  return view.globe(event.clientX - left, event.clientY - top);
}

function boxOf(cells: readonly RateCell[], cellDegrees: number): Box {
  const corners = cells.flatMap(([west, south]) => [
    { longitude: west, latitude: south },
    { longitude: west + cellDegrees, latitude: south + cellDegrees },
  ]);
  return boxAround(corners, 0);
}
