import {
  InputError,
  type InstrumentResponse,
  STATION_ELEVATIONS_M,
  type StationChannel,
  type StationReading,
} from "../../domain/mod.ts";
import { spanOfText } from "../byte_span.ts";
import { DocumentNotes } from "../document_notes.ts";
import { parseNumber } from "../parse_number.ts";
import { RowFields } from "../row_fields.ts";
import { readTextTable, type TextTable } from "../text_table.ts";
import { normaliseInputUnit } from "./input_units.ts";
import { StationList } from "./station_list.ts";

/** Columns of FDSN station text, by their number: headers differ between services, the order does not. */
const FDSN_COLUMNS: Readonly<Record<number, readonly string[]>> = {
  5: ["network", "description", "start", "end", "count"],
  8: ["network", "station", "latitude", "longitude", "elevation", "site", "start", "end"],
  17:
    "network station location channel latitude longitude elevation depth azimuth dip sensor scale scale_frequency unit rate start end"
      .split(" "),
};

/** Names of columns of other tables that mean the same. */
const SYNONYMS: Readonly<Record<string, string>> = {
  code: "station",
  id: "station",
  lat: "latitude",
  lon: "longitude",
  lng: "longitude",
  "elevation(m)": "elevation",
  elevation_m: "elevation",
  "elevation(km)": "elevation_km",
  response: "scale",
  name: "site",
  sitename: "site",
};

/**
 * Reads a table of stations: FDSN station text at the level of networks (which tells of no station),
 * stations or channels, or any table with columns station, latitude and longitude, and elevation where
 * it is known. A station may be a whole channel code, "CI.CCC..BH", whose components a column names.
 *
 * Throws InputError for a row that cannot be read and for columns that are missing, with the line.
 *
 * Source: FDSN web service specifications 1.2, "fdsnws-station, text format".
 */
export function readStationTable(bytes: Uint8Array, source: string): StationReading {
  const table = readTextTable(bytes, source);
  const notes = new DocumentNotes();
  const list = new StationList(notes);
  const columns = findColumns(table, source);
  if (!columns.includes("station")) {
    notes.addAt({ line: table.headerLine }, {
      kind: "no stations",
      message: `${table.rows.length} networks, whose stations this text does not tell`,
    });
    return { stations: [], notes: notes.list() };
  }
  for (const row of table.rows) {
    addRow(new RowFields(row, { columns, source, of: "a station" }), { list, notes });
  }
  const stations = list.list();
  const flat = stations.flatMap(({ channels }) => channels).filter((one) => one.response).length;
  if (flat > 0) {
    notes.addAt({ element: "scale" }, {
      kind: "flat response",
      message: `the responses of ${flat} channels are taken as flat: no poles and zeros are told`,
    });
  }
  return { stations, notes: notes.list() };
}

function findColumns(table: TextTable, source: string): readonly string[] {
  const names = table.names.map((name) => name.toLowerCase().replace(/\s+/g, ""));
  const fdsn = FDSN_COLUMNS[names.length];
  if (fdsn !== undefined && names[0] === "network" && names.includes("starttime")) return fdsn;
  const columns = names.map((name) => SYNONYMS[name] ?? name);
  const missing = ["station", "latitude", "longitude"].filter((name) => !columns.includes(name));
  if (missing.length === 0) return columns;
  throw new InputError(`Cannot find stations in ${source}: no column ${missing.join(", ")}`, {
    line: table.headerLine,
    value: table.names.join(", "),
    expected: "station, latitude, longitude and elevation; or FDSN station text",
  });
}

function addRow(
  row: RowFields,
  { list, notes }: { list: StationList; notes: DocumentNotes },
): void {
  const parts = row.text("station").split(".");
  const isWholeCode = parts.length >= 2;
  const [network, station, location = "", instrument = ""] = isWholeCode
    ? parts
    : [row.text("network"), parts[0], row.text("location"), row.text("channel")];
  const place = row.place();
  const [leastM, mostM] = STATION_ELEVATIONS_M;
  const elevation = row.number("elevation", STATION_ELEVATIONS_M);
  const elevationM = Number.isNaN(elevation)
    ? 1000 * row.number("elevation_km", [leastM / 1000, mostM / 1000])
    : elevation;
  if (Number.isNaN(elevationM)) {
    notes.addAt({ line: row.line, element: "elevation" }, {
      kind: "no elevation",
      message: "the station is put at sea level: its elevation is not told",
      value: `${network}.${station}`,
    });
  }
  const where = { ...place, elevationM: Number.isNaN(elevationM) ? 0 : elevationM };
  const components = instrument.length === 2 ? row.text("component").split(",") : [""];
  const scales = row.text("scale").split(",");
  const channels = instrument === "" ? [] : components.map((component, index) =>
    channelOf(row, {
      where,
      location: location.replace("--", "").trim(),
      channel: instrument + component.trim(),
      response: responseOf(row, scales[index] ?? ""),
    })
  );
  list.add({ network, station, ...where, siteName: row.text("site") }, {
    channels,
    startMs: row.time("start", -Infinity),
    line: row.line,
  });
}

function channelOf(
  row: RowFields,
  { where, location, channel, response }: {
    where: { latitude: number; longitude: number; elevationM: number };
    location: string;
    channel: string;
    response?: InstrumentResponse;
  },
): StationChannel {
  const depthM = row.number("depth");
  return {
    location,
    channel,
    ...where,
    depthM: Number.isNaN(depthM) ? 0 : depthM,
    azimuthDegrees: row.number("azimuth"),
    dipDegrees: row.number("dip"),
    samplingRateHz: row.number("rate"),
    startMs: row.time("start", -Infinity),
    endMs: row.time("end", Infinity),
    ...(response === undefined ? {} : { response }),
  };
}

/** The sensitivity that a row tells, without poles and zeros; undefined where it tells none. */
function responseOf(row: RowFields, scale: string): InstrumentResponse | undefined {
  const sensitivity = parseNumber(spanOfText(scale));
  const unit = normaliseInputUnit(row.text("unit"));
  if (!(Math.abs(sensitivity) > 0) || unit === undefined) return undefined;
  return {
    inputUnit: unit.name,
    sensitivity: sensitivity / unit.metres,
    sensitivityFrequencyHz: row.number("scale_frequency"),
    normalisationFactor: 1,
    poles: [],
    zeros: [],
  };
}
