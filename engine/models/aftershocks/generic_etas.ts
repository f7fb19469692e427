import type { EtasParameters, PublishedEtas } from "../etas/etas_parameters.ts";
import type { AftershockRegionName } from "./aftershock_regions.ts";

/** A law by which every event of a sequence triggers others. */
export interface AftershockEtas {
  /** Where it is from. */
  about: string;
  /** The parameters; their background takes no part. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which they count. */
  mc: number;
  /** β of the magnitudes, per magnitude. */
  beta: number;
  /** Step to which magnitudes are rounded; 0 for none. */
  magnitudeStep: number;
  /** Standard deviation, between sequences, of the mainshock's productivity, log10. */
  productivitySpread: number;
}

interface Generic {
  about: string;
  a: number;
  spread: number;
  log10C: number;
  p: number;
}

/** Direct aftershocks of at least the triggering event's magnitude: 10^a (t + c)^−p a day; b is 1. */
const CALIFORNIA: Generic = {
  ...{ about: "generic, California", a: -2.35, spread: 0.302, log10C: -1.7696, p: 1.01 },
};
const WORLD: Generic = {
  ...{ about: "generic, world", a: -2.43, spread: 0.395, log10C: -2.565, p: 0.966 },
};

/** Smallest magnitude that is forecast. */
const LEAST_MAGNITUDE = 3;

/** How aftershocks lie about an event, as in California's M 2.5 fit of SCIENCE.md 2.1. */
const SPACE = { log10D: -0.7953, gamma: 1.0215, rho: 0.5487, from: 2.5 } as const;

/** So long, days, that no window sees the end of it. */
const NO_TAPER_LOG10 = 8;

/**
 * The law of a region before anything of a sequence is known: productivity grows by a factor of ten a
 * magnitude, as numbers fall.
 *
 * Source: van der Elst, Hardebeck, Michael, McBride & Vanacore 2022, BSSA 112, as the operational
 * system has it (opensha-oaf; SCIENCE.md 2.7).
 */
export function genericEtas(region: AftershockRegionName): AftershockEtas {
  const { about, a, spread, log10C, p } = region.startsWith("CAL-") ? CALIFORNIA : WORLD;
  const { gamma, rho } = SPACE;
  const log10D = SPACE.log10D + gamma * (LEAST_MAGNITUDE - SPACE.from) / Math.LN10;
  return {
    about,
    parameters: {
      log10Mu: -30,
      log10K0: a + Math.log10(rho / Math.PI) + rho * log10D,
      a: Math.LN10 + rho * gamma,
      log10C,
      omega: p - 1,
      log10Tau: NO_TAPER_LOG10,
      ...{ log10D, gamma, rho },
    },
    mc: LEAST_MAGNITUDE,
    beta: Math.LN10,
    magnitudeStep: 0,
    productivitySpread: spread,
  };
}

/** The law of fitted parameters, whose sequences differ as the world's do. */
export function fittedEtas(
  { parameters, beta = Math.LN10 }: PublishedEtas,
  { mc }: { mc: number },
): AftershockEtas {
  return {
    about: "fitted parameters",
    parameters: { ...parameters, log10Mu: -30 },
    ...{ mc, beta, magnitudeStep: 0.1, productivitySpread: WORLD.spread },
  };
}
