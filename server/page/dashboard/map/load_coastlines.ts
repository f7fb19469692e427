import { feature } from "topojson-client";

let loaded: Promise<unknown> | undefined;

/** Land as GeoJSON, loaded once. Throws Error where it cannot be had; the next call tries again. */
export function loadCoastlines(): Promise<unknown> {
  loaded ??= fetch("/dashboard/coastlines.json").then(async (response) => {
    if (!response.ok) throw new Error(`The coastlines answered ${response.status}.`);
    const topology = await response.json();
    return feature(topology, topology.objects.land);
  }).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}
