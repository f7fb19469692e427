import {
  ConfigurationError,
  type PlaceLaws,
  type ShakenPlaces,
  type Shaking,
  type ShakingMeasure,
  type ShakingObservation,
  type ShakingSource,
} from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import { intensityOfMotion, motionOfIntensity } from "../ground_motion/wgrw12.ts";
import { conditionLaws } from "./condition_laws.ts";
import {
  type IntensityModel,
  predictShaking,
  type PriorLaws,
  type ShakingPrior,
} from "./predict_shaking.ts";

/** How shaking is estimated. */
export interface ShakingOptions {
  /** How intensity is predicted; "motion" where left out. */
  readonly intensityModel?: IntensityModel;
  /** What was felt and recorded. */
  readonly observations?: readonly ShakingObservation[];
  /** Ground of places that do not tell theirs; rock where left out. */
  readonly ground?: Ground;
}

/** Mean shear-wave velocity of the upper 30 m, metres a second: everywhere, or of a place. */
export type Ground = number | ((place: { latitude: number; longitude: number }) => number);

/** More would take minutes: the work grows as the cube. */
const MOST_OBSERVATIONS = 1_000;

/** Most places times observations squared: some twenty seconds of work. */
const MOST_WORK = 2e10;

/** Greatest distance of an observation. Source: BSSA14 holds to 400 km. */
export const FARTHEST_KM = 400;

/** Kilometres within which residuals are alike. Source: Jayaram and Baker (2009), EESD 38: 8.5 at 0 s, 25.7 at 1 s, which stands for PGV; intensity as PGV, of which it is made. */
const RANGES_KM: Readonly<Record<ShakingMeasure, number>> = {
  intensity: 25.7,
  pga: 8.5,
  pgv: 25.7,
};

/** An instrument's own error of ln amplitude: its place, direction and calibration. */
const RECORDED_ERROR = 0.1;

/** Error of an intensity that does not tell its own: half a grade told by few people. */
const TOLD_ERROR = 0.5;

/** Ground where nothing is known: rock, the reference of the ground motion, metres a second. */
export const ROCK_VS30 = 760;

/** Places with their ground: their own where they tell it, else that of `ground`. */
export function withGround(
  places: { latitude: ArrayLike<number>; longitude: ArrayLike<number>; vs30?: ArrayLike<number> },
  ground: Ground = ROCK_VS30,
): ShakenPlaces {
  const { latitude, longitude, vs30 } = places;
  return {
    ...{ latitude, longitude },
    vs30: Float64Array.from(
      latitude,
      (north, i) =>
        Number.isFinite(vs30?.[i])
          ? vs30![i]
          : typeof ground === "number"
          ? ground
          : ground({ latitude: north, longitude: longitude[i] }),
    ),
  };
}

/**
 * Shaking at places: predicted, then blended with what was observed near them. An amplitude stands for an
 * intensity where no intensity was told of a place, and the other way round, with the error of WGRW12.
 *
 * Throws ConfigurationError for more than 1,000 observations, and where there is too much to do.
 */
export function estimateShaking(
  source: ShakingSource,
  { places, options = {} }: { places: ShakenPlaces; options?: ShakingOptions },
): Shaking {
  const { observations = [], intensityModel = "motion", ground } = options;
  if (observations.length > MOST_OBSERVATIONS) {
    throw new ConfigurationError(
      `Cannot blend ${observations.length} observations: the limit is ${MOST_OBSERVATIONS}.`,
      "observations",
    );
  }
  const count = places.latitude.length;
  if (count * observations.length ** 2 > MOST_WORK) {
    throw new ConfigurationError(
      `Cannot blend ${observations.length} observations at ${count} places: too much work; take fewer ` +
        "or larger cells.",
      "observations",
    );
  }
  const prior = predictShaking(source, { places, intensityModel });
  const columns = columnsOf(observations, ground);
  const expected = predictShaking(source, { places: columns, intensityModel });
  const lawsOf = (measure: ShakingMeasure): PlaceLaws => {
    const values = observations.map((one, i) =>
      valueOf(measure, one, {
        distanceKm: expected.distanceKm[i],
        magnitude: source.magnitude,
      })
    );
    return blend(measure, { prior, places, expected, columns, values });
  };
  const { mean, error } = lawsOf("intensity");
  return {
    intensity: { mean: mean.map((value) => Math.min(10, Math.max(1, value))), error },
    lnPga: lawsOf("pga"),
    lnPgv: lawsOf("pgv"),
    distanceKm: prior.distanceKm,
  };
}

/** Observations near enough to the event for what is predicted of them to mean something. */
export function nearObservations(
  source: ShakingSource,
  observations: readonly ShakingObservation[],
): ShakingObservation[] {
  return observations.filter((one) => greatCircleKm(source, one) <= FARTHEST_KM);
}

function columnsOf(
  observations: readonly ShakingObservation[],
  ground: Ground | undefined,
): ShakenPlaces {
  return withGround({
    latitude: observations.map(({ latitude }) => latitude),
    longitude: observations.map(({ longitude }) => longitude),
    vs30: observations.map(({ vs30 = NaN }) => vs30),
  }, ground);
}

/** What an observation says of a measure, and its error; undefined where it says nothing. */
function valueOf(
  measure: ShakingMeasure,
  { intensity, intensityError = TOLD_ERROR, pgaG, pgvCmS }: ShakingObservation,
  place: { distanceKm: number; magnitude: number },
): { value: number; noise: number } | undefined {
  if (measure !== "intensity") {
    const amplitude = measure === "pga" ? pgaG : pgvCmS;
    if (amplitude !== undefined) return { value: Math.log(amplitude), noise: RECORDED_ERROR };
    if (intensity === undefined) return undefined;
    const { lnMotion, lnError } = motionOfIntensity(measure, { intensity, place });
    const { slope } = intensityOfMotion(measure, { lnMotion, place });
    return { value: lnMotion, noise: Math.hypot(lnError, intensityError / slope) };
  }
  if (intensity !== undefined) return { value: intensity, noise: intensityError };
  const [kind, amplitude] = pgvCmS !== undefined
    ? ["pgv" as const, pgvCmS]
    : ["pga" as const, pgaG];
  if (amplitude === undefined) return undefined;
  const converted = intensityOfMotion(kind, { lnMotion: Math.log(amplitude), place });
  return {
    value: converted.intensity,
    noise: Math.hypot(converted.error, converted.slope * RECORDED_ERROR),
  };
}

function blend(
  measure: ShakingMeasure,
  { prior, places, expected, columns, values }: {
    prior: ShakingPrior;
    places: ShakenPlaces;
    expected: ShakingPrior;
    columns: ShakenPlaces;
    values: readonly ({ value: number; noise: number } | undefined)[];
  },
): PlaceLaws {
  const known = values.flatMap((value, i) => value === undefined ? [] : [{ ...value, i }]);
  const pick = (column: ArrayLike<number>) => Float64Array.from(known, ({ i }) => column[i]);
  const at = expected[measure];
  return conditionLaws({ places, prior: prior[measure] }, {
    observed: {
      places: { latitude: pick(columns.latitude), longitude: pick(columns.longitude) },
      prior: {
        mean: pick(at.mean),
        between: pick(at.between),
        within: pick(at.within),
      } satisfies PriorLaws,
      value: known.map(({ value }) => value),
      noise: known.map(({ noise }) => noise),
    },
    rangeKm: RANGES_KM[measure],
  });
}
