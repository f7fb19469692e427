import { RECOVERY_CALIFORNIA, RECOVERY_WORLD, type RecoveryLaw } from "../../mathematics/mod.ts";

/** What sequences of a region are like before anything of one is known. */
export interface AftershockRegion {
  /** The region in words. */
  about: string;
  /** Mean of the productivity a over sequences. */
  a: number;
  /** Its spread between sequences after large mainshocks. */
  sigma0: number;
  /** What spread smaller mainshocks add: sigma² = sigma0² + sigma1² / 10^max(M, 6). */
  sigma1: number;
  /** Omori's exponent p. */
  p: number;
  /** Omori's c, days. */
  c: number;
  /** Magnitude from which catalogues of the region are complete in quiet times. */
  catalogue: number;
  /** How they recover after a large event. */
  recovery: RecoveryLaw;
}

/** Names of the regions for which generic parameters are known. */
export type AftershockRegionName =
  | `ANSR-${"SHALCON" | "DEEPCON" | "HOTSPOT" | "OCEANBD" | "ABSLDEC" | "ABSLOCB" | "ABSLSHC"}`
  | "SCR-GENERIC"
  | "SOR-GENERIC"
  | `SZ-${"GENERIC" | "INLBACK" | "ONSHORE" | "OUTERTR"}`
  | `CAL-${"SCSN" | "NCSS" | "MENDOCINO" | "HYDROTHERMAL"}`;

type Row = readonly [about: string, a: number, sigma1: number, p: number];

const WORLD = { sigma0: 0.49, c: 0.018, catalogue: 4.6, recovery: RECOVERY_WORLD };

function world([about, a, sigma1, p]: Row): AftershockRegion {
  return Object.freeze({ ...WORLD, about, a, sigma1, p });
}

function california(
  about: string,
  { a, sigma0, p, c }: Pick<AftershockRegion, "a" | "sigma0" | "p" | "c">,
): AftershockRegion {
  const complete = { catalogue: 3, recovery: RECOVERY_CALIFORNIA };
  return Object.freeze({ about, a, sigma0, sigma1: 0, p, c, ...complete });
}

/**
 * Generic parameters by tectonic region, the b-value being 1 throughout.
 *
 * Source: Page, van der Elst, Hardebeck, Felzer & Michael 2016, BSSA 106, table 1, for the regions
 * of Garcia et al. 2012; California as in the USGS' operational forecasts (opensha-oaf).
 */
export const AFTERSHOCK_REGIONS: Readonly<Record<AftershockRegionName, AftershockRegion>> = Object
  .freeze({
    "ANSR-SHALCON": world(["active shallow continental crust", -2.42, 570, 0.98]),
    "ANSR-DEEPCON": world(["active deep continental crust", -2.13, 250, 0.98]),
    "ANSR-HOTSPOT": world(["hot spots", -3, 680, 1.12]),
    "ANSR-OCEANBD": world(["boundaries of oceanic plates", -3.19, 500, 1.08]),
    "ANSR-ABSLDEC": world(["active deep crust above a slab", -2.29, 560, 1.01]),
    "ANSR-ABSLOCB": world(["oceanic boundary above a slab", -2.82, 890, 0.64]),
    "ANSR-ABSLSHC": world(["active shallow crust above a slab", -2.85, 800, 1.06]),
    "SCR-GENERIC": world(["stable continents", -2.85, 870, 0.73]),
    "SOR-GENERIC": world(["stable oceans", -3.04, 650, 0.97]),
    "SZ-GENERIC": world(["subduction zones", -2.47, 570, 0.88]),
    "SZ-INLBACK": world(["inland and back-arc of subduction zones", -2.43, 640, 0.86]),
    "SZ-ONSHORE": world(["subduction zones below land", -2.34, 500, 0.81]),
    "SZ-OUTERTR": world(["outer rise of subduction zones", -2.42, 540, 0.92]),
    "CAL-SCSN": california("southern California", { a: -2.3, sigma0: 0.5, p: 0.83, c: 0.0033 }),
    "CAL-NCSS": california("northern California", { a: -2.64, sigma0: 0.48, p: 0.96, c: 0.012 }),
    "CAL-MENDOCINO": california("Mendocino", { a: -3.18, sigma0: 0.47, p: 1.15, c: 0.05 }),
    "CAL-HYDROTHERMAL": california("hydrothermal California", {
      ...{ a: -1.79, sigma0: 0.29, p: 0.94, c: 0.026 },
    }),
  });

/** Spread of the productivity between sequences of mainshocks of a magnitude. */
export function productivitySpread(region: AftershockRegion, magnitude: number): number {
  return Math.sqrt(region.sigma0 ** 2 + region.sigma1 ** 2 / 10 ** Math.max(magnitude, 6));
}
