import { calibrateForecasts } from "../engine/evaluation/mod.ts";
import { binomialInterval } from "../engine/mathematics/mod.ts";
import { measureCoverage, measureGate } from "../tests/engine/evaluation/calibration_truths.ts";
import type { LongCheck } from "./long_check_definition.ts";

const RUNS = 1_000;
const GATE_RUNS = 200;
const WINDOWS = 99;

/** Forecast mean and dispersion over the true ones. */
const FACTORS = [[1, 1], [0.5, 1], [2, 0.3]] as const;

/** True rate of the later data over that of the calibration. */
const SHIFTS = [1, 1.5, 2, 0.5] as const;

/** The chance that all of the intervals hold by luck alone what they do. */
const LEVEL = 0.999;

/** Calibrated intervals hold what they say, and the gate finds what has shifted. */
export const check: LongCheck = {
  about:
    `coverage of calibrated intervals over ${RUNS} runs of right and wrong forecasts within its ` +
    `binomial interval, and how often the gate passes over ${GATE_RUNS}`,
  run(report) {
    const coverage = FACTORS.flatMap(([meanFactor, dispersionFactor]) => {
      const wrong = { meanFactor, dispersionFactor };
      const found = measureCoverage({
        ...{ ...wrong, runs: RUNS, windows: WINDOWS, seed: "calibration coverage" },
        fit: (series, random) => calibrateForecasts(series, { overlap: 1, random }).intervals,
      });
      report(`factors ${meanFactor}, ${dispersionFactor}: ${JSON.stringify(found)}`);
      return found.map((measured) => ({ ...wrong, ...measured }));
    });
    for (const { level, expected, covered, coveredPublished, runs } of coverage) {
      const { low, high } = binomialInterval({ successes: covered, trials: runs }, {
        level: LEVEL,
      });
      if (low <= expected && expected <= high && coveredPublished >= covered) continue;
      throw new Error(`${level}: ${covered} and ${coveredPublished} of ${runs}, not ${expected}`);
    }
    const gates = FACTORS.slice(0, 2).flatMap(([meanFactor, dispersionFactor]) =>
      SHIFTS.map((truthFactor) => {
        const options = { meanFactor, dispersionFactor, truthFactor };
        const passRate = measureGate({
          ...{ ...options, runs: GATE_RUNS, windows: WINDOWS, seed: "calibration gate" },
        });
        report(`gate, ${JSON.stringify(options)}: ${passRate}`);
        return { ...options, passRate };
      })
    );
    const wrong = gates.filter(({ truthFactor, passRate }) =>
      truthFactor === 1 ? passRate < 0.88 : truthFactor !== 1.5 && passRate > 0.1
    );
    if (wrong.length > 0) throw new Error(`gate: ${JSON.stringify(wrong)}`);
    return Promise.resolve({ runs: RUNS, gateRuns: GATE_RUNS, windows: WINDOWS, coverage, gates });
  },
};
