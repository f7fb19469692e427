import { layeredVelocityModel, type VelocityModel } from "../engine/domain/mod.ts";

/** A crust of layers, for simulated events. */
export const SIMULATED_CRUST: VelocityModel = layeredVelocityModel({
  name: "layers",
  topsKm: [0, 3, 8, 20, 32],
  pKmPerSecond: [4.8, 5.6, 6.1, 6.6, 7.9],
  ratio: 1.74,
});
