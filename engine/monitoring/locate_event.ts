import type { Origin, Pick } from "../domain/mod.ts";
import { type LocatorSetting, openLocator } from "../models/mod.ts";

/** Locates events one after the other, travel times computed but once. */
export type LocateEvent = (picks: readonly Pick[], id?: string) => Origin;

/**
 * From the picks of an event to its origin: opens velocity model and stations once, and gives the
 * function that locates.
 *
 * What it gives throws InsufficientDataError for fewer than 4 usable picks or 3 stations.
 */
export function openLocateEvent(setting: LocatorSetting): LocateEvent {
  const locator = openLocator(setting);
  return (picks, id) => locator.locate(picks, id);
}

/**
 * From the picks of one event, stations and a velocity model to its origin, with errors, residuals
 * and what a reader must know. Throws as `openLocateEvent` does.
 */
export function locateEvent(picks: readonly Pick[], setting: LocatorSetting): Origin {
  return openLocateEvent(setting)(picks);
}
