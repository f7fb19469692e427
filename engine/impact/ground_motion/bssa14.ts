import type { FaultMechanism } from "../../domain/mod.ts";

/** A ground motion's law: lognormal, its errors parted. */
export interface MotionLaw {
  /** ln of the median: of g for PGA, of cm/s for PGV. */
  readonly lnMedian: number;
  /** Standard deviation of ln between events. */
  readonly between: number;
  /** Standard deviation of ln within an event. */
  readonly within: number;
}

/** What a ground motion depends on. */
export interface MotionSetting {
  /** "pga" in g, or "pgv" in cm/s. */
  readonly measure: "pga" | "pgv";
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Distance to the surface projection of the rupture, kilometres. */
  readonly joynerBooreKm: number;
  /** Mean shear-wave velocity of the upper 30 m, metres a second. */
  readonly vs30: number;
  /** How the fault slips; "unspecified" where left out. */
  readonly mechanism?: FaultMechanism;
}

const PGA = {
  ...{ unspecified: 0.4473, strikeSlip: 0.4856, normal: 0.2459, reverse: 0.4539 },
  ...{ e4: 1.431, e5: 0.05053, e6: -0.1662, hinge: 5.5 },
  ...{ c1: -1.134, c2: 0.1917, c3: -0.008088, h: 4.5 },
  ...{ c: -0.6, vc: 1500, f4: -0.15, f5: -0.00701 },
  ...{ r1: 110, r2: 270, deltaPhiR: 0.1, deltaPhiV: 0.07 },
  ...{ phi1: 0.695, phi2: 0.495, tau1: 0.398, tau2: 0.348 },
};

const PGV: typeof PGA = {
  ...{ unspecified: 5.037, strikeSlip: 5.078, normal: 4.849, reverse: 5.033 },
  ...{ e4: 1.073, e5: -0.1536, e6: 0.2252, hinge: 6.2 },
  ...{ c1: -1.243, c2: 0.1489, c3: -0.00344, h: 5.3 },
  ...{ c: -0.84, vc: 1300, f4: -0.1, f5: -0.00844 },
  ...{ r1: 105, r2: 272, deltaPhiR: 0.082, deltaPhiV: 0.08 },
  ...{ phi1: 0.644, phi2: 0.552, tau1: 0.401, tau2: 0.346 },
};

const REFERENCE = { magnitude: 4.5, distanceKm: 1, vs30: 760 };
const [F1, F3, V1, V2] = [0, 0.1, 225, 300];

/**
 * Peak ground acceleration (g) or velocity (cm/s), RotD50, of shallow earthquakes in active crust:
 * magnitudes 3 to 8.5 (7 where the fault slips normally), to 400 km, vs30 from 150 to 1500 m/s; the
 * worldwide attenuation, without the depth of a basin.
 *
 * Source: Boore, Stewart, Seyhan and Atkinson (2014), Earthquake Spectra 30, 1057-1085,
 * and its table of coefficients.
 */
export function bssa14(setting: MotionSetting): MotionLaw {
  const { measure, magnitude, joynerBooreKm, vs30, mechanism = "unspecified" } = setting;
  const table = measure === "pga" ? PGA : PGV;
  const event = { magnitude, joynerBooreKm, mechanism };
  const rockG = Math.exp(onRock(PGA, event));
  return {
    lnMedian: onRock(table, event) + siteTerm(table, { vs30, rockG }),
    between: ramp(magnitude, [table.tau1, table.tau2]),
    within: withinError(table, { magnitude, joynerBooreKm, vs30 }),
  };
}

function onRock(
  table: typeof PGA,
  { magnitude, joynerBooreKm, mechanism }: {
    magnitude: number;
    joynerBooreKm: number;
    mechanism: FaultMechanism;
  },
): number {
  const beyond = magnitude - table.hinge;
  const style = table[mechanism === "strike-slip" ? "strikeSlip" : mechanism];
  const source = style +
    (beyond <= 0 ? table.e4 * beyond + table.e5 * beyond ** 2 : table.e6 * beyond);
  const r = Math.hypot(joynerBooreKm, table.h);
  const slope = table.c1 + table.c2 * (magnitude - REFERENCE.magnitude);
  return source + slope * Math.log(r / REFERENCE.distanceKm) +
    table.c3 * (r - REFERENCE.distanceKm);
}

function siteTerm(
  table: typeof PGA,
  { vs30, rockG }: { vs30: number; rockG: number },
): number {
  const linear = table.c * Math.log(Math.min(vs30, table.vc) / REFERENCE.vs30);
  const f2 = table.f4 *
    (Math.exp(table.f5 * (Math.min(vs30, REFERENCE.vs30) - 360)) -
      Math.exp(table.f5 * (REFERENCE.vs30 - 360)));
  return linear + F1 + f2 * Math.log((rockG + F3) / F3);
}

/** From the first value at magnitude 4.5 to the second at 5.5. */
function ramp(magnitude: number, [low, high]: readonly [number, number]): number {
  return low + (high - low) * Math.min(1, Math.max(0, magnitude - 4.5));
}

function withinError(
  table: typeof PGA,
  { magnitude, joynerBooreKm, vs30 }: { magnitude: number; joynerBooreKm: number; vs30: number },
): number {
  const { r1, r2, deltaPhiR, deltaPhiV } = table;
  const far = Math.min(1, Math.max(0, Math.log(joynerBooreKm / r1) / Math.log(r2 / r1)));
  const soft = Math.min(1, Math.max(0, Math.log(V2 / vs30) / Math.log(V2 / V1)));
  return ramp(magnitude, [table.phi1, table.phi2]) + deltaPhiR * far - deltaPhiV * soft;
}
