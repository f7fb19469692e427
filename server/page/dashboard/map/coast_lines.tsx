import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { loadCoastlines } from "./load_coastlines.ts";
import type { MapView } from "./map_view.ts";

/** Coasts alone, for a map whose ground is covered. */
export function CoastLines({ view }: { view: MapView }): JSX.Element {
  const [land, setLand] = useState<unknown>();
  useEffect(() => {
    let isWanted = true;
    loadCoastlines().then((found) => isWanted && setLand(found), () => {}); // a map without coasts
    return () => void (isWanted = false);
  }, []);
  const path = useMemo(() => land === undefined ? "" : view.path(land), [land, view]);
  return <path class="coast-over" d={path} aria-hidden="true" />;
}
