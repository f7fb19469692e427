import type { Arrival, Evaluation, Origin } from "../../domain/mod.ts";
import { childOf, childrenOf, textAt, type XmlElement } from "../xml/xml_element.ts";
import { ellipsoidOfAngles } from "./confidence_ellipsoid.ts";
import type { FieldReader } from "./read_fields.ts";
import { KILOMETRES_A_DEGREE, kilometresOfMetres, roundDigits } from "./round_digits.ts";

/** Share inside an ellipsoid of which nothing is said. */
const USUAL_SHARE = 0.68;

/** An origin; undefined, and noted, where it lacks a time or a place. */
export function readOrigin(element: XmlElement, fields: FieldReader): Origin | undefined {
  const id = fields.identifierOf(element);
  const timeMs = fields.timeAt(element, "time", "value");
  const latitude = fields.numberWithin([-90, 90], element, "latitude", "value");
  const longitude = fields.numberWithin([-360, 360], element, "longitude", "value");
  if (timeMs === undefined || latitude === undefined || longitude === undefined) {
    fields.notes.add(element, {
      kind: "left out",
      message: "the origin is left out: it lacks a time, a latitude or a longitude",
      value: id,
    });
    return undefined;
  }
  const depthM = fields.numberAt(element, "depth", "value");
  const depthErrorM = depthM === undefined ? undefined : fields.deviationIn(element, "depth");
  fields.wordIn(element, "depthType");
  const evaluation = readOwnEvaluation(element, fields);
  const remarks = childrenOf(element, "comment").map((comment) => textAt(comment, "text"));
  return dropUndefined({
    id,
    timeMs,
    latitude,
    longitude,
    depthKm: depthM === undefined ? NaN : kilometresOfMetres(textAt(element, "depth", "value")),
    timeErrorSeconds: fields.deviationIn(element, "time"),
    horizontalErrorKm: readHorizontalError(element, { latitude, fields }),
    depthErrorKm: depthErrorM === undefined ? undefined : roundDigits(depthErrorM / 1000),
    ellipsoid: readEllipsoid(element, fields),
    azimuthalGapDegrees: fields.numberAt(element, "quality", "azimuthalGap"),
    rootMeanSquareSeconds: fields.numberAt(element, "quality", "standardError"),
    arrivals: childrenOf(element, "arrival").flatMap((child) => readArrival(child, fields) ?? []),
    method: fields.referenceIn(element, "methodID"),
    evaluation,
    remarks: remarks.length === 0 ? undefined : remarks,
  });
}

/** What a person said of an element; undefined for words that say nothing of that. */
export function readEvaluation(element: XmlElement, fields: FieldReader): Evaluation | undefined {
  const status = fields.wordIn(element, "evaluationStatus");
  return status === "reviewed" || status === "rejected" ? status : undefined;
}

/** The same of an origin or magnitude: one whose mode is "manual" was made by a person, as USGS says of what was reviewed. */
export function readOwnEvaluation(
  element: XmlElement,
  fields: FieldReader,
): Evaluation | undefined {
  const isManual = fields.wordIn(element, "evaluationMode") === "manual";
  return readEvaluation(element, fields) ?? (isManual ? "reviewed" : undefined);
}

/** The same object without the keys whose value is undefined. */
export function dropUndefined<T extends object>(object: T): T {
  const kept: Record<string, unknown> = {};
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key];
  return kept as T;
}

/**
 * One standard deviation of the epicentre, kilometres: the larger half axis of the ellipse, which at a
 * share p is sqrt(−2 ln(1 − p)) deviations long; else of the deviations of latitude and longitude.
 */
function readHorizontalError(
  element: XmlElement,
  { latitude, fields }: { latitude: number; fields: FieldReader },
): number | undefined {
  const uncertainty = childOf(element, "originUncertainty");
  if (uncertainty !== undefined) {
    fields.wordIn(uncertainty, "preferredDescription");
    const metres = fields.numberWithin([0, Infinity], uncertainty, "maxHorizontalUncertainty") ??
      fields.numberWithin([0, Infinity], uncertainty, "horizontalUncertainty");
    const share = fields.confidenceIn(uncertainty);
    if (metres !== undefined) return roundDigits(metres / 1000 / deviationsOfEllipse(share));
  }
  const north = fields.deviationIn(element, "latitude");
  const east = fields.deviationIn(element, "longitude");
  if (north === undefined || east === undefined) return undefined;
  const widest = Math.max(north, east * Math.cos(latitude * Math.PI / 180));
  return roundDigits(widest * KILOMETRES_A_DEGREE);
}

/** Standard deviations in the half axis of an ellipse that holds a share; 1 where no share is told. */
export function deviationsOfEllipse(share: number | undefined): number {
  return share === undefined ? 1 : Math.sqrt(-2 * Math.log1p(-share));
}

function readEllipsoid(element: XmlElement, fields: FieldReader): Origin["ellipsoid"] {
  const uncertainty = childOf(element, "originUncertainty");
  const ellipsoid = childOf(uncertainty, "confidenceEllipsoid");
  if (uncertainty === undefined || ellipsoid === undefined) return undefined;
  const lengths = ["Major", "Intermediate", "Minor"].map((axis) =>
    fields.numberWithin([0, Infinity], ellipsoid, `semi${axis}AxisLength`)
  );
  const angles = ["Plunge", "Azimuth", "Rotation"].map((angle) =>
    fields.numberAt(ellipsoid, `majorAxis${angle}`)
  );
  if ([...lengths, ...angles].some((value) => value === undefined)) {
    fields.notes.add(ellipsoid, {
      kind: "left out",
      message: "the ellipsoid is left out: it lacks a length or an angle",
    });
    return undefined;
  }
  const [major, intermediate, minor] = lengths.map((metres) => roundDigits(metres! / 1000));
  if (!(major >= intermediate && intermediate >= minor)) {
    fields.notes.add(ellipsoid, {
      kind: "wrong order",
      message: "the axes of the ellipsoid are put in order of length",
      value: [major, intermediate, minor].join(", "),
    });
  }
  const [plungeDegrees, azimuthDegrees, rotationDegrees] = angles as number[];
  return ellipsoidOfAngles(
    { halfAxesKm: [major, intermediate, minor], plungeDegrees, azimuthDegrees, rotationDegrees },
    fields.confidenceIn(uncertainty) ?? USUAL_SHARE,
  );
}

function readArrival(element: XmlElement, fields: FieldReader): Arrival | undefined {
  const pickId = fields.referenceIn(element, "pickID");
  const phase = textAt(element, "phase");
  if (pickId === undefined || phase === "") {
    fields.notes.add(element, {
      kind: "left out",
      message: "the arrival is left out: it names no pick or no phase",
      value: element.attributes.publicID,
    });
    return undefined;
  }
  const degrees = fields.numberAt(element, "distance");
  return {
    id: fields.identifierOf(element),
    pickId,
    phase,
    distanceKm: degrees === undefined ? NaN : roundDigits(degrees * KILOMETRES_A_DEGREE),
    azimuthDegrees: fields.numberAt(element, "azimuth") ?? NaN,
    residualSeconds: fields.numberAt(element, "timeResidual") ?? NaN,
    weight: fields.numberAt(element, "timeWeight") ?? NaN,
  };
}
