import { geodesicBetween } from "../engine/mathematics/mod.ts";
import { openLocator } from "../engine/models/mod.ts";
import { ALASKA_TOP_KM, readAlaskaEvents } from "./alaska_events.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Events whose picks tell the depth too. */
const GOOD = ["172935", "180013"];
const LIMITS = { goodKm: 2, goodDepthKm: 4, otherKm: 7, others: 4 };

/** Locations of seven events of Alaska against those that NonLinLoc published. */
export const check: LongCheck = {
  about: "7 events of NonLinLoc's sample located as near to its hypocentres as asked",
  run(report) {
    const { events, stations, model } = readAlaskaEvents();
    const options = { smallestDepthKm: ALASKA_TOP_KM, largestDepthKm: 100 };
    const locator = openLocator({ stations, model, options });
    const found = events.map(({ name, picks, reference }) => {
      const origin = locator.locate(picks, name);
      const remarks = origin.remarks ?? [];
      const row = {
        name,
        epicentreKm: geodesicBetween(reference, origin)?.distanceKm ?? NaN,
        depthKm: origin.depthKm,
        depthDifferenceKm: Math.abs(origin.depthKm - reference.depthKm),
        depthErrorKm: origin.depthErrorKm,
        saysDepthIsPoor: remarks.some((remark) => remark.startsWith("depth is")),
        remarks,
      };
      report(JSON.stringify(row));
      return row;
    });
    const failures = found.flatMap((row) => {
      if (!GOOD.includes(row.name)) return row.saysDepthIsPoor ? [] : [`${row.name}: depth`];
      const isNear = row.epicentreKm <= LIMITS.goodKm &&
        row.depthDifferenceKm <= LIMITS.goodDepthKm && !row.saysDepthIsPoor;
      return isNear ? [] : [row.name];
    });
    const near =
      found.filter((row) => !GOOD.includes(row.name) && row.epicentreKm <= LIMITS.otherKm).length;
    if (near < LIMITS.others) failures.push(`only ${near} other epicentres are near`);
    if (failures.length > 0) throw new Error(`${failures.join("; ")}: ${JSON.stringify(found)}`);
    return Promise.resolve({ events: found });
  },
};
