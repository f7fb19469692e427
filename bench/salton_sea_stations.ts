import type { Station } from "../engine/domain/mod.ts";

/** Degrees north and east, metres above sea level. */
const PLACES: Readonly<Record<string, readonly [number, number, number]>> = {
  BOM: [33.3648, -115.73, -55],
  COA: [32.8636, -115.1228, 40],
  CRR: [32.8863, -115.9683, 98],
  DRE: [32.8053, -115.4469, -9],
  ERR: [33.1165, -115.8227, 46],
  FRK: [33.4012, -115.6379, 120],
  IMP: [32.8928, -115.5266, -18],
  RXH: [33.1831, -115.6226, -71],
  SAL: [33.2801, -115.9859, -10],
  SGL: [32.649, -115.7257, 110],
  SLV: [33.2591, -115.4768, 20],
  SNR: [32.8618, -115.4366, -11],
  SWS: [32.9408, -115.7958, 134],
  WES: [32.759, -115.7316, -15],
  WMD: [33.0384, -115.5819, -58],
  YUH2: [32.6477, -115.923, 197],
};

/**
 * The 16 stations of network CI around the Salton Sea that the shared picks of 2020-10-01 and 02 were read
 * at; the list beside those picks holds the stations of Ridgecrest instead. Places are approximate, some
 * hundred metres: good for joining picks, not for locating.
 */
export const SALTON_SEA_STATIONS: readonly Station[] = Object.entries(PLACES).map(
  ([station, [latitude, longitude, elevationM]]) => ({
    ...{ network: "CI", station, latitude, longitude, elevationM, siteName: "", channels: [] },
  }),
);
