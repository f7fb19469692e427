import { InputError, type StationReading } from "../../domain/mod.ts";
import { readStations } from "../station_xml/read_stations.ts";
import { type ChannelQuery, dataRequestUrl, type StationLevel } from "./data_query.ts";
import { type DataFetchReport, type FetchDataOptions, fetchDataToFile } from "./fetch_to_file.ts";

/** Which stations, and how much of them. */
export interface StationQuery extends ChannelQuery {
  /** How much is told of each; "response" unless given. */
  readonly level?: StationLevel;
}

/** What a fetch of stations did, and what came. */
export interface StationFetchReport extends DataFetchReport {
  /** The stations in the file and what was noted while they were read. */
  readonly reading: StationReading;
}

/**
 * Fetches stations with their channels and responses from an FDSN station service into a file of
 * StationXML, whole or not at all; it is read before it is put in place, and one that is cut off is asked
 * anew.
 *
 * Throws InputError where there are no stations or the answer is no StationXML, ConfigurationError for a
 * query that makes no sense or a file that is there, and EnvironmentError for network, permission, disk.
 *
 * Source: International FDSN, FDSN-WS-station web service specification, version 1.1.
 */
export async function fetchStationsToFile(
  { level = "response", ...query }: StationQuery,
  options: FetchDataOptions,
): Promise<StationFetchReport> {
  const parameters = { level, format: "xml", nodata: "204" };
  const { url, centre } = dataRequestUrl(query, { service: "station", parameters });
  let reading: StationReading = { stations: [], notes: [] };
  const report = await fetchDataToFile(
    { url, centre, accept: "application/xml, text/xml, */*", what: "stations" },
    {
      ...options,
      whyIncomplete: async (path) => {
        const bytes = await Deno.readFile(path);
        const end = new TextDecoder().decode(bytes.subarray(-200)).trimEnd();
        if (!/<\/([\w.-]+:)?FDSNStationXML\s*>$/.test(end)) {
          const start = new TextDecoder().decode(bytes.subarray(0, 2000));
          if (/<([\w.-]+:)?FDSNStationXML\b/.test(start)) return "the answer is cut off";
          throw new InputError(`Cannot use the answer of ${centre.name}: it is no StationXML`, {
            value: start.replace(/\s+/g, " ").trim(),
          });
        }
        reading = readStations(bytes, `the answer of ${centre.name}`);
        return undefined;
      },
    },
  );
  return { ...report, reading };
}
