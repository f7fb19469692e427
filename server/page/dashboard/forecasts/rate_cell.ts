import type { ScheduledForecast } from "../../../../engine/domain/mod.ts";

/** A cell of a forecast map: western and southern edge in degrees, and the events expected in it. [3] */
export type RateCell = ScheduledForecast["map"]["cells"][number];
