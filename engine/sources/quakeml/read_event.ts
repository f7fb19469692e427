import type { Origin, Pick, SeismicEvent } from "../../domain/mod.ts";
import { childOf, childrenOf, textAt, type XmlElement } from "../xml/xml_element.ts";
import { dropUndefined, readOrigin } from "./read_origin.ts";
import type { FieldReader } from "./read_fields.ts";
import { readMagnitude } from "./read_magnitude.ts";
import { readAmplitude, readPick } from "./read_pick.ts";
import { EVENT_TYPES } from "./vocabulary.ts";

/** Children of an event that are read. */
const READ_CHILDREN = new Set([
  "amplitude",
  "creationInfo",
  "description",
  "magnitude",
  "origin",
  "pick",
  "preferredMagnitudeID",
  "preferredOriginID",
  "stationMagnitude",
  "type",
  "typeCertainty",
]);

/** An event; whatever is wrong with it is noted. */
export function readEvent(element: XmlElement, fields: FieldReader): SeismicEvent {
  for (const child of element.children) {
    if (!READ_CHILDREN.has(child.name)) fields.notes.passOver(child);
  }
  const id = fields.identifierOf(element);
  const origins = childrenOf(element, "origin").flatMap((child) => readOrigin(child, fields) ?? []);
  const magnitudes = element.children
    .filter(({ name }) => name === "magnitude" || name === "stationMagnitude")
    .flatMap((child) => readMagnitude(child, fields) ?? []);
  const picks = readPicks(element, fields);
  noteDangling(element, { origins, picks, fields });
  fields.wordIn(element, "typeCertainty");
  const info = childOf(element, "creationInfo");
  return dropUndefined({
    id,
    eventType: readType(element, fields),
    agency: textAt(info, "agencyID") || undefined,
    updatedMs: info === undefined ? undefined : fields.timeAt(info, "creationTime"),
    descriptions: childrenOf(element, "description").map((child) => textAt(child, "text")),
    origins,
    preferredOriginId: preferredOf(element, { name: "preferredOriginID", of: origins, fields }),
    magnitudes,
    preferredMagnitudeId: preferredOf(element, {
      name: "preferredMagnitudeID",
      of: magnitudes,
      fields,
    }),
    picks,
  });
}

/** The kind of event. A word that QuakeML lacks stays, noted: what is no earthquake must not become one. */
function readType(element: XmlElement, { notes }: FieldReader): string {
  const given = textAt(element, "type");
  if (given === "" || given === "null") return "";
  if (EVENT_TYPES.includes(given)) return given;
  const spaced = given.replaceAll("_", " ");
  const type = EVENT_TYPES.includes(spaced) ? spaced : given;
  notes.add(childOf(element, "type") ?? element, {
    kind: "wrong word",
    message: `the event is taken for "${type}": QuakeML 1.2 has no such kind of event`,
    value: given,
  });
  return type;
}

function readPicks(element: XmlElement, fields: FieldReader): Pick[] {
  const picks = new Map<string, Pick>();
  for (const child of childrenOf(element, "pick")) {
    const pick = readPick(child, fields);
    if (pick === undefined) continue;
    if (picks.has(pick.id)) {
      fields.notes.add(child, {
        kind: "left out",
        message: "the pick is left out: there is one of the same identifier",
        value: pick.id,
      });
    } else picks.set(pick.id, pick);
  }
  for (const child of childrenOf(element, "amplitude")) {
    const read = readAmplitude(child, fields);
    const pick = read === undefined ? undefined : picks.get(read.pickId);
    if (read === undefined || pick === undefined || pick.amplitude !== undefined) {
      fields.notes.passOver(child);
      continue;
    }
    const { pickId, ...amplitude } = read;
    picks.set(pickId, { ...pick, ...amplitude });
  }
  return [...picks.values()];
}

function noteDangling(
  element: XmlElement,
  { origins, picks, fields }: { origins: Origin[]; picks: Pick[]; fields: FieldReader },
): void {
  const known = new Set(picks.map((pick) => pick.id));
  for (const { arrivals } of origins) {
    for (const { pickId } of arrivals) {
      if (known.has(pickId)) continue;
      fields.notes.add(element, {
        kind: "unknown reference",
        message: "an arrival names a pick that is not in its event",
        value: pickId,
      });
    }
  }
}

function preferredOf(
  element: XmlElement,
  { name, of, fields }: {
    name: string;
    of: readonly { id: string }[];
    fields: FieldReader;
  },
): string | undefined {
  const id = fields.referenceIn(element, name);
  if (id === undefined || of.some((one) => one.id === id)) return id;
  fields.notes.add(childOf(element, name) ?? element, {
    kind: "unknown reference",
    message: `the ${name} is left out: there is none of this identifier`,
    value: id,
  });
  return undefined;
}
