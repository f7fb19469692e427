import type { Arrival, Origin } from "../../domain/mod.ts";
import { numberField, type TextLine, textLines, timeOfNumbers } from "../text_lines.ts";

/**
 * Reads hypocentres that NonLinLoc wrote (.hyp), several in a file: place, time, covariance and the
 * arrivals it used. Throws InputError with the line that makes no sense.
 */
export function readNonlinlocLocations(text: string, source: string): Origin[] {
  const events: TextLine[][] = [];
  for (const line of textLines(text, source)) {
    if (line.fields[0] === "NLLOC") events.push([]);
    events.at(-1)?.push(line);
  }
  return events.flatMap((lines) => {
    const place = lines.find(({ fields }) => fields[0] === "GEOGRAPHIC");
    return place === undefined ? [] : [readOrigin(place, lines)];
  });
}

/** GEOGRAPHIC OT year month day hour minute seconds Lat latitude Long longitude Depth depth */
function readOrigin(place: TextLine, lines: readonly TextLine[]): Origin {
  const calendar = [2, 3, 4, 5, 6, 7].map((at) => numberField(place, at, "origin time"));
  const quality = lines.find(({ fields }) => fields[0] === "QUALITY");
  const numberAfter = (name: string) => {
    const at = quality?.fields.indexOf(name) ?? -1;
    return at < 0 ? undefined : numberField(quality!, at + 1, name);
  };
  const [first, end] = ["PHASE", "END_PHASE"].map((word) =>
    lines.findIndex(({ fields }) => fields[0] === word)
  );
  const statistics = lines.find(({ fields }) => fields[0] === "STATISTICS");
  const gap = numberAfter("Gap");
  const spread = numberAfter("RMS");
  return {
    id: `${place.line}`,
    timeMs: timeOfNumbers(place, calendar),
    latitude: numberField(place, 9, "latitude"),
    longitude: numberField(place, 11, "longitude"),
    depthKm: numberField(place, 13, "depth"),
    ...(statistics !== undefined && { covarianceKm2: covarianceOf(statistics) }),
    ...(gap !== undefined && { azimuthalGapDegrees: gap }),
    ...(spread !== undefined && { rootMeanSquareSeconds: spread }),
    arrivals: first < 0 ? [] : lines.slice(first + 1, end < 0 ? undefined : end).map(readArrival),
    method: "NonLinLoc",
  };
}

/** CovXX x XY xy XZ xz YY yy YZ yz ZZ zz, to rows. */
function covarianceOf(statistics: TextLine): number[] {
  const at = statistics.fields.indexOf("CovXX");
  const [xx, xy, xz, yy, yz, zz] = [1, 3, 5, 7, 9, 11].map((step) =>
    numberField(statistics, at + step, "covariance")
  );
  return [xx, xy, xz, xy, yy, yz, xz, yz, zz];
}

function readArrival(line: TextLine): Arrival {
  const after = line.fields.indexOf(">");
  return {
    pickId: line.fields[0],
    phase: line.fields[4],
    residualSeconds: numberField(line, after + 2, "residual"),
    weight: numberField(line, after + 3, "weight"),
    distanceKm: numberField(line, after + 7, "distance"),
    azimuthDegrees: numberField(line, after + 8, "azimuth"),
  };
}
