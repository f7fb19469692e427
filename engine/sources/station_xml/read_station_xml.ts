import {
  InputError,
  STATION_ELEVATIONS_M,
  type StationChannel,
  type StationReading,
} from "../../domain/mod.ts";
import { DocumentNotes } from "../document_notes.ts";
import { ElementFields } from "../xml/element_fields.ts";
import { type DocumentRoot, ElementStream } from "../xml/element_stream.ts";
import { childrenOf, textAt, type XmlElement } from "../xml/xml_element.ts";
import { readResponse } from "./read_response.ts";
import { StationList } from "./station_list.ts";

const NAMESPACE = "http://www.fdsn.org/xml/station/1";

/** What stands between two channel codes of no location. */
const NO_LOCATION = /^(--)?$/;

/**
 * Reads StationXML 1.0 to 1.2, station by station: codes, places, epochs and responses. What cannot be
 * read is left out and noted; a channel without a place has its station's.
 *
 * Throws InputError for what is no StationXML of these versions.
 *
 * Source: FDSN StationXML 1.2.
 */
export function readStationXml(bytes: Uint8Array, source: string): StationReading {
  const notes = new DocumentNotes();
  const fields = new ElementFields(notes);
  const list = new StationList(notes);
  const elements = new ElementStream({
    source,
    handOut: ["Station"],
    isOwn: (namespace) => namespace === NAMESPACE,
    checkRoot: (root) => checkRoot(root, source),
  });
  for (const station of [...elements.write(bytes), ...elements.close()]) {
    addStation(station, { fields, list });
  }
  const stations = list.list();
  if (stations.length === 0) {
    notes.addAt({}, { kind: "no stations", message: "the document tells of no station" });
  }
  return { stations, notes: notes.list() };
}

function checkRoot({ name, namespace, attributes, line }: DocumentRoot, source: string): void {
  if (name !== "FDSNStationXML" || namespace !== NAMESPACE) {
    throw new InputError(`Cannot read ${source} as StationXML: its root is another element`, {
      line,
      field: name,
      value: namespace,
      expected: `FDSNStationXML of the namespace ${NAMESPACE}`,
    });
  }
  if (/^1(\.[012])?$/.test(attributes.schemaVersion ?? "")) return;
  throw new InputError(`Cannot read ${source} as StationXML: its version is not known`, {
    line,
    field: "schemaVersion",
    value: attributes.schemaVersion ?? "",
    expected: "1.0, 1.1 or 1.2",
  });
}

function addStation(
  element: XmlElement,
  { fields, list }: { fields: ElementFields; list: StationList },
): void {
  const network = element.parent?.attributes.code?.trim() ?? "";
  const station = element.attributes.code?.trim() ?? "";
  const latitude = fields.numberWithin([-90, 90], element, "Latitude");
  const longitude = fields.numberWithin([-180, 180], element, "Longitude");
  if (station === "" || latitude === undefined || longitude === undefined) {
    fields.notes.add(element, {
      kind: "left out",
      message: "the station is left out: it lacks a code, a latitude or a longitude",
      value: `${network}.${station}`,
    });
    return;
  }
  const elevationM = fields.numberWithin(STATION_ELEVATIONS_M, element, "Elevation");
  if (elevationM === undefined) {
    fields.notes.add(element, {
      kind: "no elevation",
      message: "the station is put at sea level: its elevation is not told",
      value: `${network}.${station}`,
    });
  }
  const place = { latitude, longitude, elevationM: elevationM ?? 0 };
  list.add({ network, station, ...place, siteName: textAt(element, "Site", "Name") }, {
    channels: childrenOf(element, "Channel").flatMap((channel) =>
      readChannel(channel, { place, fields }) ?? []
    ),
    startMs: readTime(element, { name: "startDate", open: -Infinity, fields }),
    line: element.line,
  });
}

function readChannel(
  element: XmlElement,
  { place, fields }: {
    place: { latitude: number; longitude: number; elevationM: number };
    fields: ElementFields;
  },
): StationChannel | undefined {
  const { code = "", locationCode = "" } = element.attributes;
  if (code.trim() === "") {
    fields.notes.add(element, {
      kind: "left out",
      message: "the channel is left out: it has no code",
    });
    return undefined;
  }
  const latitude = fields.numberWithin([-90, 90], element, "Latitude");
  const longitude = fields.numberWithin([-180, 180], element, "Longitude");
  if (latitude === undefined || longitude === undefined) {
    fields.notes.add(element, {
      kind: "place of the station",
      message: "the channel has no place and is put where its station is",
      value: code,
    });
  }
  const response = readResponse(element, fields);
  const location = locationCode.trim();
  return {
    location: NO_LOCATION.test(location) ? "" : location,
    channel: code.trim(),
    latitude: latitude ?? place.latitude,
    longitude: longitude ?? place.longitude,
    elevationM: fields.numberWithin(STATION_ELEVATIONS_M, element, "Elevation") ??
      place.elevationM,
    depthM: fields.numberAt(element, "Depth") ?? 0,
    azimuthDegrees: fields.numberAt(element, "Azimuth") ?? NaN,
    dipDegrees: fields.numberAt(element, "Dip") ?? NaN,
    samplingRateHz: fields.numberAt(element, "SampleRate") ?? NaN,
    startMs: readTime(element, { name: "startDate", open: -Infinity, fields }),
    endMs: readTime(element, { name: "endDate", open: Infinity, fields }),
    ...(response === undefined ? {} : { response }),
  };
}

/** A time in an attribute; `open` where there is none or, noted, none that can be read. */
function readTime(
  element: XmlElement,
  { name, open, fields }: { name: string; open: number; fields: ElementFields },
): number {
  const text = element.attributes[name]?.trim() ?? "";
  if (text === "") return open;
  // As a child, so that times of attributes and of elements are read and noted alike.
  const child: XmlElement = { name, attributes: {}, line: element.line, children: [], text };
  return fields.timeAt({ ...element, children: [child] }, name) ?? open;
}
