import { trainThinned } from "../tests/engine/forecasting/train_thinned.ts";
import type { LongCheck } from "./long_check_definition.ts";

const RUNS = 30;
const CALIBRATION_WINDOWS = 60;

/** Mean coverage may be off by so many of its own standard errors. */
const MOST_ERRORS = 3.3;

/** Calibrated numbers of ETAS hold what they say on its own catalogues, and the gate finds lost events. */
export const check: LongCheck = {
  about: `day-ahead numbers of ETAS over ${RUNS} simulated catalogues: coverage of calibrated ` +
    "intervals on the test part, and how often the gate passes, with all events and with a quarter",
  async run(report) {
    const facts: Record<string, unknown> = { runs: RUNS, calibrationWindows: CALIBRATION_WINDOWS };
    const passed: Record<number, number> = {};
    const coverage = new Map<string, number[]>();
    for (const every of [1, 4]) {
      passed[every] = 0;
      for (let seed = 1; seed <= RUNS; seed++) {
        const { model } = await trainThinned({
          ...{ every, seed, calibrationWindows: CALIBRATION_WINDOWS },
        });
        const { gate } = model.calibration!.model;
        if (gate.passed) passed[every]++;
        if (every > 1) continue;
        for (const { of, observed, expected } of gate.checks) {
          if (!of.startsWith("coverage")) continue;
          coverage.set(of, [...coverage.get(of) ?? [], observed - expected]);
        }
      }
      report(`one event in ${every} kept: ${passed[every]} of ${RUNS} gates passed`);
    }
    facts.passed = { all: passed[1], quarter: passed[4] };
    facts.coverageMinusExpected = Object.fromEntries(
      [...coverage].map(([of, misses]) => [of, meanAndError(misses)]),
    );
    for (const [of, misses] of coverage) {
      const { mean, error } = meanAndError(misses);
      report(`${of}: ${mean.toFixed(4)} over what is expected, error ${error.toFixed(4)}`);
      if (!(Math.abs(mean) < MOST_ERRORS * error)) {
        throw new Error(`${of}: ${mean}, error ${error}`);
      }
    }
    if (passed[1] < 0.85 * RUNS) throw new Error(`gates of the truth: ${passed[1]} of ${RUNS}`);
    if (passed[4] > 0.1 * RUNS) throw new Error(`gates of lost events: ${passed[4]} of ${RUNS}`);
    return facts;
  },
};

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}
