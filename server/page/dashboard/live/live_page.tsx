import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { LandMap } from "../map/land_map.tsx";
import type { MapAim } from "../map/map_view.ts";

/** What the system sees and says now. */
export function LivePage(): JSX.Element {
  const [aim, setAim] = useState<MapAim>({ zoom: 1 });
  return (
    <>
      <h1>Live</h1>
      <LandMap box={[-125, 32, -114, 42]} label="Map" aim={aim} onAim={setAim}>
        {() => null}
      </LandMap>
    </>
  );
}
