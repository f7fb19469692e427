import type {
  ComplexNumber,
  InputLocation,
  InstrumentResponse,
  Station,
  StationChannel,
} from "../../domain/mod.ts";
import { JsonRecord, listOfJson } from "./json_record.ts";
import { parseJson } from "./parse_json.ts";

const LATITUDES = { least: -90, most: 90 };
const LONGITUDES = { least: -180, most: 360 };

/**
 * Reads stations given as JSON: a list of objects, or an object that holds one as `stations`. Each has
 * `station`, `latitude` and `longitude`, and may have `network`, `elevationM`, `siteName` and `channels`
 * with the names of StationChannel, where place and epoch are those of the station and ever if left out.
 *
 * Throws InputError where a value is missing or wrong, with its place.
 */
export function readJsonStations(bytes: Uint8Array, source: string): Station[] {
  const list = listOfJson(parseJson(bytes, source), { name: "stations", source });
  return list.map((entry, i) => readStation(entry, { source, field: `stations[${i}]` }));
}

function readStation(entry: unknown, where: InputLocation): Station {
  const record = new JsonRecord(entry, where);
  const place = {
    latitude: record.number("latitude", LATITUDES),
    longitude: record.number("longitude", LONGITUDES),
    elevationM: record.number("elevationM", { spare: 0 }),
  };
  return {
    network: record.text("network", ""),
    station: record.text("station"),
    ...place,
    siteName: record.text("siteName", ""),
    channels: record.list(
      "channels",
      (member, where) => readChannel(new JsonRecord(member, where), place),
    ),
  };
}

type Place = Pick<Station, "latitude" | "longitude" | "elevationM">;

function readChannel(record: JsonRecord, station: Place): StationChannel {
  const number = (name: keyof StationChannel, spare: number) => record.number(name, { spare });
  return {
    location: record.text("location", ""),
    channel: record.text("channel"),
    latitude: record.number("latitude", { ...LATITUDES, spare: station.latitude }),
    longitude: record.number("longitude", { ...LONGITUDES, spare: station.longitude }),
    elevationM: number("elevationM", station.elevationM),
    depthM: number("depthM", 0),
    azimuthDegrees: number("azimuthDegrees", NaN),
    dipDegrees: number("dipDegrees", NaN),
    samplingRateHz: number("samplingRateHz", NaN),
    startMs: record.timeMs("start", -Infinity),
    endMs: record.timeMs("end", Infinity),
    ...(record.has("response") && { response: readResponse(record.record("response")) }),
  };
}

function readResponse(record: JsonRecord): InstrumentResponse {
  const roots = (name: "poles" | "zeros") => record.list(name, readComplex);
  const inputUnit = record.text("inputUnit");
  if (!["m", "m/s", "m/s**2"].includes(inputUnit)) {
    throw record.refuse("inputUnit", '"m", "m/s" or "m/s**2"');
  }
  return {
    inputUnit,
    sensitivity: record.number("sensitivity"),
    sensitivityFrequencyHz: record.number("sensitivityFrequencyHz", { least: 0 }),
    normalisationFactor: record.number("normalisationFactor"),
    poles: roots("poles"),
    zeros: roots("zeros"),
  };
}

function readComplex(member: unknown, where: InputLocation): ComplexNumber {
  const record = new JsonRecord(member, where);
  return { real: record.number("real"), imaginary: record.number("imaginary") };
}
