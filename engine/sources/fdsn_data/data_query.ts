import { ConfigurationError, formatTime } from "../../domain/mod.ts";
import { formatFdsnTime } from "../fdsn_query.ts";
import { type DataCentre, resolveDataCentre } from "./data_centres.ts";

/** Which channels and when; codes may hold "*", "?" and lists with commas. */
export interface ChannelQuery {
  /** "earthscope", "ncedc", "geofon" ..., or the address of another data centre. */
  readonly service: string;
  /** Network codes. */
  readonly network: string;
  /** Station codes. */
  readonly station: string;
  /** Location codes; "--" for none; any unless given. */
  readonly location?: string;
  /** Channel codes; any unless given. */
  readonly channel?: string;
  /** Beginning, UTC epoch milliseconds. */
  readonly startMs: number;
  /** End, UTC epoch milliseconds. */
  readonly endMs: number;
}

/** What stations services tell of: less is answered faster. */
export const STATION_LEVELS = ["station", "channel", "response"] as const;

/** One of STATION_LEVELS. */
export type StationLevel = typeof STATION_LEVELS[number];

const CODES = /^[A-Za-z0-9*?,_-]+$/;

/**
 * The address of one request to the "dataselect" or "station" service of a centre.
 * Throws ConfigurationError for codes that are none and a span that ends before it begins.
 */
export function dataRequestUrl(
  query: ChannelQuery,
  { service, parameters = {} }: {
    service: "dataselect" | "station";
    parameters?: Readonly<Record<string, string>>;
  },
): { url: URL; centre: DataCentre } {
  const centre = resolveDataCentre(query.service);
  if (!(query.startMs < query.endMs)) {
    throw new ConfigurationError(
      `Cannot fetch from ${centre.name}: ${formatTime(query.startMs)} is not before ` +
        `${formatTime(query.endMs)}.`,
      "endMs",
    );
  }
  const url = new URL(centre.baseUrl);
  url.pathname += `${service}/1/query`;
  for (const key of ["network", "station", "location", "channel"] as const) {
    const codes = query[key];
    if (codes === undefined) continue;
    if (!CODES.test(codes)) {
      throw new ConfigurationError(
        `Cannot fetch from ${centre.name}: the ${key} is "${codes}", expected codes such as BK,NC ` +
          'or BH?, and "--" for an empty location.',
        key,
      );
    }
    url.searchParams.set(key, codes);
  }
  url.searchParams.set("starttime", formatFdsnTime(query.startMs));
  url.searchParams.set("endtime", formatFdsnTime(query.endMs));
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, centre };
}
