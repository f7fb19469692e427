import type { Box } from "../domain/mod.ts";
import { boxWidth, ConfigurationError, formatTime, wrapLongitude } from "../domain/mod.ts";
import { type FdsnService, resolveFdsnService } from "./fdsn_services.ts";

/** Kilometres of one degree along a great circle of a sphere with a radius of 6371 km. */
const KM_PER_DEGREE = 6371 * Math.PI / 180;

/** What is asked of an event service. */
export interface FdsnQuery {
  /** "usgs", "emsc", "isc", or the address of another event service. */
  service: string;
  /** The known service an address behaves like; the plain specification when left out. */
  like?: string;
  /** Earliest origin time, UTC epoch milliseconds, included. */
  startMs: number;
  /** Latest origin time, UTC epoch milliseconds, included. */
  endMs: number;
  /** Smallest magnitude, included. */
  minimumMagnitude?: number;
  /** Largest magnitude, included. */
  maximumMagnitude?: number;
  /** Shallowest depth, kilometres. */
  minimumDepthKm?: number;
  /** Deepest depth, kilometres. */
  maximumDepthKm?: number;
  /** Region in degrees; it crosses the antimeridian where west is greater than east. */
  box?: Box;
  /** Centre in degrees and radius in kilometres, instead of a box. */
  circle?: { latitude: number; longitude: number; radiusKm: number };
  /** Only events revised after this moment, UTC epoch milliseconds. */
  updatedAfterMs?: number;
}

/** One run of requests through time: a query restricted to one box, ready to be cut into spans. */
export interface FdsnLeg {
  /** Earliest origin time, UTC epoch milliseconds, included. */
  startMs: number;
  /** Latest origin time, UTC epoch milliseconds, included. */
  endMs: number;
  /** Parameters of the request but for the times, in the order in which they are sent. */
  parameters: [string, string][];
}

/**
 * Checks a query and translates it into legs: one, or two where a box crosses the antimeridian and
 * the service knows no longitude beyond 180 degrees.
 *
 * Throws ConfigurationError for values out of range, a box together with a circle, or a revision
 * time at a service that gives none.
 */
export function planFdsnLegs(query: FdsnQuery, service: FdsnService): FdsnLeg[] {
  checkFdsnQuery(query, service);
  const parameters: [string, string][] = [["format", service.format]];
  const add = (name: string, value: number | undefined) => {
    if (value !== undefined) parameters.push([name, String(value)]);
  };
  add("minmagnitude", query.minimumMagnitude);
  add("maxmagnitude", query.maximumMagnitude);
  add("mindepth", query.minimumDepthKm);
  add("maxdepth", query.maximumDepthKm);
  if (query.updatedAfterMs !== undefined) {
    parameters.push(["updatedafter", formatFdsnTime(query.updatedAfterMs)]);
    if (service.listsDeleted) parameters.push(["includedeleted", "true"]);
  }
  if (query.circle !== undefined) {
    add("latitude", query.circle.latitude);
    add("longitude", query.circle.longitude);
    const { radiusKm } = query.circle;
    add(service.radius, service.radius === "maxradius" ? radiusKm / KM_PER_DEGREE : radiusKm);
  }
  return splitBox(query.box, service).map((box) => ({
    startMs: query.startMs,
    endMs: query.endMs,
    parameters: [...parameters, ...boxParameters(box)],
  }));
}

/** The address of one request; `method` is "query" or "count". */
export function fdsnRequestUrl(
  service: FdsnService,
  leg: FdsnLeg,
  options: { method: "query" | "count"; limit?: number },
): URL {
  const url = new URL(service.baseUrl);
  url.pathname += options.method;
  url.searchParams.set("starttime", formatFdsnTime(leg.startMs));
  url.searchParams.set("endtime", formatFdsnTime(leg.endMs));
  for (const [name, value] of leg.parameters) url.searchParams.set(name, value);
  if (options.method === "count") url.searchParams.set("format", "text");
  if (options.limit !== undefined) url.searchParams.set("limit", String(options.limit));
  return url;
}

