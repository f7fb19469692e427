import type { EventMagnitude, Pick, SeismicEvent } from "../../domain/mod.ts";
import { writeExactTime } from "../write_exact_time.ts";
import { writeElement, writeText, type XmlLines } from "../xml/write_element.ts";
import { asResourceIdentifier } from "./resource_identifier.ts";
import { AMPLITUDE_UNITS, EVENT_NAMESPACE, EVENT_TYPES, ROOT_NAMESPACE } from "./vocabulary.ts";
import {
  exact,
  writeComments,
  writeEvaluation,
  writeOrigin,
  writeQuantity,
  writeReference,
} from "./write_origin.ts";

/** How a document is written. */
export interface WriteQuakemlOptions {
  /** Identifier of the document; "smi:local/quakecast/catalogue" unless given. */
  readonly id?: string;
}

/**
 * Writes events as a QuakeML 1.2 document, in pieces of text. Identifiers that the schema does not take
 * are written behind a prefix that `readQuakeml` takes away; what it reads of a document that was written
 * here is what was written, but for covariances, which QuakeML does not have, and for lengths beyond their
 * twelfth digit. A kind of event that QuakeML does not have is written as "other event".
 *
 * Source: QuakeML 1.2, Schorlemmer et al. (2013), and its schema QuakeML-BED-1.2.
 */
export function* writeQuakeml(
  events: Iterable<SeismicEvent>,
  { id = "smi:local/quakecast/catalogue" }: WriteQuakemlOptions = {},
): Generator<string, void, undefined> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<q:quakeml xmlns="${EVENT_NAMESPACE}" xmlns:q="${ROOT_NAMESPACE}">\n`;
  const [opening] = writeElement("eventParameters", [["-"]], {
    publicID: asResourceIdentifier(id),
  });
  yield `  ${opening}\n`;
  for (const event of events) {
    yield writeEvent(event).map((line) => `    ${line}\n`).join("");
  }
  yield `  </eventParameters>\n</q:quakeml>\n`;
}

function writeEvent(event: SeismicEvent): XmlLines {
  const { eventType, agency, updatedMs } = event;
  const type = eventType === "" || EVENT_TYPES.includes(eventType) ? eventType : "other event";
  const origin = event.preferredOriginId ?? event.origins[0]?.id;
  const hasInfo = agency !== undefined || updatedMs !== undefined;
  return writeElement("event", [
    writeReference("preferredOriginID", event.preferredOriginId),
    writeReference("preferredMagnitudeID", event.preferredMagnitudeId),
    writeText("type", type),
    ...event.descriptions.map((text) => writeElement("description", [writeElement("text", text)])),
    hasInfo
      ? writeElement("creationInfo", [
        writeText("agencyID", agency),
        writeText("creationTime", updatedMs === undefined ? "" : writeExactTime(updatedMs)),
      ])
      : undefined,
    ...event.origins.map(writeOrigin),
    ...event.magnitudes.map((magnitude) => writeMagnitude(magnitude, origin)),
    ...event.picks.map(writePick),
    ...event.picks.map(writeAmplitude),
  ], { publicID: asResourceIdentifier(event.id) });
}

/** A magnitude; one of a station needs an origin, and takes the event's where it names none. */
function writeMagnitude(magnitude: EventMagnitude, eventOrigin: string | undefined): XmlLines {
  const { station, originId } = magnitude;
  const [network, code] = splitStation(station ?? "");
  return writeElement(station === undefined ? "magnitude" : "stationMagnitude", [
    writeReference("originID", originId ?? (station === undefined ? undefined : eventOrigin)),
    writeQuantity("mag", exact(magnitude.magnitude), exact(magnitude.error)),
    writeText("type", magnitude.magnitudeType),
    station === undefined ? writeText("stationCount", exact(magnitude.stationCount)) : undefined,
    writeReference("methodID", magnitude.method),
    station === undefined || station === ""
      ? undefined
      : writeElement("waveformID", "", { networkCode: network, stationCode: code }),
    ...(station === undefined ? writeEvaluation(magnitude.evaluation) : []),
    ...writeComments(magnitude.remarks),
  ], { publicID: asResourceIdentifier(magnitude.id) });
}

function splitStation(station: string): [string, string] {
  const point = station.indexOf(".");
  return [station.slice(0, Math.max(0, point)), station.slice(point + 1)];
}

function writePick(pick: Pick): XmlLines {
  const { method, probability, weight, evaluation } = pick;
  const { network, station, location, channel } = pick.code;
  const isMode = method === "manual" || method === "automatic";
  return writeElement("pick", [
    writeQuantity("time", writeExactTime(pick.timeMs), exact(pick.timeErrorSeconds)),
    writeElement("waveformID", "", {
      networkCode: network,
      stationCode: station,
      ...(location === "" ? {} : { locationCode: location }),
      ...(channel === "" ? {} : { channelCode: channel }),
    }),
    isMode ? undefined : writeReference("methodID", method),
    writeText("phaseHint", pick.phase),
    ...(evaluation === undefined
      ? [writeText("evaluationMode", isMode || method === undefined ? method : "automatic")]
      : writeEvaluation(evaluation)),
    ...writeComments([
      ...(probability === undefined ? [] : [`probability ${probability}`]),
      ...(weight === undefined ? [] : [`weight ${weight}`]),
    ]),
  ], { publicID: asResourceIdentifier(pick.id) });
}

function writeAmplitude(pick: Pick): XmlLines | undefined {
  const amplitude = exact(pick.amplitude);
  if (amplitude === undefined) return undefined;
  const unit = pick.amplitudeUnit;
  const word = AMPLITUDE_UNITS.find(([, ours]) => ours === unit)?.[0];
  return writeElement("amplitude", [
    writeQuantity("genericAmplitude", amplitude),
    unit === undefined ? undefined : writeElement("unit", word ?? "other"),
    writeReference("pickID", pick.id),
    ...(unit === undefined || word !== undefined ? [] : writeComments([`unit ${unit}`])),
  ], { publicID: asResourceIdentifier(`${asResourceIdentifier(pick.id)}/amplitude`) });
}
