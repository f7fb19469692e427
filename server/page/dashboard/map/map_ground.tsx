import { geoGraticule } from "d3-geo";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { loadCoastlines } from "./load_coastlines.ts";
import type { MapView } from "./map_view.ts";

/** Sea, land and graticule of a map. */
export function MapGround({ view }: { view: MapView }): JSX.Element {
  const [land, setLand] = useState<unknown>();
  useEffect(() => {
    let isWanted = true;
    loadCoastlines().then((found) => isWanted && setLand(found), () => {}); // a map without land
    return () => void (isWanted = false);
  }, []);
  const { width, height, graticuleDegrees: step } = view;
  const landPath = useMemo(() => land === undefined ? "" : view.path(land), [land, view]);
  const lines = useMemo(
    () => view.path(geoGraticule().step([step, step]).precision(1)()),
    [view, step],
  );
  return (
    <g>
      <rect class="map-sea" width={width} height={height} />
      <path class="map-land" d={landPath} />
      <path class="map-graticule" d={lines} />
    </g>
  );
}
