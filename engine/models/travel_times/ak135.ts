import type { VelocityModel } from "../../domain/mod.ts";
import { readVelocityTable } from "./read_velocity_table.ts";

/** Depth in km, P and S in km/s. */
const TABLE = `
  0 5.8 3.46
  20 5.8 3.46
  20 6.5 3.85
  35 6.5 3.85
  35 8.04 4.48
  77.5 8.045 4.49
  120 8.05 4.5
  165 8.175 4.509
  210 8.3 4.518
  210 8.3 4.523
  260 8.4825 4.609
  310 8.665 4.696
  360 8.8475 4.783
  410 9.03 4.87
  410 9.36 5.08
  460 9.528 5.186
  510 9.696 5.292
  560 9.864 5.398
  610 10.032 5.504
  660 10.2 5.61
  660 10.79 5.96
  710 10.9229 6.0897
  760 11.0558 6.2095
  809.5 11.1353 6.2426
  859 11.2221 6.2798
  908.5 11.3068 6.316
  958 11.3896 6.3512
  1007.5 11.4705 6.3854
`;

/**
 * The reference Earth ak135 down to 1007.5 km.
 *
 * Source: Kennett, Engdahl & Buland 1995, Geophys. J. Int. 122, table 2 (the continental structure).
 */
export const AK135: VelocityModel = {
  name: "ak135",
  earth: "spherical",
  nodes: readVelocityTable(TABLE),
  mohoKm: 35,
  reference:
    "Kennett, Engdahl & Buland 1995, Geophys. J. Int. 122, table 2 (the continental structure)",
};
