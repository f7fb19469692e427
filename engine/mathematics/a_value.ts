import { magnitudeBin } from "./magnitude_bins.ts";

/** What an a-value is of. */
export interface AValueOptions {
  /** Magnitude of completeness, the centre of its bin; smaller events are left out. */
  completeness: number;
  /** Width of the bins to which magnitudes were rounded; 0 for exact magnitudes. */
  binWidth: number;
  /**
   * Magnitude from which events are counted and the b-value that leads there; the completeness when
   * left out.
   */
  reference?: { magnitude: number; b: number };
  /** Length of time, or area, to which the number refers, in any unit; 1 when left out. */
  exposure?: number;
}

/** As AValueOptions, for estimators that work on magnitudes that exceed others. */
export interface PositiveAValueOptions extends AValueOptions {
  /** Smallest difference that counts; the bin width when left out. */
  minimumDifference?: number;
}

/** As PositiveAValueOptions, where waiting times are scaled by the b-value. */
export interface MorePositiveAValueOptions extends PositiveAValueOptions {
  /** The b-value. */
  b: number;
}

/** Events in order of time. */
export interface TimedMagnitudes {
  /** Origin times, ascending, in any unit. [event] */
  time: ArrayLike<number>;
  /** Their magnitudes. [event] */
  magnitude: ArrayLike<number>;
}

/**
 * The a-value: decimal logarithm of the number of events from the reference magnitude upwards, per
 * unit of exposure; −Infinity without events.
 *
 * Source: Gutenberg & Richter 1944, BSSA 34.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { aValueClassic } from "@quakecast/quakecast/mathematics";
 * const options = { completeness: 1, binWidth: 0, reference: { magnitude: 0, b: 1 } };
 * assert(aValueClassic([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], options) === 2);
 * ```
 */
export function aValueClassic(magnitudes: ArrayLike<number>, options: AValueOptions): number {
  const { magnitude } = completeEvents({ time: magnitudes, magnitude: magnitudes }, options);
  return referred(magnitude.length, options);
}

/**
 * The a-value from the events that exceed the one before, and the part of the time that leads to
 * such events; null where there is none.
 *
 * Source: van der Elst 2021, JGR 126 (the idea); SeismoStats' APositive.
 */
export function aValuePositive(
  events: TimedMagnitudes,
  options: PositiveAValueOptions,
): number | null {
  const { time, magnitude } = completeEvents(events, options);
  let [rises, waited] = [0, 0];
  for (let i = 1; i < magnitude.length; i++) {
    if (!exceeds(magnitude[i], magnitude[i - 1], options)) continue;
    rises++;
    waited += time[i] - time[i - 1];
  }
  const span = time[time.length - 1] - time[0];
  return rises === 0 || !(waited > 0) ? null : referred(rises * span / waited, options);
}

/**
 * The a-value from each event and the next one that exceeds it: waiting times are scaled by how
 * rare such an event is. Null where none exceeds another.
 *
 * Source: van der Elst & Page 2023, JGR 128.
 */
export function aValueMorePositive(
  events: TimedMagnitudes,
  options: MorePositiveAValueOptions,
): number | null {
  const { time, magnitude } = completeEvents(events, options);
  const { b, completeness, binWidth, minimumDifference = binWidth } = options;
  const last = magnitude.length - 1;
  let [rises, scaled] = [0, 0];
  for (let i = 0; i <= last; i++) {
    let next = i + 1;
    while (next <= last && !exceeds(magnitude[next], magnitude[i], options)) next++;
    if (next <= last) rises++;
    const waited = time[Math.min(next, last)] - time[i];
    scaled += waited * 10 ** (-b * (magnitude[i] + minimumDifference - completeness));
  }
  const span = time[last] - time[0];
  return rises === 0 || !(scaled > 0) ? null : referred(rises * span / scaled, options);
}

function referred(events: number, { completeness, reference, exposure = 1 }: AValueOptions) {
  const shift = reference === undefined ? 0 : reference.b * (completeness - reference.magnitude);
  return Math.log10(events / exposure) + shift;
}

function completeEvents(events: TimedMagnitudes, { completeness, binWidth }: AValueOptions) {
  if (events.time.length !== events.magnitude.length) {
    throw new RangeError(
      `Cannot pair ${events.time.length} times with ${events.magnitude.length} magnitudes`,
    );
  }
  const time: number[] = [];
  const magnitude: number[] = [];
  for (let i = 0; i < events.magnitude.length; i++) {
    const value = events.magnitude[i];
    const complete = binWidth > 0
      ? magnitudeBin(value, binWidth) >= magnitudeBin(completeness, binWidth)
      : value >= completeness;
    if (!complete) continue;
    time.push(events.time[i]);
    magnitude.push(value);
  }
  return { time, magnitude };
}

/** Whether a magnitude exceeds another by enough, half a bin being what rounding may hide. */
function exceeds(
  to: number,
  from: number,
  { binWidth, minimumDifference = binWidth }: PositiveAValueOptions,
): boolean {
  return to > from && to - from >= minimumDifference - binWidth / 2;
}
