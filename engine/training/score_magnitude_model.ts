import type { KernelEngine } from "../backend/mod.ts";
import type { LabelledTrace, MagnitudeCalibration, MagnitudeScores } from "../domain/mod.ts";
import { scoreMagnitudes, scoreMagnitudeSigmas } from "../evaluation/mod.ts";
import { cutMagnitudeWindow } from "../preprocessing/mod.ts";
import { predictMagnitudes } from "./predict_magnitudes.ts";
import { fingerprintOf } from "./train_magnitude.ts";
import type { TrainedMagnitude } from "./trained_magnitude.ts";

/** How good a trained magnitude network is on recordings. */
export interface MagnitudeModelScores {
  /** Whether these are the recordings it was trained on, and the scores therefore too good. */
  isTrainingData: boolean;
  /** Its errors. */
  network: MagnitudeScores;
  /** Whether its standard deviations hold. */
  calibration: MagnitudeCalibration;
  /** Recordings with an answer that lies outside of what it was trained on. */
  outsideTraining: number;
  /** Every recording. */
  rows: {
    name: string;
    magnitude: number;
    network: number;
    sigma: number;
    remarks: readonly string[];
  }[];
}

/** Scores a trained magnitude network on recordings. Throws InputError where there are none. */
export async function scoreMagnitudeModel(
  records: readonly LabelledTrace[],
  { trained, kernels }: { trained: TrainedMagnitude; kernels: KernelEngine },
): Promise<MagnitudeModelScores> {
  const windows = records.map(({ samples, pSample }) =>
    cutMagnitudeWindow(samples, pSample).window
  );
  const said = predictMagnitudes(trained.model, { windows, kernels });
  const errors = said.map(({ magnitude }, i) => magnitude - records[i].magnitude);
  return {
    isTrainingData: await fingerprintOf(records) === trained.card.data.fingerprint,
    network: scoreMagnitudes(errors),
    calibration: scoreMagnitudeSigmas(errors, said.map(({ sigma }) => sigma)),
    outsideTraining: said.filter(({ remarks }) => remarks.length > 0).length,
    rows: records.map(({ name, magnitude }, i) => ({
      ...{ name, magnitude, network: said[i].magnitude, sigma: said[i].sigma },
      remarks: said[i].remarks,
    })),
  };
}
