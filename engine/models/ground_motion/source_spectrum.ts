/** A wave that leaves a source. */
export type BodyWave = "P" | "S";

/** A point source and the way to a site, as the stochastic method has it. */
export interface SpectrumSetting {
  /** The wave. */
  readonly wave: BodyWave;
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Stress drop, bars. */
  readonly stressDropBars: number;
  /** Distance of the hypocentre, kilometres. */
  readonly hypocentralKm: number;
}

/** Density, g/cm³, and velocities, km/s, where the source is. */
const CRUST = { density: 2.8, pKmPerSecond: 6.1, sKmPerSecond: 3.5 };
/** Mean radiation of each wave and the share of it that one component of the surface sees. */
const RADIATION = { P: 0.52 * 0.85, S: 0.55 * 0.71 };
/** Doubling at the free surface. */
const FREE_SURFACE = 2;
/** Near-surface attenuation, seconds. */
const KAPPA_SECONDS = { P: 0.02, S: 0.04 };
/** Distance at which waves begin to spread as surface waves, kilometres. Source: Raoof et al. 1999. */
const SPREADING_KM = 40;

/** Amplification of generic rock, frequency in hertz and factor. Source: Boore & Joyner 1997, table 3. */
const ROCK: readonly (readonly [number, number])[] = [
  [0.01, 1],
  [0.09, 1.1],
  [0.16, 1.18],
  [0.51, 1.42],
  [0.84, 1.58],
  [1.25, 1.74],
  [2.26, 2.06],
  [3.17, 2.25],
  [6.05, 2.58],
  [16.6, 3.13],
  [61.2, 4],
];

/** Seismic moment of a moment magnitude, dyne centimetres. Source: Hanks & Kanamori 1979. */
export function seismicMoment(magnitude: number): number {
  return 10 ** (1.5 * magnitude + 16.05);
}

/** Corner frequency of S of a Brune source, hertz. Source: Boore 2003, equation 4. */
export function cornerFrequencyHz(
  { magnitude, stressDropBars }: { magnitude: number; stressDropBars: number },
): number {
  return 4.9e6 * CRUST.sKmPerSecond * Math.cbrt(stressDropBars / seismicMoment(magnitude));
}

/**
 * Fourier amplitude of ground velocity of one component, metres, as a function of frequency in hertz:
 * an omega-squared source, spreading, anelastic attenuation and generic rock. A large rupture is as
 * far away as its size makes it.
 *
 * Source: Boore 2003, Simulation of ground motion using the stochastic method, Pure Appl. Geophys.
 * 160; Yenier & Atkinson 2014 for the effective distance; Raoof et al. 1999 for southern California.
 */
export function velocitySpectrum(setting: SpectrumSetting): (frequencyHz: number) => number {
  const { wave, magnitude, hypocentralKm } = setting;
  const speed = wave === "P" ? CRUST.pKmPerSecond : CRUST.sKmPerSecond;
  const corner = cornerFrequencyHz(setting); // the same for P and S
  const sizeKm = 10 ** (-0.405 + 0.235 * magnitude);
  const effectiveKm = Math.hypot(hypocentralKm, sizeKm);
  const spreading = effectiveKm <= SPREADING_KM
    ? 1 / effectiveKm
    : 1 / Math.sqrt(effectiveKm * SPREADING_KM);
  const constant = 1e-20 * RADIATION[wave] * FREE_SURFACE /
    (4 * Math.PI * CRUST.density * speed ** 3);
  const scale = 0.01 * constant * seismicMoment(magnitude) * spreading;
  return (frequencyHz) => {
    if (frequencyHz <= 0) return 0;
    const quality = 180 * Math.max(frequencyHz, 0.2) ** 0.45 * (wave === "P" ? 1.5 : 1);
    const decay = Math.exp(
      -Math.PI * frequencyHz * (hypocentralKm / (quality * speed) + KAPPA_SECONDS[wave]),
    );
    const site = rockAmplification(frequencyHz);
    return 2 * Math.PI * frequencyHz * scale * decay * (wave === "P" ? Math.sqrt(site) : site) /
      (1 + (frequencyHz / corner) ** 2);
  };
}

/** Linear between logarithms, constant outside. */
function rockAmplification(frequencyHz: number): number {
  const next = ROCK.findIndex(([frequency]) => frequency >= frequencyHz);
  if (next === 0) return ROCK[0][1];
  if (next < 0) return ROCK[ROCK.length - 1][1];
  const [[f0, a0], [f1, a1]] = [ROCK[next - 1], ROCK[next]];
  const share = Math.log(frequencyHz / f0) / Math.log(f1 / f0);
  return a0 * (a1 / a0) ** share;
}
