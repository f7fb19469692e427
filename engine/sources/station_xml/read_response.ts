import type { ComplexNumber, InstrumentResponse } from "../../domain/mod.ts";
import type { ElementFields } from "../xml/element_fields.ts";
import { childOf, childrenOf, elementAt, textAt, type XmlElement } from "../xml/xml_element.ts";
import { normaliseInputUnit } from "./input_units.ts";

/** How far a normalisation factor may be from what its poles and zeros make it: published ones are 2 % off. */
const NORMALISATION_TOLERANCE = 0.02;

/** The product of the analogue stages. */
interface PolesAndZeros {
  factor: number;
  poles: ComplexNumber[];
  zeros: ComplexNumber[];
}

/**
 * The response of a channel: the overall sensitivity, and the poles and zeros of all analogue stages
 * together, in radians a second. Digital filters count as flat. Undefined, and noted, where there is no
 * sensitivity or the instrument does not answer to ground motion.
 *
 * Source: FDSN StationXML 1.2, Response; SEED 2.4, blockettes 53 and 58.
 */
export function readResponse(
  channel: XmlElement,
  fields: ElementFields,
): InstrumentResponse | undefined {
  const response = childOf(channel, "Response");
  if (response === undefined || response.children.length === 0) return undefined;
  const overall = childOf(response, "InstrumentSensitivity");
  if (overall === undefined) {
    fields.notes.add(response, {
      kind: "no response",
      message: "the response is left out: it has no overall sensitivity",
      value: childOf(response, "InstrumentPolynomial") && "InstrumentPolynomial",
    });
    return undefined;
  }
  const sensitivity = fields.numberAt(overall, "Value");
  const unit = normaliseInputUnit(textAt(overall, "InputUnits", "Name"));
  if (sensitivity === undefined || sensitivity === 0 || unit === undefined) {
    fields.notes.add(overall, {
      kind: "no response",
      message:
        "the response is left out: it is not one to ground motion, or its sensitivity is none",
      value: `${textAt(overall, "Value")} for ${textAt(overall, "InputUnits", "Name")}`,
    });
    return undefined;
  }
  const { factor, poles, zeros } = readStages(response, fields);
  return {
    inputUnit: unit.name,
    sensitivity: sensitivity / unit.metres,
    sensitivityFrequencyHz: fields.numberAt(overall, "Frequency") ?? NaN,
    normalisationFactor: factor,
    poles,
    zeros,
  };
}

function readStages(response: XmlElement, fields: ElementFields): PolesAndZeros {
  const product: PolesAndZeros = { factor: 1, poles: [], zeros: [] };
  let analogue = 0;
  for (const stage of childrenOf(response, "Stage")) {
    for (const kind of stage.children) {
      if (kind.name === "PolesZeros") {
        const read = readPolesZeros(kind, fields);
        if (read === undefined) continue;
        analogue++;
        product.factor *= read.factor;
        product.poles.push(...read.poles);
        product.zeros.push(...read.zeros);
      } else if (!isFlat(kind)) {
        fields.notes.add(kind, {
          kind: "stage not understood",
          message: `stage ${stage.attributes.number ?? "?"} is taken as flat`,
        });
      }
    }
  }
  if (analogue === 0) {
    fields.notes.add(response, {
      kind: "flat response",
      message: "no poles and zeros are given: the response is taken as flat in its input unit",
    });
  }
  return product;
}

/** Whether what stands in a stage changes nothing within the band: gains, and digital filters. */
function isFlat(kind: XmlElement): boolean {
  if (kind.name === "Coefficients") return textAt(kind, "CfTransferFunctionType") === "DIGITAL";
  return ["StageGain", "Decimation", "FIR"].includes(kind.name);
}

function readPolesZeros(stage: XmlElement, fields: ElementFields): PolesAndZeros | undefined {
  const type = textAt(stage, "PzTransferFunctionType");
  const scale = type === "LAPLACE (RADIANS/SECOND)" || type === "LAPLACE (RADIAN/SECOND)"
    ? 1
    : type === "LAPLACE (HERTZ)"
    ? 2 * Math.PI
    : undefined;
  const roots = (name: string) =>
    childrenOf(stage, name).map((root) => ({
      real: fields.numberAt(root, "Real"),
      imaginary: fields.numberAt(root, "Imaginary"),
    }));
  const [poles, zeros] = [roots("Pole"), roots("Zero")];
  const isWhole = [...poles, ...zeros].every((r) =>
    r.real !== undefined && r.imaginary !== undefined
  );
  if (scale === undefined || !isWhole) {
    fields.notes.add(stage, {
      kind: "stage not understood",
      message: "the stage is taken as flat: its poles and zeros are not of an analogue filter",
      value: type,
    });
    return undefined;
  }
  const turn = ({ real, imaginary }: { real?: number; imaginary?: number }) => ({
    real: real! * scale,
    imaginary: imaginary! * scale,
  });
  const turned = { poles: poles.map(turn), zeros: zeros.map(turn) };
  const given = fields.numberAt(stage, "NormalizationFactor") ?? 1;
  const factor = given * scale ** (poles.length - zeros.length);
  checkNormalisation(stage, { factor, ...turned, fields });
  return { factor, ...turned };
}

/** Notes a factor that does not make the ratio of polynomials 1 at its own frequency. */
function checkNormalisation(
  stage: XmlElement,
  { factor, poles, zeros, fields }: PolesAndZeros & { fields: ElementFields },
): void {
  const frequency = fields.numberAt(stage, "NormalizationFrequency");
  if (frequency === undefined) return;
  const omega = 2 * Math.PI * frequency;
  const length = (roots: ComplexNumber[]) =>
    roots.reduce((product, root) => product * Math.hypot(root.real, omega - root.imaginary), 1);
  const ratio = Math.abs(factor) * length(zeros) / length(poles);
  if (!Number.isFinite(ratio) || Math.abs(ratio - 1) <= NORMALISATION_TOLERANCE) return;
  fields.notes.add(elementAt(stage, "NormalizationFactor") ?? stage, {
    kind: "wrong normalisation",
    message: `the factor stays, but makes the filter ${ratio.toPrecision(4)} and not 1 at ` +
      `${frequency} Hz`,
    value: textAt(stage, "NormalizationFactor"),
  });
}
