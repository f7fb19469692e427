import { completenessAfterEvent, recoveryDays, type RecoveryLaw } from "../../mathematics/mod.ts";
import { omoriIntegral } from "./omori_integral.ts";

/** A mainshock and the aftershocks that are known. */
export interface AftershockSequence {
  /** Magnitude of the mainshock. */
  magnitude: number;
  /** Times of the aftershocks, days after the mainshock. [event] */
  days: ArrayLike<number>;
  /** Their magnitudes. [event] */
  magnitudes: ArrayLike<number>;
  /** Days after the mainshock up to which aftershocks are known. */
  knownDays: number;
  /** Magnitude of completeness in quiet times. */
  catalogue: number;
  /** How completeness recovers after the mainshock. */
  recovery: RecoveryLaw;
}

/** The aftershocks above the completeness of their time. */
export interface CompleteAftershocks {
  /** Their times, days after the mainshock. [event] */
  days: number[];
  /** How far each magnitude lies above the completeness of its time. [event] */
  excess: number[];
}

/** Points of the quadrature over the time in which completeness recovers. */
const POINTS = 2000;

/** Days after the mainshock from which the quadrature runs: before, nothing is complete. */
const FIRST_DAYS = 1e-9;

/** The aftershocks above the completeness of their time, up to what is known. */
export function completeAftershocks(sequence: AftershockSequence): CompleteAftershocks {
  const { magnitude, knownDays, catalogue, recovery: law } = sequence;
  const days: number[] = [];
  const excess: number[] = [];
  for (let i = 0; i < sequence.days.length; i++) {
    const at = sequence.days[i];
    if (!(at > 0 && at <= knownDays)) continue;
    const above = sequence.magnitudes[i] -
      completenessAfterEvent(magnitude, { days: at, catalogue, law });
    if (!(above >= -1e-9)) continue;
    days.push(at);
    excess.push(above);
  }
  return { days, excess };
}

/**
 * Expected number of complete aftershocks over the known time, for a productivity of 10^0: the
 * integral of 10^(b (M − Mc(t))) (t + c)^−p.
 *
 * Source: Page et al. 2016, BSSA 106 (likelihood with completeness that changes in time).
 */
export function completeExposure(
  sequence: AftershockSequence,
  { p, c, b }: { p: number; c: number; b: number },
): number {
  const { magnitude, knownDays, catalogue, recovery } = sequence;
  const recovered = Math.min(knownDays, recoveryDays(magnitude, { catalogue, law: recovery }));
  const quiet = 10 ** (b * (magnitude - catalogue)) *
    omoriIntegral({ from: recovered, to: knownDays }, { p, c });
  if (!(recovered > FIRST_DAYS)) return quiet;
  // 10^(b (M − Mc)) is a power of t meanwhile; Simpson's rule in ln t.
  const scale = 10 ** (b * (magnitude - recovery.factor * magnitude + recovery.offset));
  const first = Math.log(FIRST_DAYS);
  const step = (Math.log(recovered) - first) / POINTS;
  let sum = 0;
  for (let point = 0; point <= POINTS; point++) {
    const t = Math.exp(first + point * step);
    const weight = point === 0 || point === POINTS ? 1 : point % 2 === 1 ? 4 : 2;
    sum += weight * t ** (1 + b * recovery.slope) * (t + c) ** -p;
  }
  return quiet + scale * sum * step / 3;
}
