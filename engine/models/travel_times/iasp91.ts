import type { VelocityModel } from "../../domain/mod.ts";
import { readVelocityTable } from "./read_velocity_table.ts";

/** Depth in km, P and S in km/s. */
const TABLE = `
  0 5.8 3.36
  20 5.8 3.36
  20 6.5 3.75
  35 6.5 3.75
  35 8.04 4.47
  77.5 8.045 4.485
  120 8.05 4.5
  165 8.175 4.509
  210 8.3 4.518
  210 8.3 4.522
  260 8.4825 4.609
  310 8.665 4.696
  360 8.8475 4.783
  410 9.03 4.87
  410 9.36 5.07
  460 9.528 5.176
  510 9.696 5.282
  560 9.864 5.388
  610 10.032 5.494
  660 10.2 5.6
  660 10.79 5.95
  710 10.9229 6.0797
  760 11.0558 6.2095
  809.5 11.144 6.2474
  859 11.23 6.2841
  908.5 11.314 6.3199
  958 11.396 6.3546
  1007.5 11.4761 6.3883
`;

/**
 * The reference Earth iasp91 down to 1007.5 km.
 *
 * Source: Kennett & Engdahl 1991, Geophys. J. Int. 105, table 2.
 */
export const IASP91: VelocityModel = {
  name: "iasp91",
  earth: "spherical",
  nodes: readVelocityTable(TABLE),
  mohoKm: 35,
  reference: "Kennett & Engdahl 1991, Geophys. J. Int. 105, table 2",
};
