import {
  type EventCorrection,
  type Origin,
  type Pick,
  preferredOrigin,
  type SeismicEvent,
  type Station,
  stationOf,
  type VelocityModel,
} from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import type { LocatorSetting } from "../../models/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { locateEvent } from "../locate_event.ts";
import { modelOfEvent } from "./model_of_event.ts";
import { reviewItem } from "./review_item.ts";
import { stationsOfEvent } from "./stations_of_event.ts";

/** What an event is located from anew. */
export interface RelocationSetting {
  /** Where stations are; by the arrivals of the event's origins where they are not among them. */
  readonly stations?: readonly Station[];
  /** How fast waves are; that of its origin where it is known, else ak135. */
  readonly model?: VelocityModel;
  /** Travel times by phase where they are open already. */
  readonly times?: LocatorSetting["times"];
}

/** What is located: the picks of an event as persons left them. */
export interface RelocationRequest {
  /** The event. */
  readonly eventId: string;
  /** Picks that were not rejected, those that were revised as persons have them. */
  readonly picks: readonly Pick[];
  /** Where their stations are. */
  readonly stations: readonly Station[];
  /** How fast waves are. */
  readonly model: VelocityModel;
  /** Where the event is now; left out where it has no origin. */
  readonly before?: Origin;
  /** Picks that persons accepted, revised and rejected. */
  readonly reviewed: {
    readonly accepted: number;
    readonly revised: number;
    readonly rejected: number;
  };
  /** Stations of picks whose place is not known: their picks are of no use. */
  readonly unplaced: readonly string[];
}

/** Where an event is with what persons said of its picks. Nothing is written of it. */
export interface Relocation {
  /** The event. */
  readonly eventId: string;
  /** Name of the velocity model. */
  readonly velocity: string;
  /** Where it would be. */
  readonly origin: Origin;
  /** How far that is from where it is now, kilometres; left out where it has no origin. */
  readonly movedKm?: number;
  /** Picks that persons accepted, revised and rejected. */
  readonly reviewed: RelocationRequest["reviewed"];
  /** Stations of picks whose place is not known. */
  readonly unplaced: readonly string[];
  /** What a review of the event would say that takes it over. */
  readonly correction: EventCorrection;
}

/** Gathers what an event is located from anew. Throws InputError where there is no such event. */
export function relocationRequest(
  database: Database,
  eventId: string,
  { stations: known, model }: RelocationSetting = {},
): RelocationRequest {
  const event = reviewItem(database, "event", eventId).current as SeismicEvent;
  const states = database.reviews.states("pick", event.picks.map(({ id }) => id));
  const count = (state: string) => [...states.values()].filter((one) => one.state === state).length;
  const picks = event.picks.filter(({ id }) => states.get(id)!.state !== "rejected");
  const stations = stationsOfEvent({ ...event, picks }, known);
  const placed = new Set(stations.map(({ network, station }) => `${network}.${station}`));
  const before = preferredOrigin(event);
  const names = new Set(picks.map(({ code }) => stationOf(code)));
  return {
    ...{ eventId, picks, stations },
    model: model ?? modelOfEvent(event),
    ...(before !== undefined && { before }),
    reviewed: {
      ...{ accepted: count("accepted"), revised: count("revised"), rejected: count("rejected") },
    },
    unplaced: [...names].filter((name) => !placed.has(name)).sort(),
  };
}

/** What came of a request: `origin` is what locating its picks gave. */
export function describeRelocation(
  { eventId, before, model, reviewed, unplaced }: Omit<RelocationRequest, "picks" | "stations">,
  located: Origin,
): Relocation {
  const { timeMs, latitude, longitude, depthKm } = located;
  const origin = { ...located, id: `${eventId}/reviewed picks` };
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    ...{ eventId, velocity: model.name, origin },
    ...(before !== undefined && { movedKm: greatCircleKm(before, origin) }),
    ...{ reviewed, unplaced },
    correction: {
      timeMs: Math.round(timeMs),
      ...{ latitude: round(latitude, 4), longitude: round(longitude, 4) },
      ...(Number.isFinite(depthKm) && { depthKm: round(depthKm, 2) }),
    },
  };
}

/**
 * Locates an event from its picks as persons left them: rejected ones are left out, revised ones are where persons
 * have them. Nothing is written.
 *
 * Throws InputError where there is no such event, InsufficientDataError for fewer than 4 usable picks or 3 stations.
 */
export function relocateReviewed(
  database: Database,
  eventId: string,
  setting: RelocationSetting = {},
): Relocation {
  const request = relocationRequest(database, eventId, setting);
  const { times } = setting;
  const origin = locateEvent(request.picks, { ...request, ...(times !== undefined && { times }) });
  return describeRelocation(request, origin);
}
