import { type Pick, type Station, stationOf } from "../../domain/mod.ts";

/**
 * Finds the station of a pick: by network and code, or by code alone where the pick names no
 * network, or no station has that of the pick and only one has its code.
 */
export function stationFinder(
  stations: readonly Station[],
): (pick: Pick) => Station | undefined {
  const byName = new Map<string, Station>();
  const byCode = new Map<string, Station | null>();
  for (const station of stations) {
    const name = `${station.network}.${station.station}`;
    if (!byName.has(name)) byName.set(name, station);
    const known = byCode.get(station.station);
    if (known === undefined) byCode.set(station.station, station);
    else if (known !== null && known.network !== station.network) {
      byCode.set(station.station, null);
    }
  }
  return ({ code }) => byName.get(stationOf(code)) ?? byCode.get(code.station) ?? undefined;
}
