/** One pair sum's columns and law, in plain numbers. */
export interface EtasSumsInputs {
  /** Time, x, y and z of the targets. [4, target] */
  targets: readonly ArrayLike<number>[];
  /** How many of the first sources count for each target. [target] */
  before: ArrayLike<number>;
  /** Time, x, y, z, spread, weight and weight in the whole plane. [7, source] */
  sources: readonly ArrayLike<number>[];
  /** The law. */
  law: {
    timeScale: number;
    cDays: number;
    tauDays: number;
    omega: number;
    rho: number;
    radiusKm: number;
  };
  /** Integral of the temporal law from 0 to so many days. */
  integral: (days: number) => number;
}

/** The sums of `etasSums`, by the definition. [target, 3] */
export function etasSumsReference(inputs: EtasSumsInputs): Float64Array {
  const { before, sources, law, integral } = inputs;
  const sums = new Float64Array(3 * before.length);
  for (let i = 0; i < before.length; i++) {
    for (let j = 0; j < before[i]; j++) {
      const { age, temporal, squaredKm } = etasPairReference(inputs, [i, j]);
      const [spread, weight, planeWeight] = [4, 5, 6].map((k) => sources[k][j]);
      sums[3 * i] += weight * temporal / (squaredKm + spread) ** (1 + law.rho);
      sums[3 * i + 1] += planeWeight * temporal;
      sums[3 * i + 2] += planeWeight * integral(age);
    }
  }
  return sums;
}

/** The sums of `etasSlopes`, by the definition, and the sums of their terms' sizes. [target, 8] */
export function etasSlopesReference(
  inputs: EtasSumsInputs,
): { sums: Float64Array; sizes: Float64Array } {
  const { before, sources, law } = inputs;
  const [sums, sizes] = [0, 1].map(() => new Float64Array(8 * before.length));
  for (let i = 0; i < before.length; i++) {
    for (let j = 0; j < before[i]; j++) {
      const { age, temporal, squaredKm } = etasPairReference(inputs, [i, j]);
      const [spread, weight, excess] = [4, 5, 6].map((k) => sources[k][j]);
      const distance = squaredKm + spread;
      const g = weight * temporal / distance ** (1 + law.rho);
      const share = spread / distance;
      const since = age + law.cDays;
      [1, excess, Math.log(since), 1 / since, age, share, share * excess, Math.log(distance)]
        .forEach((factor, k) => {
          sums[8 * i + k] += g * factor;
          sizes[8 * i + k] += Math.abs(g * factor);
        });
    }
  }
  return { sums, sizes };
}

/** Age in days, temporal law and squared distance in km² of a pair, by the definition. */
export function etasPairReference(
  { targets, sources, law }: EtasSumsInputs,
  [i, j]: readonly [target: number, source: number],
): { age: number; temporal: number; squaredKm: number } {
  const age = (targets[0][i] - sources[0][j]) * law.timeScale;
  const chord = Math.hypot(...[1, 2, 3].map((k) => targets[k][i] - sources[k][j]));
  const km = law.radiusKm === Infinity
    ? chord
    : 2 * law.radiusKm * Math.asin(Math.min(1, chord / 2 / law.radiusKm));
  const temporal = Math.exp(-age / law.tauDays) / (age + law.cDays) ** (1 + law.omega);
  return { age, temporal, squaredKm: km * km };
}
