import { InsufficientDataError } from "../../domain/mod.ts";
import { invertPositive } from "../../mathematics/mod.ts";

/** Recordings at least for three numbers. */
const LEAST_RECORDINGS = 4;

/** What the plain regression knows of a recording. */
export interface AmplitudeAndTime {
  /** log10 of the largest sample. */
  logPeak: number;
  /** Seconds from P to S. */
  spSeconds: number;
}

/**
 * The plain rival of every magnitude network: M = a + b · log10 amplitude + c · seconds from P to S, by
 * least squares. Returns the magnitude by it.
 *
 * Throws InsufficientDataError for fewer than four recordings, or where they do not tell the three apart.
 */
export function fitAmplitudeTimeRegression(
  recordings: readonly AmplitudeAndTime[],
  magnitudes: ArrayLike<number>,
): (recording: AmplitudeAndTime) => number {
  const rows = recordings.map(rowOf);
  const places = rows[0]?.map((_, i) => i) ?? [];
  const products = places.map((i) =>
    places.map((j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0))
  );
  const inverse = rows.length < LEAST_RECORDINGS ? undefined : invertPositive(products);
  if (inverse === undefined) {
    throw new InsufficientDataError("Cannot fit magnitudes on amplitude and time", {
      ...{ have: rows.length, need: LEAST_RECORDINGS, of: "recordings that differ" },
    });
  }
  const sums = places.map((i) => rows.reduce((sum, row, n) => sum + row[i] * magnitudes[n], 0));
  const slopes = inverse.map((row) => dot(row, sums));
  return (recording) => dot(slopes, rowOf(recording));
}

function rowOf({ logPeak, spSeconds }: AmplitudeAndTime): number[] {
  return [1, logPeak, spSeconds];
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
