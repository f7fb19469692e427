import { parseTime, spanOfText } from "../../engine/sources/mod.ts";
import { fromResourceIdentifier } from "../../engine/sources/mod.ts";
import type { EventQuery } from "../../engine/storage/mod.ts";
import { CATALOGUE_NAME, EVENT_PARAMETERS, type EventParameter } from "./event_parameters.ts";
import { FdsnError } from "./fdsn_error.ts";

/** What a request asks for. */
export interface EventRequest {
  /** Which events; undefined where none can match. */
  readonly query: EventQuery | undefined;
  /** Format of the answer. */
  readonly format: "xml" | "text" | "geojson";
  /** Status where there is no event. */
  readonly noDataStatus: 204 | 404;
  /** Whether all origins are given, or the preferred one. */
  readonly allOrigins: boolean;
  /** Whether all magnitudes are given, or the preferred one. */
  readonly allMagnitudes: boolean;
  /** Whether picks and arrivals are given. */
  readonly arrivals: boolean;
}

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?)?Z?$/;

const EARTH_KM = 6371.0088;

/** Names of parameters by all their names. */
const NAMES = new Map(
  Object.entries(EVENT_PARAMETERS).flatMap(([name, { aliases }]) =>
    [name, ...aliases].map((one) => [one, name] as const)
  ),
);

/** Reads the parameters of a query. Throws FdsnError of status 400 for one that is unknown, twice there or wrong. */
export function readEventRequest(parameters: URLSearchParams): EventRequest {
  const values = readValues(parameters);
  const format = values.format as string | undefined;
  const { catalog } = values;
  const isOurs = catalog === undefined || String(catalog).toLowerCase() === CATALOGUE_NAME;
  const query = queryOf(values);
  return {
    query: isOurs ? query : undefined,
    format: format === "text" || format === "geojson" ? format : "xml",
    noDataStatus: values.nodata === "404" ? 404 : 204,
    allOrigins: values.includeallorigins === true,
    allMagnitudes: values.includeallmagnitudes === true,
    arrivals: values.includearrivals === true,
  };
}

function readValues(parameters: URLSearchParams): Values {
  const values: Record<string, string | number | boolean | undefined> = {};
  for (const [given, text] of parameters) {
    const name = NAMES.get(given.toLowerCase());
    if (name === undefined) throw new FdsnError(400, `Unknown parameter "${given}".`);
    if (values[name] !== undefined) {
      throw new FdsnError(400, `The parameter "${name}" is there more than once.`);
    }
    values[name] = readValue(name, text);
  }
  return values;
}

function readValue(name: string, text: string): string | number | boolean {
  const { kind, choices = [] }: EventParameter = EVENT_PARAMETERS[name];
  const refuse = (expected: string): never => {
    throw new FdsnError(
      400,
      `Bad value "${text.slice(0, 80)}" of "${name}": expected ${expected}.`,
    );
  };
  switch (kind) {
    case "text":
      return text === "" ? refuse("a text") : text;
    case "time": {
      const timeMs = TIME.test(text) ? parseTime(spanOfText(text.replace(/Z$/, ""))) : NaN;
      return Number.isNaN(timeMs) ? refuse("a time such as 2026-01-31T12:00:00") : timeMs;
    }
    case "boolean": {
      const word = text.toLowerCase();
      return word === "true" || word === "false" ? word === "true" : refuse("true or false");
    }
    case "choice": {
      const word = text.toLowerCase();
      return choices.includes(word) ? word : refuse(choices.join(", "));
    }
    default:
      return readNumber(name, text, refuse);
  }
}

function readNumber(name: string, text: string, refuse: (expected: string) => never): number {
  const { kind, minimum = -Infinity, maximum = Infinity } = EVENT_PARAMETERS[name];
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  const value = isNumber ? Number(text) : NaN;
  if (!Number.isFinite(value) || (kind === "count" && !Number.isSafeInteger(value))) {
    return refuse(kind === "count" ? "a whole number" : "a number");
  }
  if (value >= minimum && value <= maximum) return value;
  return refuse(maximum === Infinity ? `at least ${minimum}` : `${minimum} to ${maximum}`);
}

function queryOf(values: Values): EventQuery {
  const number = (name: string) => values[name] as number | undefined;
  const text = (name: string) => values[name] as string | undefined;
  for (const kind of ["latitude", "depth", "magnitude", "radius"]) {
    refuseReversed(`min${kind}`, `max${kind}`, values);
  }
  refuseReversed("starttime", "endtime", values);
  const types = text("eventtype")?.split(",").map((type) => type.trim().toLowerCase());
  const ids = text("eventid")?.split(",").map((id) => id.trim());
  return {
    startMs: number("starttime"),
    endMs: number("endtime"),
    minimumMagnitude: number("minmagnitude"),
    maximumMagnitude: number("maxmagnitude"),
    minimumDepthKm: number("mindepth"),
    maximumDepthKm: number("maxdepth"),
    magnitudeType: text("magnitudetype"),
    agency: text("contributor"),
    updatedAfterMs: number("updatedafter"),
    eventTypes: types,
    eventIds: ids?.flatMap((id) => [id, fromResourceIdentifier(id)]),
    orderBy: text("orderby") as EventQuery["orderBy"],
    limit: number("limit"),
    offset: (number("offset") ?? 1) - 1,
    box: boxOf(number),
    circle: circleOf(number),
  };
}

function refuseReversed(least: string, most: string, values: Values): void {
  const [low, high] = [values[least], values[most]];
  if (low === undefined || high === undefined || low <= high) return;
  throw new FdsnError(400, `"${least}" is above "${most}".`);
}

function boxOf(number: (name: string) => number | undefined): EventQuery["box"] {
  const [south, north] = [number("minlatitude"), number("maxlatitude")];
  const [west, east] = [number("minlongitude"), number("maxlongitude")];
  if ([south, north, west, east].every((edge) => edge === undefined)) return undefined;
  return { west: west ?? -180, east: east ?? 180, south: south ?? -90, north: north ?? 90 };
}

function circleOf(number: (name: string) => number | undefined): EventQuery["circle"] {
  const [latitude, longitude] = [number("latitude"), number("longitude")];
  const radiusKm = number("maxradiuskm");
  const maximumDegrees = number("maxradius") ??
    (radiusKm === undefined ? undefined : radiusKm / EARTH_KM * 180 / Math.PI);
  const minimumDegrees = number("minradius");
  if (latitude === undefined && longitude === undefined) {
    if (maximumDegrees === undefined && minimumDegrees === undefined) return undefined;
    throw new FdsnError(400, 'A radius needs "latitude" and "longitude".');
  }
  if (latitude === undefined || longitude === undefined) {
    throw new FdsnError(400, 'A circle needs both "latitude" and "longitude".');
  }
  return { latitude, longitude, minimumDegrees, maximumDegrees };
}
