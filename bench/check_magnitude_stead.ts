import { startKernels } from "../engine/backend/mod.ts";
import { readLabelledWaveforms } from "../engine/sources/mod.ts";
import {
  evaluateMagnitude,
  type MagnitudeEvaluation,
  selectMagnitudeRecords,
} from "../engine/training/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Parts and seeds of the protocol: a recording is in part index mod 5. */
const FOLDS = 5;
const SEEDS = 5;

/** Largest mean absolute error. */
const MOST_ERROR = 0.3;

/** Magnitudes of STEAD's recordings by the network, each held out, against regression and mean. */
export const check: LongCheck = {
  about:
    `magnitudes of recordings held out in ${FOLDS} parts with ${SEEDS} seeds have a mean absolute error ` +
    `below ${MOST_ERROR}, and by paired bootstrap are no worse than a regression on log amplitude and P-S ` +
    "time fitted on the same parts",
  async run(report) {
    const waveforms = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
    const kernels = await startKernels({ threads: 1 });
    let stage = "";
    const evaluation = await evaluateMagnitude(selectMagnitudeRecords(waveforms).records, {
      ...{ folds: FOLDS, seeds: SEEDS, kernels },
      onProgress(progress) {
        if (progress.stage !== stage) report(progress.stage);
        stage = progress.stage;
      },
    });
    await kernels.stop();
    waveforms.close();
    judge(evaluation);
    return { evaluation };
  },
};

function judge({ network, against }: MagnitudeEvaluation): void {
  const told = JSON.stringify({ network, against });
  if (!(network.meanAbsoluteError < MOST_ERROR)) throw new Error(`errors are too large: ${told}`);
  // No worse: the interval of the difference does not lie wholly above 0.
  if (!(against.regression!.low <= 0)) throw new Error(`worse than the regression: ${told}`);
  if (!(against.mean!.high < 0)) throw new Error(`no better than the mean: ${told}`);
}
