/** How a parameter is read. */
export type ParameterKind = "number" | "count" | "time" | "text" | "boolean" | "choice";

/** One parameter of a query. */
export interface EventParameter {
  /** Its other names. */
  readonly aliases: readonly string[];
  /** How it is read. */
  readonly kind: ParameterKind;
  /** What it means. */
  readonly about: string;
  /** Smallest number. */
  readonly minimum?: number;
  /** Largest number. */
  readonly maximum?: number;
  /** Words it may be. */
  readonly choices?: readonly string[];
}

type More = Partial<Omit<EventParameter, "kind" | "about">>;

const parameter = (kind: ParameterKind, about: string, more: More = {}): EventParameter => ({
  ...{ aliases: [], kind, about },
  ...more,
});

const latitude = (about: string, alias: string) =>
  parameter("number", about, { aliases: [alias], minimum: -90, maximum: 90 });

const longitude = (about: string, alias: string) =>
  parameter("number", about, { aliases: [alias], minimum: -360, maximum: 360 });

const degrees = (about: string) => parameter("number", about, { minimum: 0, maximum: 180 });

/**
 * Every parameter of /fdsnws/event/1/query, by its name.
 *
 * Source: FDSN Web Service Specification 1.2, "fdsnws-event"; maxradiuskm and geojson are the USGS'.
 */
export const EVENT_PARAMETERS: Readonly<Record<string, EventParameter>> = {
  starttime: parameter("time", "earliest origin time, UTC", { aliases: ["start"] }),
  endtime: parameter("time", "latest origin time, UTC", { aliases: ["end"] }),
  minlatitude: latitude("southern edge, degrees north", "minlat"),
  maxlatitude: latitude("northern edge, degrees north", "maxlat"),
  minlongitude: longitude("western edge, degrees east", "minlon"),
  maxlongitude: longitude("eastern edge; below the western one across the antimeridian", "maxlon"),
  latitude: latitude("centre of a circle, degrees north", "lat"),
  longitude: longitude("centre of a circle, degrees east", "lon"),
  minradius: degrees("least distance from the centre, degrees"),
  maxradius: degrees("largest distance from the centre, degrees"),
  maxradiuskm: parameter("number", "the same in kilometres", { minimum: 0, maximum: 20_040 }),
  mindepth: parameter("number", "least depth, kilometres"),
  maxdepth: parameter("number", "largest depth, kilometres"),
  minmagnitude: parameter("number", "smallest magnitude", { aliases: ["minmag"] }),
  maxmagnitude: parameter("number", "largest magnitude", { aliases: ["maxmag"] }),
  magnitudetype: parameter("text", "type of magnitude, such as Mw", { aliases: ["magtype"] }),
  eventtype: parameter("text", "kinds of event, with commas between"),
  includeallorigins: parameter("boolean", "all origins, not only the preferred one"),
  includeallmagnitudes: parameter("boolean", "all magnitudes, not only the preferred one"),
  includearrivals: parameter("boolean", "picks and arrivals too"),
  eventid: parameter("text", "one event, or several with commas between"),
  limit: parameter("count", "most events", { minimum: 1 }),
  offset: parameter("count", "the first event that is given, from 1", { minimum: 1 }),
  orderby: parameter("choice", "order", {
    choices: ["time", "time-asc", "magnitude", "magnitude-asc"],
  }),
  catalog: parameter("text", "catalogue; there is one"),
  contributor: parameter("text", "who tells of the event"),
  updatedafter: parameter("time", "updated after this time, UTC"),
  format: parameter("choice", "format of the answer", {
    choices: ["xml", "quakeml", "text", "geojson"],
  }),
  nodata: parameter("choice", "status where there is no event", { choices: ["204", "404"] }),
};

/** The catalogue that there is. */
export const CATALOGUE_NAME = "quakecast";
