import { InputError } from "../../domain/mod.ts";

/** A Wood-Anderson seismograph: a pendulum that draws displacement. */
export interface WoodAndersonInstrument {
  /** Free period, seconds. */
  readonly freePeriodSeconds: number;
  /** Damping as a part of the critical one. */
  readonly damping: number;
  /** Millimetres drawn for a millimetre of ground motion far above the free frequency. */
  readonly magnification: number;
}

/**
 * The instrument that IASPEI takes for local magnitude.
 *
 * Source: IASPEI Working Group on Magnitude Measurements, summary of 2013, with Uhrhammer & Collins 1990,
 * Bull. Seismol. Soc. Am. 80.
 */
export const WOOD_ANDERSON: WoodAndersonInstrument = Object.freeze({
  freePeriodSeconds: 0.8,
  damping: 0.7,
  magnification: 2080,
});

/**
 * The instrument with its nominal constants, as Richter had it: damping 0.8, so that its poles are −6.283 ±
 * 4.7124i, and magnification 2800.
 */
export const NOMINAL_WOOD_ANDERSON: WoodAndersonInstrument = Object.freeze({
  freePeriodSeconds: 0.8,
  damping: 0.8,
  magnification: 2800,
});

/** How ground motion was measured, and what draws it. */
export interface WoodAndersonOptions {
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** Unit of the samples: "m", "m/s" or "m/s**2". */
  readonly unit: string;
  /** The instrument; WOOD_ANDERSON where left out. */
  readonly instrument?: WoodAndersonInstrument;
}

const MILLIMETRES_IN_METRE = 1000;

/**
 * What a Wood-Anderson seismograph would have drawn of ground motion, millimetres. Causal and from rest:
 * take away the mean of what lies before the event first. Between samples the motion is taken for straight
 * lines, for which the answer is exact; a sinusoid of f hertz comes out too small by a part of about
 * (π f / rate)² / 3. [sample]
 *
 * Throws InputError for a unit or sampling rate that is none.
 *
 * Source: the step of Nigam & Jennings 1969, Bull. Seismol. Soc. Am. 59.
 */
export function simulateWoodAnderson(
  samples: ArrayLike<number>,
  { samplingRateHz, unit, instrument = WOOD_ANDERSON }: WoodAndersonOptions,
): Float64Array {
  if (!(samplingRateHz > 0 && Number.isFinite(samplingRateHz))) {
    throw new InputError("Cannot simulate a Wood-Anderson seismograph", {
      ...{ field: "samplingRateHz", value: String(samplingRateHz), expected: "a positive number" },
    });
  }
  const draw = drawnBy(unit, instrument);
  const scale = MILLIMETRES_IN_METRE * instrument.magnification;
  const { phi, gammaBefore, gammaAfter } = stepOf(instrument, 1 / samplingRateHz);
  const drawn = new Float64Array(samples.length);
  let [y, speed, before] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const now = samples[i];
    const next = phi[0] * y + phi[1] * speed + gammaBefore[0] * before + gammaAfter[0] * now;
    speed = phi[2] * y + phi[3] * speed + gammaBefore[1] * before + gammaAfter[1] * now;
    y = next;
    before = now;
    drawn[i] = scale * draw(y, speed, now);
  }
  return drawn;
}

/** A pendulum y'' + 2hω y' + ω² y = input; what is drawn of it follows from what the input is. */
function drawnBy(
  unit: string,
  instrument: WoodAndersonInstrument,
): (y: number, speed: number, input: number) => number {
  const { omega, decay } = constantsOf(instrument);
  switch (unit) {
    case "m/s**2":
      return (y) => y;
    case "m/s":
      return (_, speed) => speed;
    case "m":
      return (y, speed, input) => input - 2 * decay * speed - omega * omega * y;
    default:
      throw new InputError("Cannot simulate a Wood-Anderson seismograph", {
        ...{ field: "unit", value: unit, expected: "m, m/s or m/s**2" },
      });
  }
}

function constantsOf({ freePeriodSeconds, damping }: WoodAndersonInstrument) {
  const omega = 2 * Math.PI / freePeriodSeconds;
  return { omega, decay: damping * omega, swing: omega * Math.sqrt(1 - damping * damping) };
}

/** One step of the pendulum from rest or motion, for an input that goes straight from sample to sample. */
function stepOf(instrument: WoodAndersonInstrument, step: number) {
  const { omega, decay, swing } = constantsOf(instrument);
  const fade = Math.exp(-decay * step);
  const [cosine, sine] = [Math.cos(swing * step), Math.sin(swing * step) / swing];
  const phi = [
    fade * (cosine + decay * sine),
    fade * sine,
    -fade * omega * omega * sine,
    fade * (cosine - decay * sine),
  ];
  // The inverse of [[0, 1], [−ω², −2hω]] times a vector.
  const solve = ([a, b]: number[]) => [-(b + 2 * decay * a) / (omega * omega), a];
  const held = solve([phi[1], phi[3] - 1]);
  const ramp = solve(held).map((value, i) => value / step - solve([0, 1])[i]);
  return { phi, gammaBefore: held.map((value, i) => value - ramp[i]), gammaAfter: ramp };
}
