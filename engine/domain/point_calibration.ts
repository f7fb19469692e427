import type { CalibrationGate, GatedCalibration } from "./forecast_calibration.ts";

/** The calibrations that are kept with a point process: of the number of events in short windows. */
export interface PointCalibration {
  /** Version of this layout. */
  format: 1;
  /** Length of the windows, days: of no other are these calibrations. */
  days: number;
  /** Simulated catalogues of each window. */
  catalogues: number;
  /** The process'. */
  model: GatedCalibration;
  /** The Poisson process'. */
  baseline: GatedCalibration;
}

/** What a card tells of them: whether they held on the test part. */
export interface PointCalibrationGates {
  /** Length of the windows, days. */
  days: number;
  /** Windows of the validation part that they were fitted on. */
  windows: number;
  /** Simulated catalogues of each window. */
  catalogues: number;
  /** Each gate. */
  gates: Record<"model" | "baseline", CalibrationGate>;
}
