import type { Polygon } from "../../domain/mod.ts";
import { destination } from "../../mathematics/mod.ts";
import type { ListedEvent } from "../../storage/mod.ts";
import { type ForecastArea, layArea } from "./forecast_area.ts";
import type { SchedulePlan } from "./schedule_options.ts";

/** Corners of the circle around a mainshock, and cells across it. */
const CORNERS = 36;
const CELLS = 40;

/** Radius in rupture lengths: aftershocks reach beyond the rupture. */
const REACH = 2;

/** Radii in use, kilometres: location errors below, antipodes above. */
const RADII = [10, 2000] as const;

const KM_PER_DEGREE = 111.2;

/**
 * The circle around a mainshock in which its aftershocks are forecast, within the region of the schedule.
 *
 * Source: rupture length by Wells & Coppersmith 1994, BSSA 84.
 */
export function areaOfAftershocks(mainshock: ListedEvent, plan: SchedulePlan): ForecastArea {
  const length = REACH * 10 ** (0.69 * mainshock.magnitude - 3.22);
  const distanceKm = Math.min(RADII[1], Math.max(RADII[0], length));
  const region: Polygon = Array.from({ length: CORNERS }, (_, corner) => {
    const way = { bearing: 360 * corner / CORNERS, distanceKm };
    const { longitude, latitude } = destination(mainshock, way);
    return [longitude, latitude] as const;
  });
  const cellDegrees = Number((2 * distanceKm / KM_PER_DEGREE / CELLS).toPrecision(1));
  return layArea({
    ...{ region, within: plan.region, cellDegrees },
    ...{ minimumMagnitude: plan.minimumMagnitude, magnitudeStep: plan.model.setting.magnitudeStep },
  });
}
