import {
  ConfigurationError,
  type DocumentNote,
  InsufficientDataError,
  nearestWord,
  type ReportProgress,
  type SeismicEvent,
  type VelocityModel,
} from "../domain/mod.ts";
import { LOCATION_DEFAULTS, type LocatorSetting, VELOCITY_MODELS } from "../models/mod.ts";
import {
  type NamedBytes,
  readEventPicks,
  readStationDelays,
  readStationPlaces,
} from "../sources/mod.ts";
import { type LocatedEvents, locateEvents } from "./locate_events.ts";

/** What events are located from, as bytes. */
export interface LocationSources {
  /** Picks of events, as `readEventPicks` takes them. */
  readonly picks: NamedBytes;
  /** Places of stations, as `readStationPlaces` takes them. */
  readonly stations: NamedBytes;
  /** How fast waves are; ak135 where left out. */
  readonly model?: VelocityModel;
  /** How late waves come to stations, JSON. */
  readonly delays?: NamedBytes;
}

/** Depths that hypocentres may have, kilometres below sea level. */
export interface LocationDepths {
  /** Shallowest; that of LOCATION_DEFAULTS where left out. */
  readonly shallowest?: number;
  /** Deepest; what the velocities allow where left out. */
  readonly deepest?: number;
}

/** Everything events are located from, read. */
export interface LocationRequest {
  /** Events with their picks. */
  readonly events: readonly SeismicEvent[];
  /** What the locator rests on. */
  readonly setting: LocatorSetting;
  /** What was noted while picks and stations were read, by source. */
  readonly notes: readonly { source: string; notes: readonly DocumentNote[] }[];
}

/** Located events, those that could not be located, and the velocities they rest on. */
export interface LocationAnswer extends LocatedEvents {
  /** Name of the velocity model. */
  readonly velocity: string;
}

/**
 * Reads what events are located from.
 *
 * Throws InputError for what cannot be read, ConfigurationError for depths that leave none.
 */
export function readLocationSources(
  { picks, stations, model = velocityModelNamed("ak135"), delays }: LocationSources,
  depths: LocationDepths = {},
): LocationRequest {
  const read = readEventPicks(picks.bytes, picks.name);
  const places = readStationPlaces(stations.bytes, stations.name);
  return {
    events: read.events,
    notes: [
      { source: picks.name, notes: read.notes },
      { source: stations.name, notes: places.notes },
    ],
    setting: {
      stations: places.stations,
      model,
      options: depthsOf(depths),
      ...(delays !== undefined && {
        delays: readStationDelays(new TextDecoder().decode(delays.bytes), delays.name),
      }),
    },
  };
}

/**
 * Locates the events of a request.
 *
 * Throws InsufficientDataError where none of them could be located, with the reason of the first, and
 * what `locateEvents` throws.
 */
export async function answerLocation(
  { events, setting }: Pick<LocationRequest, "events" | "setting">,
  watch: { onProgress?: ReportProgress; signal?: AbortSignal } = {},
): Promise<LocationAnswer> {
  const located = await locateEvents(events, { ...setting, ...watch });
  if (located.events.length === 0) {
    const reason = located.failures[0]?.reason ?? "there is none";
    const amounts = { have: 0, need: 1, of: "located events" };
    throw new InsufficientDataError(`Cannot locate the events (${reason})`, amounts);
  }
  return { velocity: setting.model.name, ...located };
}

/** Located events as one JSON document: the same bytes for the same input. */
export function writeLocationJson({ velocity, events, failures }: LocationAnswer): string {
  return JSON.stringify({ velocity, events, failures }, null, 2) + "\n";
}

/** The velocity model that ships under a name. Throws ConfigurationError where there is none. */
export function velocityModelNamed(name: string): VelocityModel {
  const known = VELOCITY_MODELS.find((model) => model.name === name);
  if (known !== undefined) return known;
  const names = VELOCITY_MODELS.map(({ name }) => name);
  throw new ConfigurationError(
    `There is no velocity model "${name.slice(0, 80)}": expected ${names.join(", ")} or layers.`,
    "velocity",
    nearestWord(name.slice(0, 80), names),
  );
}

/** Depths between which travel times are computed for any model, kilometres below sea level. */
const [HIGHEST_KM, LOWEST_KM] = [-9, 800];

function depthsOf({ shallowest, deepest }: LocationDepths): LocatorSetting["options"] {
  const [top, bottom] = [shallowest ?? LOCATION_DEFAULTS.smallestDepthKm, deepest ?? Infinity];
  if (!(top < bottom)) {
    throw new ConfigurationError(`No depth is from ${top} to ${bottom} km.`, "shallowest");
  }
  for (const [field, depth] of Object.entries({ shallowest, deepest })) {
    if (depth !== undefined && !(depth >= HIGHEST_KM && depth <= LOWEST_KM)) {
      throw new ConfigurationError(
        `Cannot set ${field} to ${depth}: expected kilometres from ${HIGHEST_KM} to ${LOWEST_KM}.`,
        field,
      );
    }
  }
  return {
    ...(shallowest !== undefined && { smallestDepthKm: shallowest }),
    ...(deepest !== undefined && { largestDepthKm: deepest }),
  };
}
