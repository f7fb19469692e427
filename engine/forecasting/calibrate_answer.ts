import type {
  AnswerCalibration,
  CalibratedAnswer,
  ForecastAnswer,
  ForecastCalibration,
  PredictiveTable,
} from "../domain/mod.ts";
import { conformalInterval, mapProbability, quantilesAt } from "../evaluation/mod.ts";
import { roundMagnitude } from "../mathematics/mod.ts";

/** Puts the calibrated intervals and probabilities beside an answer, as they are kept with the model. */
export function calibrateAnswer(
  answer: ForecastAnswer,
  { table, calibration }: {
    /** The distribution of the answer as a whole, one row. */
    table: PredictiveTable;
    /** What was kept; nothing for a model from before calibrations were kept. */
    calibration: AnswerCalibration | undefined;
  },
): ForecastAnswer {
  if (calibration === undefined) return answer;
  const { whole, cells } = calibration;
  const quantile = (probability: number) => {
    const value = quantilesAt(table, [probability])[0][0];
    return table.family === "truncated-exponential" ? roundMagnitude(value, table.binWidth) : value;
  };
  const calibrated: CalibratedAnswer = {
    intervals: whole.calibration.intervals.map((bounds) => conformalInterval(bounds, quantile)),
    probabilities: Object.fromEntries(
      Object.entries(answer.probabilities).map(([name, probability]) => [
        name,
        mapPresence(whole.calibration, probability),
      ]),
    ),
    passed: whole.gate.passed && (cells?.gate.passed ?? true),
    sentences: [whole.gate.sentence],
  };
  if (cells !== undefined && answer.cells !== undefined) {
    calibrated.probabilityOfAny = answer.cells.probabilityOfAny.map((probability) =>
      mapPresence(cells.calibration, probability)
    );
    calibrated.sentences.push(`In cells: ${cells.gate.sentence}`);
  }
  return { ...answer, calibrated };
}

/** A map is of cumulative probabilities: of what stays away, not of what happens. */
function mapPresence({ map }: ForecastCalibration, probability: number): number {
  return 1 - mapProbability(map, 1 - probability);
}
