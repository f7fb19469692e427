import {
  InputError,
  InsufficientDataError,
  type Origin,
  type Pick,
  type Station,
  type TravelTimes,
  type VelocityModel,
  waveOf,
} from "../../domain/mod.ts";
import { findRoot, geodesicEnd } from "../../mathematics/mod.ts";
import { timesOfPhases } from "../travel_times/times_of_phases.ts";
import { ellipsoidOf } from "./describe_origin.ts";
import type { Polarisation } from "./polarisation.ts";

/** What one station knows of an event. */
export interface OneStationSetting {
  /** The station. */
  readonly station: Station;
  /** How fast waves are. */
  readonly model: VelocityModel;
  /** Travel times of `model` by phase, to share them between events; computed where left out. */
  readonly times?: (phase: string) => TravelTimes | undefined;
  /** Where its P wave came from. */
  readonly polarisation: Polarisation;
  /** Depths that are possible, kilometres, all as likely; 0 to 20 where left out. */
  readonly depthsKm?: readonly [number, number];
}

const USUAL_DEPTHS_KM = [0, 20] as const;
const DEPTHS = 21;
/** Standard deviation of a pick that names none, seconds. */
const USUAL_ERROR_SECONDS = 0.2;
/** Velocities of one model are no better than this share of the distance. */
const MODEL_ERROR_SHARE = 0.05;
/** S falls behind P by this at least, seconds a kilometre: right above a source it does not. */
const LEAST_SLOWNESS = 1e-3;

/**
 * Locates an event from one station: distance from the time between P and S, direction from the
 * polarisation of P. The depth is a guess, and its error that of the guess.
 *
 * Throws InsufficientDataError without both P and S, InputError where no place within reach has
 * their difference.
 */
export function locateFromOneStation(
  picks: readonly Pick[],
  setting: OneStationSetting,
  id = "origin",
): Origin {
  const [first, second] = ["P", "S"].map((wave) =>
    picks.filter(({ phase }) => waveOf(phase) === wave).sort((a, b) => a.timeMs - b.timeMs)[0]
  );
  if (first === undefined || second === undefined) {
    const amounts = { have: picks.length, need: 2, of: "picks, a P and an S," };
    throw new InsufficientDataError("Cannot locate an event from one station", amounts);
  }
  const { station, polarisation, model } = setting;
  const times = setting.times ?? timesOfPhases(model);
  const waves = { p: times("P")!, s: times("S")!, elevationKm: station.elevationM / 1000 };
  const apart = (second.timeMs - first.timeMs) / 1000;
  const [top, bottom] = setting.depthsKm ?? USUAL_DEPTHS_KM;
  const guesses = Array.from({ length: DEPTHS }, (_, i) => {
    const depthKm = top + (bottom - top) * i / (DEPTHS - 1);
    return { depthKm, distanceKm: distanceOf(apart, { ...waves, depthKm }) };
  }).filter(({ distanceKm }) => Number.isFinite(distanceKm));
  if (guesses.length === 0) {
    throw new InputError("Cannot locate an event from one station", {
      value: `S ${apart.toFixed(2)} s after P`,
      expected: "a difference that some place within reach has",
    });
  }
  const best = meanGuess(guesses);
  const travelSeconds = waves.p.secondsAt(best.distanceKm, best.depthKm, waves.elevationKm);
  const azimuthDegrees = polarisation.backAzimuthDegrees;
  return {
    id,
    timeMs: first.timeMs - 1000 * travelSeconds,
    ...geodesicEnd(station, { distanceKm: best.distanceKm, azimuthDegrees }),
    depthKm: best.depthKm,
    ...errorsOf([first, second], { ...waves, best, polarisation, travelSeconds }),
    azimuthalGapDegrees: 360,
    rootMeanSquareSeconds: 0,
    arrivals: [first, second].map(({ id: pickId, phase }) => ({
      pickId,
      phase,
      distanceKm: best.distanceKm,
      azimuthDegrees: (azimuthDegrees + 180) % 360,
      residualSeconds: 0,
      weight: 1,
    })),
    method: `quakecast one station ${model.name}`,
    remarks: [
      "located from one station: direction from the polarisation of P, distance from S less P",
      "depth is not constrained: it is a guess",
    ],
  };
}

/** Errors of the distance from picks, depth and velocities; across it, from the polarisation. */
function errorsOf(
  [first, second]: readonly Pick[],
  at: {
    p: TravelTimes;
    s: TravelTimes;
    elevationKm: number;
    best: ReturnType<typeof meanGuess>;
    polarisation: Polarisation;
    travelSeconds: number;
  },
) {
  const { p, s, elevationKm, best, polarisation, travelSeconds } = at;
  const { distanceKm, depthKm } = best;
  const perKm = s.slopesAt(distanceKm, depthKm, elevationKm).perDistanceKm -
    p.slopesAt(distanceKm, depthKm, elevationKm).perDistanceKm;
  const pickError = Math.hypot(
    first.timeErrorSeconds ?? USUAL_ERROR_SECONDS,
    second.timeErrorSeconds ?? USUAL_ERROR_SECONDS,
  );
  const along = Math.hypot(
    best.distanceSpreadKm,
    pickError / Math.max(perKm, LEAST_SLOWNESS),
    MODEL_ERROR_SHARE * distanceKm,
  );
  const angle = polarisation.backAzimuthErrorDegrees * Math.PI / 180;
  const across = distanceKm * Math.min(angle, 1);
  const down = best.depthSpreadKm;
  const covariance = covarianceOf(polarisation.backAzimuthDegrees, { along, across, down });
  return {
    timeErrorSeconds: Math.hypot(pickError, along * travelSeconds / (distanceKm + 1)),
    horizontalErrorKm: Math.max(along, across),
    depthErrorKm: down,
    covarianceKm2: covariance.flat(),
    ellipsoid: ellipsoidOf(covariance),
  };
}

/** The distance at which S comes so much after P; NaN where there is none. */
function distanceOf(
  apart: number,
  at: { p: TravelTimes; s: TravelTimes; elevationKm: number; depthKm: number },
): number {
  const missAt = (distanceKm: number) =>
    at.s.secondsAt(distanceKm, at.depthKm, at.elevationKm) -
    at.p.secondsAt(distanceKm, at.depthKm, at.elevationKm) - apart;
  return findRoot(missAt, { lower: 0, upper: at.p.largestDistanceKm, tolerance: 1e-3 });
}

function meanGuess(guesses: readonly { depthKm: number; distanceKm: number }[]) {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value / values.length, 0);
  const spread = (values: readonly number[]) =>
    Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
  const depths = guesses.map(({ depthKm }) => depthKm);
  const distances = guesses.map(({ distanceKm }) => distanceKm);
  return {
    depthKm: mean(depths),
    depthSpreadKm: spread(depths),
    distanceKm: mean(distances),
    distanceSpreadKm: spread(distances),
  };
}

/** Errors along and across a direction, and down, as east, north and down. */
function covarianceOf(
  azimuthDegrees: number,
  { along, across, down }: { along: number; across: number; down: number },
): number[][] {
  const [sine, cosine] = [
    Math.sin(azimuthDegrees * Math.PI / 180),
    Math.cos(azimuthDegrees * Math.PI / 180),
  ];
  const both = (along * along - across * across) * sine * cosine;
  return [
    [along ** 2 * sine ** 2 + across ** 2 * cosine ** 2, both, 0],
    [both, along ** 2 * cosine ** 2 + across ** 2 * sine ** 2, 0],
    [0, 0, down * down],
  ];
}
