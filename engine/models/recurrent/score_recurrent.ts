import {
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type PointProcessTerms,
  type ScoredSpan,
} from "../../domain/mod.ts";
import { moveLaw, RECURRENT_OUTPUTS, type RecurrentProcess } from "./recurrent_process.ts";
import { waitingLogDensity, waitingLogSurvival } from "./waiting_time_law.ts";

/** A recurrent process that is scored. */
export interface ScoreRecurrentOptions {
  /** The process. */
  process: RecurrentProcess;
  /** What its network says of the event before the span and of each in it. [1 + event, output] */
  outputs: Float32Array;
  /** What is scored. */
  span: ScoredSpan;
  /** ln of the density of places at each scored event, per km². [event] */
  logDensity: Float64Array;
}

/**
 * What a recurrent process says of the events of a span: all integrals are closed, so that both
 * boundaries are exact. The published scores have nothing after the last event.
 *
 * Throws InsufficientDataError where no event is before the span.
 * Source: Daley & Vere-Jones 2003, equation 7.2.3: the rate is the density over the survival.
 */
export function scoreRecurrent(
  { timeMs, name }: PointEvents,
  { process: { start }, outputs, span, logDensity }: ScoreRecurrentOptions,
): PointProcessTerms {
  const { from, to, startMs, endMs } = span;
  if (from === 0) {
    throw new InsufficientDataError(`Cannot see ${name} from its history`, {
      have: 0,
      need: 1,
      of: "events before the scored span",
    });
  }
  const size = to - from;
  const logRate = new Float64Array(size);
  const expected = new Float64Array(size);
  const law = new Float64Array(RECURRENT_OUTPUTS);
  const daysSince = (event: number, untilMs: number) => (untilMs - timeMs[event]) / DAY_MS;
  for (let i = 0; i < size; i++) {
    moveLaw(start, { outputs, at: i * RECURRENT_OUTPUTS }, law);
    const event = from + i;
    const wait = daysSince(event - 1, timeMs[event]);
    const logSurvival = waitingLogSurvival(law, wait);
    logRate[i] = waitingLogDensity(law, wait) - logSurvival;
    const before = i > 0 ? 0 : waitingLogSurvival(law, daysSince(event - 1, startMs));
    expected[i] = before - logSurvival;
  }
  moveLaw(start, { outputs, at: size * RECURRENT_OUTPUTS }, law);
  const expectedAfter = -waitingLogSurvival(law, daysSince(to - 1, endMs));
  return { logRate, logDensity, expected, expectedAfter, publishedAfter: 0 };
}
