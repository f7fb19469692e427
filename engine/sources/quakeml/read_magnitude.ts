import type { EventMagnitude } from "../../domain/mod.ts";
import { childOf, childrenOf, textAt, type XmlElement } from "../xml/xml_element.ts";
import type { FieldReader } from "./read_fields.ts";
import { dropUndefined, readOwnEvaluation } from "./read_origin.ts";

/** A magnitude of the event or of one station; undefined, and noted, where it has no value. */
export function readMagnitude(
  element: XmlElement,
  fields: FieldReader,
): EventMagnitude | undefined {
  const id = fields.identifierOf(element);
  const magnitude = fields.numberAt(element, "mag", "value");
  if (magnitude === undefined) {
    fields.notes.add(element, {
      kind: "left out",
      message: "the magnitude is left out: it has no value",
      value: id,
    });
    return undefined;
  }
  const isOfStation = element.name === "stationMagnitude";
  const originId = fields.referenceIn(element, "originID");
  if (isOfStation && originId === undefined) {
    fields.notes.add(element, {
      kind: "lacks an element",
      message: "the magnitude of a station names no origin, which QuakeML 1.2 needs",
      value: id,
    });
  }
  const evaluation = readOwnEvaluation(element, fields);
  const remarks = childrenOf(element, "comment").map((comment) => textAt(comment, "text"));
  return dropUndefined({
    id,
    magnitude,
    magnitudeType: textAt(element, "type"),
    error: fields.deviationIn(element, "mag"),
    stationCount: fields.numberWithin([0, 1e6], element, "stationCount"),
    station: isOfStation ? stationIn(element) : undefined,
    originId,
    method: fields.referenceIn(element, "methodID"),
    evaluation,
    remarks: remarks.length === 0 ? undefined : remarks,
  });
}

/** "NC.MEM" of the waveform; empty where there is none. */
function stationIn(element: XmlElement): string {
  const waveform = childOf(element, "waveformID");
  if (waveform === undefined) return "";
  const { networkCode = "", stationCode = "" } = waveform.attributes;
  return `${networkCode}.${stationCode}`;
}
