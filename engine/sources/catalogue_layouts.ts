/** What a column of a catalogue can be read as; the keys of the option `columns`. */
export const CATALOGUE_FIELDS = [
  "time",
  "date",
  "timeMs",
  "timeS",
  "latitude",
  "longitude",
  "depth",
  "magnitude",
  "magnitudeType",
  "eventType",
  "contributor",
  "id",
  "updated",
] as const;

/** One of CATALOGUE_FIELDS. */
export type CatalogueField = typeof CATALOGUE_FIELDS[number];

/** How a known layout is told from others and which of its columns is what. */
export interface CatalogueLayout {
  /** As it stands in reports. */
  name: string;
  /** Where it occurs. */
  found: "table" | "geojson";
  /** Columns that must all be there, in normal form (see `normaliseColumnName`). */
  recognisedBy: readonly string[];
  /** Column of each field, in normal form. */
  columns: Readonly<Partial<Record<CatalogueField, string>>>;
  /** Whether rows may lack their last field: FDSN services leave out an empty one. */
  mayOmitLastField?: boolean;
}

/** A column name in lower case with letters and digits only: "Depth/km" is "depthkm". */
export function normaliseColumnName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The same in the USGS' CSV and GeoJSON. */
const USGS_COLUMNS = {
  time: "time",
  latitude: "latitude",
  longitude: "longitude",
  depth: "depth",
  magnitude: "mag",
  magnitudeType: "magtype",
  eventType: "type",
  contributor: "net",
  id: "id",
  updated: "updated",
} as const;

/** The known layouts; the first one whose columns are all there is taken. */
export const CATALOGUE_LAYOUTS: readonly CatalogueLayout[] = [
  {
    // ComCat export: 22 columns, of which the forecasts need these; also what Quakecast writes.
    name: "usgs_csv",
    found: "table",
    recognisedBy: ["time", "latitude", "longitude", "mag", "magtype", "id", "updated"],
    columns: USGS_COLUMNS,
  },
  {
    // "Significant earthquakes 1965-2016", 21 columns with the day and the time of day apart.
    name: "usgs_date_time_csv",
    found: "table",
    recognisedBy: ["date", "time", "latitude", "longitude", "magnitude", "magnitudetype", "source"],
    columns: {
      date: "date",
      time: "time",
      latitude: "latitude",
      longitude: "longitude",
      depth: "depth",
      magnitude: "magnitude",
      magnitudeType: "magnitudetype",
      eventType: "type",
      contributor: "source",
      id: "id",
    },
  },
  {
    name: "earthquakenpp_csv",
    found: "table",
    recognisedBy: ["time", "latitude", "longitude", "magnitude", "x", "y"],
    columns: {
      time: "time",
      latitude: "latitude",
      longitude: "longitude",
      magnitude: "magnitude",
      id: "index",
    },
  },
  {
    // FDSN-WS-Event 1.2, format=text: #EventID|Time|Latitude|Longitude|Depth/km|...
    name: "fdsn_text",
    found: "table",
    recognisedBy: ["eventid", "time", "latitude", "longitude", "depthkm", "magnitude"],
    columns: {
      time: "time",
      latitude: "latitude",
      longitude: "longitude",
      depth: "depthkm",
      magnitude: "magnitude",
      magnitudeType: "magtype",
      eventType: "eventtype",
      contributor: "contributor",
      id: "eventid",
    },
    mayOmitLastField: true,
  },
  {
    // The ASCII format of CSEP.
    name: "csep_csv",
    found: "table",
    recognisedBy: ["lon", "lat", "m", "timestring", "depth", "catalogid", "eventid"],
    columns: {
      time: "timestring",
      latitude: "lat",
      longitude: "lon",
      depth: "depth",
      magnitude: "m",
      id: "eventid",
    },
  },
  {
    name: "usgs_geojson",
    found: "geojson",
    recognisedBy: ["time", "mag", "magtype", "net", "latitude", "longitude"],
    columns: USGS_COLUMNS,
  },
  {
    // FDSN services of the EMSC, format=json.
    name: "emsc_geojson",
    found: "geojson",
    recognisedBy: ["time", "mag", "magtype", "auth", "unid", "latitude", "longitude"],
    columns: {
      time: "time",
      latitude: "latitude",
      longitude: "longitude",
      depth: "depth",
      magnitude: "mag",
      magnitudeType: "magtype",
      eventType: "evtype",
      contributor: "auth",
      id: "unid",
      updated: "lastupdate",
    },
  },
];

/** Usual names of the columns in tables of no known layout, in normal form, the likeliest first. */
export const USUAL_COLUMN_NAMES: Readonly<Record<CatalogueField, readonly string[]>> = {
  time: [
    "time",
    "datetime",
    "origintime",
    "eventtime",
    "timestamp",
    "timestring",
    "timeutc",
    "utctime",
    "datetimeutc",
    "origintimeutc",
    "ot",
  ],
  date: ["date", "eventdate", "origindate", "dateutc"],
  timeMs: ["timems", "epochms"],
  timeS: [],
  latitude: ["latitude", "lat", "latitudedeg", "evla"],
  longitude: ["longitude", "lon", "long", "lng", "longitudedeg", "evlo"],
  depth: ["depth", "depthkm", "dep", "evdp"],
  magnitude: ["magnitude", "mag", "mw", "ml", "mb", "ms", "md", "m"],
  magnitudeType: ["magnitudetype", "magtype", "typeofmagnitude"],
  eventType: ["eventtype", "type", "evtype"],
  contributor: ["contributor", "net", "network", "agency", "author", "source"],
  id: ["id", "eventid", "evid", "publicid", "eventidentifier"],
  updated: ["updated", "lastupdate", "lastupdated", "modificationtime"],
};
