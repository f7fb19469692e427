import type { Catalogue } from "../domain/mod.ts";
import { greatCircleKm, type Place, sphericalCentroid } from "../mathematics/mod.ts";

/** The events near a mainshock and after it. */
export interface FoundAftershocks {
  /** Their rows. */
  rows: number[];
  /** Centre of the circle they were sought in. */
  centre: Place;
  /** Its radius, kilometres. */
  radiusKm: number;
}

/** Radii in use, kilometres: location errors below, antipodes above. */
const RADII = [10, 2000] as const;

/**
 * The events after a mainshock, up to a time, within one rupture length of their own centre: first
 * those near the epicentre are found, and around their centre the circle is drawn again.
 *
 * Source: the USGS' operational system (opensha-oaf); radius by Wells & Coppersmith 1994, BSSA 84.
 */
export function findAftershocks(
  catalogue: Catalogue,
  { mainshock, untilMs }: { mainshock: number; untilMs: number },
): FoundAftershocks {
  const { timeMs, magnitude } = catalogue;
  const place = (row: number): Place => ({
    ...{ latitude: catalogue.latitude[row], longitude: catalogue.longitude[row] },
  });
  const length = 10 ** (0.69 * magnitude[mainshock] - 3.22);
  const radiusKm = Math.min(RADII[1], Math.max(RADII[0], length));
  const within = (centre: Place) => {
    const rows: number[] = [];
    for (let row = 0; row < catalogue.size; row++) {
      if (row === mainshock || !(timeMs[row] > timeMs[mainshock] && timeMs[row] <= untilMs)) {
        continue;
      }
      if (Number.isNaN(magnitude[row])) continue;
      if (greatCircleKm(centre, place(row)) <= radiusKm) rows.push(row);
    }
    return rows;
  };
  const epicentre = place(mainshock);
  const near = within(epicentre);
  const centre = sphericalCentroid([epicentre, ...near.map(place)]) ?? epicentre;
  return { rows: within(centre), centre, radiusKm };
}
