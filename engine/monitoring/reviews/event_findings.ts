import {
  type EventMagnitude,
  type Origin,
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
} from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import type { CandidateEvent } from "../../storage/mod.ts";
import { type NeedFinding, saturated } from "./review_need.ts";

/** Errors at which an origin is half in doubt, kilometres: what Bondár and McLaughlin (2009) call GT5; our depth. */
const HALF = { horizontalKm: 5, depthKm: 10, scatterSeconds: 1, apart: 2, sigma: 0.3, units: 0.4 };

/** Gap between azimuths from which on a place is badly held, degrees; the same source. */
const WIDE_GAP_DEGREES = 180;

/** Picks below which a place is hardly more than solved for. */
const FEW_PICKS = 8;

const LEVEL_WEIGHTS: Readonly<Record<string, number>> = {
  ...{ none: 0.2, information: 0.5, caution: 0.8, warning: 1 },
};

const COLOUR_WEIGHTS: Readonly<Record<string, number>> = {
  ...{ green: 0.2, yellow: 0.7, orange: 0.9, red: 1 },
};

/** How much rests on an event, and why; what was alerted, felt or feared lost weighs most. */
export function impactFindings(candidate: CandidateEvent): NeedFinding[] {
  const { event, alertLevel, intensity, fatalityAlert } = candidate;
  const findings: NeedFinding[] = [];
  const add = (weight: number, text: string) =>
    findings.push({ part: "impact", weight: Math.min(1, Math.max(0, weight)), text });
  const magnitude = preferredMagnitude(event);
  if (magnitude !== undefined) { // people begin to feel M 3; M 7 does harm nearly anywhere
    const { magnitudeType, magnitude: value } = magnitude;
    add((value - 3) / 4, `it is of ${magnitudeType || "M"} ${value.toFixed(1)}`);
  }
  if (alertLevel !== undefined) {
    add(LEVEL_WEIGHTS[alertLevel] ?? 0, `an alert went out (level ${alertLevel})`);
  }
  if (intensity !== undefined) { // III is felt, VIII damages
    add((intensity - 2) / 6, `shaking of intensity ${intensity} is mapped`);
  }
  if (fatalityAlert !== undefined) {
    add(COLOUR_WEIGHTS[fatalityAlert] ?? 0, `the estimate of fatalities is ${fatalityAlert}`);
  }
  return findings;
}

/** Why the origin of an event is in doubt. */
export function originFindings(event: SeismicEvent): NeedFinding[] {
  const origin = preferredOrigin(event);
  if (origin === undefined) {
    return [{ part: "uncertainty", weight: 1, text: "it has no origin" }];
  }
  const { horizontalErrorKm, depthErrorKm, azimuthalGapDegrees = 0, rootMeanSquareSeconds } =
    origin;
  const picks = Math.max(origin.arrivals.length, event.picks.length);
  const findings: NeedFinding[] = [
    {
      part: "uncertainty",
      weight: saturated(horizontalErrorKm, HALF.horizontalKm),
      text: `the epicentre is known to ± ${horizontalErrorKm?.toFixed(1)} km`,
    },
    {
      part: "uncertainty",
      weight: saturated(depthErrorKm, HALF.depthKm),
      text: `the depth is known to ± ${depthErrorKm?.toFixed(1)} km`,
    },
    {
      part: "uncertainty",
      weight: Math.max(0, (azimuthalGapDegrees - WIDE_GAP_DEGREES) / WIDE_GAP_DEGREES),
      text: `its stations leave a gap of ${azimuthalGapDegrees.toFixed(0)}°`,
    },
    {
      part: "uncertainty",
      weight: picks === 0 ? 0 : Math.max(0, 1 - picks / FEW_PICKS),
      text: `it rests on ${picks} ${picks === 1 ? "pick" : "picks"}`,
    },
    {
      part: "disagreement",
      weight: saturated(rootMeanSquareSeconds, HALF.scatterSeconds),
      text: `its arrivals scatter by ${rootMeanSquareSeconds?.toFixed(2)} s`,
    },
  ];
  for (const other of event.origins) {
    if (other !== origin) findings.push(apartFinding(origin, other));
  }
  return findings;
}

function apartFinding(origin: Origin, other: Origin): NeedFinding {
  const km = greatCircleKm(origin, other);
  const errorKm = Math.max(
    1,
    Math.hypot(origin.horizontalErrorKm ?? 0, other.horizontalErrorKm ?? 0),
  );
  return {
    part: "disagreement",
    weight: saturated((km / errorKm) ** 2, HALF.apart ** 2),
    text: `${other.method ?? "another origin"} has it ${km.toFixed(1)} km away`,
  };
}

/** Why a magnitude of an event is in doubt. */
export function magnitudeFindings(event: SeismicEvent, meant: EventMagnitude): NeedFinding[] {
  const { error, stationCount } = meant;
  const findings: NeedFinding[] = [{
    part: "uncertainty",
    weight: saturated(error, HALF.sigma),
    text: `it is known to ± ${error?.toFixed(2)}`,
  }];
  if (stationCount !== undefined && stationCount > 0 && stationCount < 3) {
    const text = `it rests on ${stationCount} station${stationCount === 1 ? "" : "s"}`;
    findings.push({ part: "uncertainty", weight: stationCount === 1 ? 0.6 : 0.4, text });
  }
  for (const other of event.magnitudes) {
    if (other.station !== undefined || other === meant) continue;
    const apart = Math.abs(other.magnitude - meant.magnitude);
    findings.push({
      part: "disagreement",
      weight: saturated((apart / HALF.units) ** 2, 1),
      text: `${other.method ?? other.magnitudeType} says ${other.magnitude.toFixed(1)}, ` +
        `${apart.toFixed(1)} apart`,
    });
  }
  return [...findings, ...stationFindings(event, meant)];
}

/** How far the stations of a magnitude lie apart. */
function stationFindings(event: SeismicEvent, meant: EventMagnitude): NeedFinding[] {
  const values = event.magnitudes.filter(({ station, magnitudeType }) =>
    station !== undefined && magnitudeType === meant.magnitudeType
  ).map(({ magnitude }) => magnitude);
  if (values.length < 2) return [];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  );
  return [{
    part: "disagreement",
    weight: saturated((spread / HALF.units) ** 2, 1),
    text: `its ${values.length} stations scatter by ${spread.toFixed(2)}`,
  }];
}
