import {
  fastTransformLength,
  type RandomStream,
  transformBack,
  transformReal,
} from "../../mathematics/mod.ts";
import { type BodyWave, cornerFrequencyHz, velocitySpectrum } from "./source_spectrum.ts";

/** An earthquake and a site. */
export interface ShakingSetting {
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Stress drop, bars. */
  readonly stressDropBars: number;
  /** Distance of the hypocentre, kilometres. */
  readonly hypocentralKm: number;
  /** Seconds from origin to P. */
  readonly pSeconds: number;
  /** Seconds from origin to S. */
  readonly sSeconds: number;
  /** What P and S are multiplied by here: the site's own residual; 1 each where left out. */
  readonly factors?: Readonly<Record<BodyWave, number>>;
  /** Seconds to simulate from the origin time. */
  readonly seconds: number;
  /** Samples a second. */
  readonly samplingRateHz: number;
}

/** Ground velocity from the origin time on, metres a second. [sample] each */
export interface Shaking {
  /** East. */
  readonly east: Float64Array;
  /** North. */
  readonly north: Float64Array;
  /** Up. */
  readonly up: Float64Array;
}

/** Share of each wave on each component. S on the vertical is about half of that on a horizontal. */
const SHARES: Readonly<Record<keyof Shaking, Readonly<Record<BodyWave, number>>>> = {
  east: { P: 0.35, S: 1 },
  north: { P: 0.35, S: 1 },
  up: { P: 1, S: 0.5 },
};

/** Seconds that a wave grows longer with each kilometre. Source: Boore 2003 for S. */
const LONGER_BY_KM = { P: 0.03, S: 0.05 };

/**
 * Simulates ground velocity at a site: for P and S, white noise under a window as long as the source and
 * the way make it, coloured by the spectrum of an omega-squared source. Another draw of `random` is
 * another earthquake.
 *
 * Source: Boore 2003, Pure Appl. Geophys. 160; the window is Saragoni & Hart's.
 */
export function simulateShaking(setting: ShakingSetting, random: RandomStream): Shaking {
  const simulate = (component: keyof Shaking) => {
    const whole = new Float64Array(Math.round(setting.seconds * setting.samplingRateHz));
    for (const wave of ["P", "S"] as const) {
      const factor = SHARES[component][wave] * (setting.factors?.[wave] ?? 1);
      addWave(whole, { setting, wave, factor, random: random.fork(`${component} ${wave}`) });
    }
    return whole;
  };
  return { east: simulate("east"), north: simulate("north"), up: simulate("up") };
}

function addWave(
  whole: Float64Array,
  { setting, wave, factor, random }: {
    setting: ShakingSetting;
    wave: BodyWave;
    factor: number;
    random: RandomStream;
  },
): void {
  const { samplingRateHz: rate, hypocentralKm } = setting;
  const duration = 1 / cornerFrequencyHz(setting) + LONGER_BY_KM[wave] * hypocentralKm;
  const window = saragoniHart(duration);
  const noise = new Float64Array(Math.round(3 * duration * rate) + 1);
  for (let i = 0; i < noise.length; i++) noise[i] = random.normal() * window(i / rate);
  const length = fastTransformLength(2 * noise.length);
  const spectrum = transformReal(noise, length);
  let power = 0;
  for (let k = 1; k < spectrum.real.length; k++) {
    power += spectrum.real[k] ** 2 + spectrum.imaginary[k] ** 2;
  }
  const level = Math.sqrt(power / (spectrum.real.length - 1));
  const amplitude = velocitySpectrum({ ...setting, wave });
  for (let k = 0; k < spectrum.real.length; k++) {
    const gain = factor * rate * amplitude(k * rate / length) / level;
    spectrum.real[k] *= gain;
    spectrum.imaginary[k] *= gain;
  }
  const coloured = transformBack(spectrum, length);
  const start = (wave === "P" ? setting.pSeconds : setting.sSeconds) * rate;
  const first = Math.ceil(start);
  const kept = Math.min(length / 2, whole.length - first);
  for (let i = 0; i < kept; i++) whole[first + i] += coloured[i] * fadeAt(i / kept);
}

/** One, and in the last quarter down to zero: a tail that is cut off would be another onset. */
function fadeAt(place: number): number {
  return place < 0.75 ? 1 : (1 + Math.cos(4 * Math.PI * (place - 0.75))) / 2;
}

/** A window that is largest at 0.4 and has fallen to a twentieth at 2 durations. Source: Boore 2003, 6. */
function saragoniHart(durationSeconds: number): (seconds: number) => number {
  const [early, low, end] = [0.2, 0.05, 2 * durationSeconds];
  const b = -(early * Math.log(low)) / (1 + early * (Math.log(early) - 1));
  const c = b / early;
  const a = (Math.E / early) ** b;
  return (seconds) => a * (seconds / end) ** b * Math.exp(-c * seconds / end);
}