/** Address without user, password and the caller's own parameters, such as a key. */
export function describeFdsnUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = shown.password = "";
  for (const name of new Set(shown.searchParams.keys())) {
    if (!SHOWN_PARAMETERS.has(name)) shown.searchParams.set(name, "***");
  }
  return shown.href;
}

/** A text without the passwords and keys of an address, should a service repeat them. */
export function hideFdsnSecrets(text: string, url: URL): string {
  const secrets = [url.password, decodeURIComponent(url.password)];
  for (const [name, value] of url.searchParams) {
    if (!SHOWN_PARAMETERS.has(name)) secrets.push(value, encodeURIComponent(value));
  }
  return secrets.filter((secret) => secret.length > 2)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
}

const SHOWN_PARAMETERS = new Set(
  ("starttime endtime format limit updatedafter includedeleted minmagnitude maxmagnitude mindepth " +
    "maxdepth minlatitude maxlatitude minlongitude maxlongitude latitude longitude maxradius " +
    "maxradiuskm network station location channel level nodata").split(" "),
);

/** Writes a time as FDSN services take it: UTC without the "Z", which the ISC refuses. */
export function formatFdsnTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, -1);
}

function splitBox(box: Box | undefined, service: FdsnService): (Box | undefined)[] {
  if (box === undefined) return [undefined];
  const width = boxWidth(box);
  if (width >= 360) return [{ ...box, west: -180, east: 180 }];
  const west = wrapLongitude(box.west);
  const east = west + width;
  if (east <= 180 || service.passesAntimeridian) return [{ ...box, west, east }];
  return [{ ...box, west, east: 180 }, { ...box, west: -180, east: east - 360 }];
}

function boxParameters(box: Box | undefined): [string, string][] {
  if (box === undefined) return [];
  return [
    ["minlatitude", String(box.south)],
    ["maxlatitude", String(box.north)],
    ["minlongitude", String(box.west)],
    ["maxlongitude", String(box.east)],
  ];
}

/** Throws ConfigurationError where a query makes no sense or the service cannot answer it. */
function checkFdsnQuery(query: FdsnQuery, service: FdsnService): void {
  const refuse = (key: string, why: string) => {
    throw new ConfigurationError(`Cannot fetch from ${service.name}: ${why}.`, key);
  };
  const within = (key: string, value: number | undefined, [low, high]: [number, number]) => {
    if (value !== undefined && !(value >= low && value <= high)) {
      refuse(key, `${key} is ${value}, expected ${low} to ${high}`);
    }
  };
  const era: [number, number] = [-62_135_596_800_000, 253_402_300_799_999];
  within("startMs", query.startMs, era);
  within("endMs", query.endMs, era);
  if (query.startMs > query.endMs) {
    refuse("endMs", `${formatTime(query.startMs)} is after ${formatTime(query.endMs)}`);
  }
  within("minimumMagnitude", query.minimumMagnitude, [-10, 12]);
  within("maximumMagnitude", query.maximumMagnitude, [query.minimumMagnitude ?? -10, 12]);
  within("minimumDepthKm", query.minimumDepthKm, [-100, 1000]);
  within("maximumDepthKm", query.maximumDepthKm, [query.minimumDepthKm ?? -100, 1000]);
  if (query.box !== undefined && query.circle !== undefined) {
    refuse("circle", "a box and a circle exclude each other");
  }
  within("box.south", query.box?.south, [-90, 90]);
  within("box.north", query.box?.north, [query.box?.south ?? -90, 90]);
  within("box.west", query.box?.west, [-360, 360]);
  within("box.east", query.box?.east, [-360, 360]);
  within("circle.latitude", query.circle?.latitude, [-90, 90]);
  within("circle.longitude", query.circle?.longitude, [-180, 180]);
  within("circle.radiusKm", query.circle?.radiusKm, [0, 180 * KM_PER_DEGREE]);
  within("updatedAfterMs", query.updatedAfterMs, era);
  if (query.updatedAfterMs !== undefined && !service.givesRevisions) {
    refuse("updatedAfterMs", "its answers do not say when an event was last revised");
  }
}

/** The service of a query, with its differences. */
export function serviceOfQuery(query: FdsnQuery): FdsnService {
  return resolveFdsnService(query.service, { like: query.like });
}
