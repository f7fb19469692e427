import type { FilterSection } from "./filter_section.ts";
import { pairSections, type RootPair } from "./pair_sections.ts";

/** What a Butterworth filter lets through. */
export interface ButterworthOptions {
  /** Lowest frequency that passes, hertz (half power there); left out for a low-pass filter. */
  readonly lowHz?: number;
  /** Highest frequency that passes, hertz (half power there); left out for a high-pass filter. */
  readonly highHz?: number;
  /** Order of the prototype, at least 1; a band-pass filter has twice as many poles. */
  readonly order: number;
  /** Samples a second. */
  readonly samplingRateHz: number;
}

/**
 * A digital Butterworth filter as sections of second order, equal to SciPy's
 * `butter(..., output="sos")`: the analogue prototype, its corners moved to where the bilinear
 * transform puts the wanted ones, then roots paired into sections, the mildest first.
 *
 * Throws RangeError where no corner is given, a corner is not between 0 and half the sampling rate,
 * the corners are not in order, or the order is not a positive integer.
 *
 * Source: Oppenheim & Schafer, Discrete-Time Signal Processing, section 7.1.
 *
 * @example
 * ```ts
 * import { designButterworth } from "@quakecast/quakecast/mathematics";
 * designButterworth({ lowHz: 1, highHz: 20, order: 4, samplingRateHz: 100 }).length; // 4
 * ```
 */
export function designButterworth(options: ButterworthOptions): FilterSection[] {
  checkOptions(options);
  const { lowHz, highHz, order, samplingRateHz } = options;
  const warp = (hertz: number) => 4 * Math.tan(Math.PI * hertz / samplingRateHz);
  const low = lowHz === undefined ? undefined : warp(lowHz);
  const high = highHz === undefined ? undefined : warp(highHz);
  const analogue = shapePoles(layPrototype(order), low, high);
  // Bilinear: z = (4 + s) / (4 - s); zeros at infinity go to -1, those at 0 to 1.
  let gain = analogue.gain;
  const poles = analogue.poles.map(([real, imaginary]): RootPair => {
    const below = (4 - real) ** 2 + imaginary ** 2;
    return [(16 - real ** 2 - imaginary ** 2) / below, 8 * imaginary / below];
  });
  gain *= 4 ** analogue.zerosAtNought / productOf(analogue.poles);
  const missing = poles.length - analogue.zerosAtNought;
  const zeros = [
    ...new Array<number>(analogue.zerosAtNought).fill(1),
    ...new Array<number>(missing).fill(-1),
  ];
  return pairSections(zeros, poles, gain);
}

/** Product of (4 - p) over poles that come in conjugate pairs, so real. */
function productOf(poles: readonly RootPair[]): number {
  let [real, imaginary] = [1, 0];
  for (const [x, y] of poles) {
    [real, imaginary] = [real * (4 - x) + imaginary * y, imaginary * (4 - x) - real * y];
  }
  return real;
}

/** Poles evenly round the left half of the unit circle. */
function layPrototype(order: number): RootPair[] {
  return Array.from({ length: order }, (_, i): RootPair => {
    const step = 2 * i - order + 1;
    if (step === 0) return [-1, 0];
    const angle = Math.PI * step / (2 * order);
    return [-Math.cos(angle), -Math.sin(angle)];
  });
}

function shapePoles(
  prototype: readonly RootPair[],
  low: number | undefined,
  high: number | undefined,
): { poles: RootPair[]; zerosAtNought: number; gain: number } {
  const order = prototype.length;
  if (low === undefined) {
    const poles = prototype.map(([x, y]): RootPair => [x * high!, y * high!]);
    return { poles, zerosAtNought: 0, gain: high! ** order };
  }
  if (high === undefined) {
    // 1 / p is the conjugate: the prototype's poles lie on the unit circle.
    const poles = prototype.map(([x, y]): RootPair => [x * low, -y * low]);
    return { poles, zerosAtNought: order, gain: 1 };
  }
  const half = (high - low) / 2;
  const poles = [1, -1].flatMap((sign) =>
    prototype.map(([x, y]): RootPair => {
      const [real, imaginary] = [x * half, y * half];
      const [rootReal, rootImaginary] = squareRoot(
        real ** 2 - imaginary ** 2 - low * high,
        2 * real * imaginary,
      );
      return [real + sign * rootReal, imaginary + sign * rootImaginary];
    })
  );
  return { poles, zerosAtNought: order, gain: (high - low) ** order };
}

/** The complex square root with a real part of at least 0. */
function squareRoot(real: number, imaginary: number): RootPair {
  const size = Math.hypot(real, imaginary);
  const x = Math.sqrt((size + Math.max(real, -size)) / 2);
  if (real >= 0) return [x, x === 0 ? 0 : imaginary / (2 * x)];
  const y = Math.sqrt((size - real) / 2);
  return [Math.abs(imaginary) / (2 * y), imaginary < 0 ? -y : y];
}

function checkOptions(options: ButterworthOptions): void {
  const { lowHz, highHz, order, samplingRateHz } = options;
  if (!Number.isInteger(order) || order < 1) {
    throw new RangeError(`Cannot design a Butterworth filter of order ${order}`);
  }
  if (lowHz === undefined && highHz === undefined) {
    throw new RangeError("Cannot design a Butterworth filter without a corner frequency");
  }
  for (const corner of [lowHz, highHz]) {
    if (corner !== undefined && !(corner > 0 && corner < samplingRateHz / 2)) {
      throw new RangeError(
        `Cannot design a Butterworth filter with a corner at ${corner} Hz: it must lie between 0 ` +
          `and ${samplingRateHz / 2} Hz, half the sampling rate`,
      );
    }
  }
  if (lowHz !== undefined && highHz !== undefined && !(lowHz < highHz)) {
    throw new RangeError(`Cannot design a Butterworth filter from ${lowHz} to ${highHz} Hz`);
  }
}
