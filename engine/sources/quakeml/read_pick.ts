import type { Pick } from "../../domain/mod.ts";
import { childOf, childrenOf, textAt, type XmlElement } from "../xml/xml_element.ts";
import type { FieldReader } from "./read_fields.ts";
import { dropUndefined, readEvaluation } from "./read_origin.ts";
import { AMPLITUDE_UNITS } from "./vocabulary.ts";

/**
 * A pick; undefined, and noted, where it has no time or no station. Probability and weight, for which
 * QuakeML has no place, are read from comments such as "probability 0.9".
 */
export function readPick(element: XmlElement, fields: FieldReader): Pick | undefined {
  const id = fields.identifierOf(element);
  const timeMs = fields.timeAt(element, "time", "value");
  const waveform = childOf(element, "waveformID");
  if (timeMs === undefined || waveform === undefined) {
    fields.notes.add(element, {
      kind: "left out",
      message: "the pick is left out: it lacks a time or a waveformID",
      value: id,
    });
    return undefined;
  }
  const { networkCode, stationCode, locationCode = "", channelCode = "" } = waveform.attributes;
  if (networkCode === undefined || stationCode === undefined) {
    fields.notes.add(waveform, {
      kind: "lacks an attribute",
      message: "networkCode or stationCode is missing, which QuakeML 1.2 needs, and is left empty",
    });
  }
  fields.wordIn(element, "onset");
  fields.wordIn(element, "polarity");
  const mode = fields.wordIn(element, "evaluationMode");
  const said = numbersInComments(element);
  return dropUndefined({
    id,
    code: {
      network: networkCode ?? "",
      station: stationCode ?? "",
      location: locationCode,
      channel: channelCode,
    },
    phase: textAt(element, "phaseHint"),
    timeMs,
    probability: said.probability,
    timeErrorSeconds: fields.deviationIn(element, "time"),
    weight: said.weight,
    evaluation: readEvaluation(element, fields),
    method: mode === "manual" ? mode : fields.referenceIn(element, "methodID") ?? mode,
  });
}

function numbersInComments(element: XmlElement): { probability?: number; weight?: number } {
  const numbers: { probability?: number; weight?: number } = {};
  for (const comment of childrenOf(element, "comment")) {
    const match = /^(probability|weight) (\d[\d.e+-]*)$/.exec(textAt(comment, "text"));
    const value = Number(match?.[2]);
    if (value >= 0 && value <= 1) numbers[match![1] as keyof typeof numbers] = value;
  }
  return numbers;
}

/** The amplitude of a pick; undefined where the element is of no pick or, noted, has no value. */
export function readAmplitude(
  element: XmlElement,
  fields: FieldReader,
): { pickId: string; amplitude: number; amplitudeUnit?: string } | undefined {
  const pickId = fields.referenceIn(element, "pickID");
  const amplitude = fields.numberAt(element, "genericAmplitude", "value");
  const word = fields.wordIn(element, "unit");
  if (pickId === undefined || amplitude === undefined) return undefined;
  const said = childrenOf(element, "comment")
    .map((comment) => /^unit (.+)$/.exec(textAt(comment, "text"))?.[1])
    .find((unit) => unit !== undefined);
  const amplitudeUnit = said ?? AMPLITUDE_UNITS.find(([name]) => name === word)?.[1];
  return dropUndefined({ pickId, amplitude, amplitudeUnit });
}
