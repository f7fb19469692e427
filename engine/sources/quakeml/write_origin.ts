import type { Arrival, Evaluation, Origin } from "../../domain/mod.ts";
import { writeExactTime } from "../write_exact_time.ts";
import { writeElement, writeText, type XmlLines } from "../xml/write_element.ts";
import { anglesOfEllipsoid } from "./confidence_ellipsoid.ts";
import { deviationsOfEllipse } from "./read_origin.ts";
import { asResourceIdentifier } from "./resource_identifier.ts";
import { KILOMETRES_A_DEGREE, metresOfKilometres, writeDigits } from "./round_digits.ts";

/** Lines of an origin. Of a covariance only its ellipsoid is written: QuakeML has no place for it. */
export function writeOrigin(origin: Origin): XmlLines {
  const { depthErrorKm } = origin;
  const depth = Number.isFinite(origin.depthKm) ? metresOfKilometres(origin.depthKm) : undefined;
  const depthError = depthErrorKm === undefined ? undefined : metres(depthErrorKm);
  return writeElement("origin", [
    writeQuantity("time", writeExactTime(origin.timeMs), exact(origin.timeErrorSeconds)),
    writeQuantity("latitude", exact(origin.latitude)),
    writeQuantity("longitude", exact(origin.longitude)),
    writeQuantity("depth", depth, depthError),
    writeReference("methodID", origin.method),
    writeQuality(origin),
    writeUncertainty(origin),
    ...writeEvaluation(origin.evaluation),
    ...origin.arrivals.map((arrival, index) =>
      writeArrival(arrival, arrival.id ?? `${origin.id}/arrival/${index + 1}`)
    ),
    ...writeComments(origin.remarks),
  ], { publicID: asResourceIdentifier(origin.id) });
}

/** Lines of a quantity with its value and uncertainty; undefined where there is no value. */
export function writeQuantity(
  name: string,
  value: string | undefined,
  uncertainty?: string,
): XmlLines | undefined {
  if (value === undefined) return undefined;
  return writeElement(name, [writeText("value", value), writeText("uncertainty", uncertainty)]);
}

/** Lines of a reference to something by its identifier; undefined where there is none. */
export function writeReference(name: string, id: string | undefined): XmlLines | undefined {
  return id === undefined ? undefined : writeElement(name, asResourceIdentifier(id));
}

/** Lines of what a person said; none where nobody did. */
export function writeEvaluation(evaluation: Evaluation | undefined): (XmlLines | undefined)[] {
  if (evaluation === undefined) return [];
  return [writeText("evaluationMode", "manual"), writeText("evaluationStatus", evaluation)];
}

/** Lines of remarks. */
export function writeComments(remarks: readonly string[] | undefined): XmlLines[] {
  return (remarks ?? []).map((remark) => writeElement("comment", [writeElement("text", remark)]));
}

/** A number just as it is; undefined for one that is unknown or not finite. */
export function exact(value: number | undefined): string | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return Object.is(value, -0) ? "-0" : String(value);
}

function metres(kilometres: number): string | undefined {
  return Number.isFinite(kilometres) ? writeDigits(kilometres * 1000) : undefined;
}

function writeQuality(origin: Origin): XmlLines | undefined {
  const phases = origin.arrivals.filter(({ weight }) => weight > 0).length;
  const fields = [
    writeText("usedPhaseCount", phases === 0 ? undefined : String(phases)),
    writeText("standardError", exact(origin.rootMeanSquareSeconds)),
    writeText("azimuthalGap", exact(origin.azimuthalGapDegrees)),
  ];
  return fields.every((field) => field === undefined) ? undefined : writeElement("quality", fields);
}

function writeUncertainty({ horizontalErrorKm, ellipsoid }: Origin): XmlLines | undefined {
  if (horizontalErrorKm === undefined && ellipsoid === undefined) return undefined;
  const deviations = deviationsOfEllipse(ellipsoid?.probability);
  const horizontal = horizontalErrorKm === undefined
    ? undefined
    : metres(horizontalErrorKm * deviations);
  return writeElement("originUncertainty", [
    writeText("horizontalUncertainty", horizontal),
    ellipsoid === undefined ? undefined : writeEllipsoid(ellipsoid),
    writeText(
      "preferredDescription",
      ellipsoid === undefined ? "horizontal uncertainty" : "confidence ellipsoid",
    ),
    writeText(
      "confidenceLevel",
      ellipsoid === undefined ? undefined : writeDigits(100 * ellipsoid.probability),
    ),
  ]);
}

function writeEllipsoid(ellipsoid: NonNullable<Origin["ellipsoid"]>): XmlLines {
  const angles = anglesOfEllipsoid(ellipsoid);
  const [major, intermediate, minor] = angles.halfAxesKm;
  return writeElement("confidenceEllipsoid", [
    writeText("semiMajorAxisLength", metres(major)),
    writeText("semiMinorAxisLength", metres(minor)),
    writeText("semiIntermediateAxisLength", metres(intermediate)),
    writeText("majorAxisPlunge", exact(angles.plungeDegrees)),
    writeText("majorAxisAzimuth", exact(angles.azimuthDegrees)),
    writeText("majorAxisRotation", exact(angles.rotationDegrees)),
  ]);
}

function writeArrival(arrival: Arrival, id: string): XmlLines {
  const { distanceKm } = arrival;
  const degrees = Number.isFinite(distanceKm)
    ? writeDigits(distanceKm / KILOMETRES_A_DEGREE)
    : undefined;
  return writeElement("arrival", [
    writeReference("pickID", arrival.pickId),
    writeText("phase", arrival.phase),
    writeText("azimuth", exact(arrival.azimuthDegrees)),
    writeText("distance", degrees),
    writeText("timeResidual", exact(arrival.residualSeconds)),
    writeText("timeWeight", exact(arrival.weight)),
  ], { publicID: asResourceIdentifier(id) });
}
