import {
  type ComplexNumber,
  ConfigurationError,
  InputError,
  type InstrumentResponse,
} from "../../domain/mod.ts";

/** Kind of ground motion. */
export type GroundMotion = "displacement" | "velocity" | "acceleration";

/** How many times each has been differentiated from displacement. */
const DERIVATIVES: Readonly<Record<GroundMotion, number>> = {
  displacement: 0,
  velocity: 1,
  acceleration: 2,
};

/** Units of ground motion, in lower case and without spaces, and their derivatives. */
const UNITS: Readonly<Record<string, number>> = {
  "m": 0,
  "m/s": 1,
  "m/s**2": 2,
  "m/s^2": 2,
  "m/s2": 2,
  "m/s/s": 2,
  "m/(s**2)": 2,
};

/** The complex gain at a frequency. */
export type ResponseAt = (frequencyHz: number) => ComplexNumber;

/**
 * The complex gain of an instrument from one kind of ground motion (SI units) to counts, as a
 * function of the frequency in hertz:
 *
 * H(f) = sensitivity · A0 · Π(s − zero) / Π(s − pole) · s^(input − motion), with s = 2 pi i f and the
 * derivatives of the response's unit and of the wanted motion in the last exponent. Zeros and poles at
 * the origin are counted into it, so 0 Hz gives 0, a finite number or Infinity, never NaN.
 *
 * Throws InputError for a unit that is no ground motion, and where a number is missing.
 *
 * Source: SEED Manual 2.4, appendix C.
 */
export function responseFunction(response: InstrumentResponse, motion: GroundMotion): ResponseAt {
  const gain = response.sensitivity * response.normalisationFactor;
  if (!Number.isFinite(gain) || gain === 0) {
    throw new InputError("Cannot evaluate an instrument response", {
      field: "sensitivity, normalisationFactor",
      value: `${response.sensitivity}, ${response.normalisationFactor}`,
      expected: "two numbers other than 0",
    });
  }
  const atOrigin = ({ real, imaginary }: ComplexNumber) => real === 0 && imaginary === 0;
  const zeros = response.zeros.filter((root) => !atOrigin(root));
  const poles = response.poles.filter((root) => !atOrigin(root));
  const power = derivativesOf(response.inputUnit) - derivativeOf(motion) +
    (response.zeros.length - zeros.length) - (response.poles.length - poles.length);
  return (frequencyHz) => {
    const angular = 2 * Math.PI * frequencyHz;
    let [real, imaginary] = timesPower(gain, angular, power);
    if (!Number.isFinite(real)) return { real: Infinity, imaginary: 0 };
    for (const zero of zeros) {
      const [x, y] = [-zero.real, angular - zero.imaginary];
      [real, imaginary] = [real * x - imaginary * y, real * y + imaginary * x];
    }
    for (const pole of poles) {
      const [x, y] = [-pole.real, angular - pole.imaginary];
      const size = x * x + y * y;
      [real, imaginary] = [(real * x + imaginary * y) / size, (imaginary * x - real * y) / size];
    }
    return { real, imaginary };
  };
}

/** gain · (i angular)^power. */
function timesPower(gain: number, angular: number, power: number): [number, number] {
  const size = gain * angular ** power;
  const quarter = ((power % 4) + 4) % 4;
  if (!Number.isFinite(size)) return [Infinity, 0];
  return [[size, 0], [0, size], [-size, 0], [0, -size]][quarter] as [number, number];
}

function derivativesOf(unit: string): number {
  const derivatives = UNITS[unit.toLowerCase().replaceAll(/\s/g, "")];
  if (derivatives !== undefined) return derivatives;
  throw new InputError("Cannot take an instrument response to ground motion", {
    field: "inputUnit",
    value: unit,
    expected: "m, m/s or m/s**2",
  });
}

function derivativeOf(motion: GroundMotion): number {
  const derivatives = DERIVATIVES[motion];
  if (derivatives !== undefined) return derivatives;
  throw new ConfigurationError(
    `Cannot give ground motion as "${motion}": known are displacement, velocity, acceleration.`,
    "motion",
  );
}
