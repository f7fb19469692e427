import { DocumentNotes } from "../../../../engine/sources/document_notes.ts";
import { FieldReader } from "../../../../engine/sources/quakeml/read_fields.ts";
import { ElementStream } from "../../../../engine/sources/xml/element_stream.ts";
import type { XmlElement } from "../../../../engine/sources/xml/xml_element.ts";

/**
 * What the schema of QuakeML 1.2 allows in the elements that are written here: a name stands for one child
 * at most, "*" after it for any number, "!" for one that must be there, "@" before it for an attribute
 * that must be there. Transcribed from QuakeML-BED-1.2.xsd.
 */
const TYPES: Readonly<Record<string, string>> = {
  eventParameters: "@publicID comment* event* description creationInfo",
  event: "@publicID description* comment* focalMechanism* amplitude* magnitude* " +
    "stationMagnitude* origin* pick* preferredOriginID preferredMagnitudeID " +
    "preferredFocalMechanismID type typeCertainty creationInfo",
  description: "text! type",
  comment: "text! creationInfo",
  creationInfo: "agencyID agencyURI author authorURI creationTime version",
  origin:
    "@publicID compositeTime* comment* originUncertainty arrival* time! longitude! latitude! " +
    "depth depthType timeFixed epicenterFixed referenceSystemID methodID earthModelID quality type " +
    "region evaluationMode evaluationStatus creationInfo",
  arrival: "@publicID comment* pickID! phase! timeCorrection azimuth distance takeoffAngle " +
    "timeResidual horizontalSlownessResidual backazimuthResidual timeWeight " +
    "horizontalSlownessWeight backazimuthWeight earthModelID creationInfo",
  originUncertainty: "horizontalUncertainty minHorizontalUncertainty maxHorizontalUncertainty " +
    "azimuthMaxHorizontalUncertainty confidenceEllipsoid preferredDescription confidenceLevel",
  confidenceEllipsoid: "semiMajorAxisLength! semiMinorAxisLength! semiIntermediateAxisLength! " +
    "majorAxisPlunge! majorAxisAzimuth! majorAxisRotation!",
  quality: "associatedPhaseCount usedPhaseCount associatedStationCount usedStationCount " +
    "depthPhaseCount standardError azimuthalGap secondaryAzimuthalGap groundTruthLevel " +
    "maximumDistance minimumDistance medianDistance",
  magnitude: "@publicID comment* stationMagnitudeContribution* mag! type originID methodID " +
    "stationCount azimuthalGap evaluationMode evaluationStatus creationInfo",
  stationMagnitude: "@publicID comment* originID! mag! type amplitudeID methodID waveformID " +
    "creationInfo",
  pick: "@publicID comment* time! waveformID! filterID methodID horizontalSlowness backazimuth " +
    "slownessMethodID onset phaseHint polarity evaluationMode evaluationStatus creationInfo",
  amplitude: "@publicID comment* genericAmplitude! type category unit methodID period snr " +
    "timeWindow pickID waveformID filterID scalingTime magnitudeHint evaluationMode " +
    "evaluationStatus creationInfo",
  waveformID: "@networkCode @stationCode",
  quantity: "value! uncertainty lowerUncertainty upperUncertainty confidenceLevel",
};

const QUANTITIES = ["time", "latitude", "longitude", "depth", "mag", "genericAmplitude"];
const NUMBERS =
  /^(value|uncertainty|confidenceLevel|distance|azimuth|time(Residual|Weight)|semi.*|majorAxis.*|(h|minH|maxH|azimuthMaxH)orizontalUncertainty|standardError|azimuthalGap)$/;
const DOUBLE = /^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const DATE_TIME = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Every way in which a document breaks the schema, as a sentence each. */
export function findSchemaFaults(document: string): string[] {
  const stream = new ElementStream({
    source: "written",
    handOut: ["eventParameters"],
    isOwn: () => true,
    checkRoot: () => {},
  });
  const elements = [...stream.write(new TextEncoder().encode(document)), ...stream.close()];
  const faults = elements.flatMap(faultsIn);
  return elements.length === 1 ? faults : [...faults, "there is not one eventParameters"];
}

function faultsIn(element: XmlElement): string[] {
  const { name, children, attributes, line } = element;
  const type = TYPES[QUANTITIES.includes(name) && name !== "type" ? "quantity" : name];
  const where = `${name}, line ${line}`;
  if (type === undefined) return children.length > 0 ? [`${where}: no children`] : judge(element);
  const faults: string[] = [];
  const rules = new Map(
    type.split(" ").map((rule) => [rule.replace(/[@*!]/g, ""), rule] as const),
  );
  for (const [child, rule] of rules) {
    const count = children.filter((one) => one.name === child).length;
    if (rule.startsWith("@")) {
      if (attributes[child] === undefined) faults.push(`${where}: lacks ${child}`);
    } else if (rule.endsWith("!") && count !== 1) faults.push(`${where}: ${count} ${child}`);
    else if (!rule.endsWith("*") && count > 1) faults.push(`${where}: ${count} ${child}`);
  }
  for (const child of children) {
    if (!rules.has(child.name)) faults.push(`${where}: has ${child.name}`);
  }
  return [...faults, ...judge(element), ...children.flatMap(faultsIn)];
}

function judge(element: XmlElement): string[] {
  const { name, parent, line } = element;
  const text = element.text.trim();
  const where = `${name}, line ${line}`;
  if (name === "creationTime" || (name === "value" && parent?.name === "time")) {
    return DATE_TIME.test(text) ? [] : [`${where}: ${text} is no dateTime`];
  }
  if (NUMBERS.test(name) && !DOUBLE.test(text)) return [`${where}: ${text} is no double`];
  if (/Count$/.test(name) && !/^\d+$/.test(text)) return [`${where}: ${text} is no integer`];
  const notes = new DocumentNotes();
  const fields = new FieldReader(notes);
  if (element.attributes.publicID !== undefined) fields.identifierOf(element);
  if (/ID$/.test(name) && !/^(waveform|agency)ID$/.test(name) && parent !== undefined) {
    fields.referenceIn({ ...parent, children: [element] }, name);
  }
  return notes.list().map(({ message }) => `${where}: ${message}`);
}
