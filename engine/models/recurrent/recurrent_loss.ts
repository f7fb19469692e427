import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import { isFree, moveLaw, RECURRENT_OUTPUTS } from "./recurrent_process.ts";
import { WAITING_NUMBERS, waitingLogDensity } from "./waiting_time_law.ts";

/** What comes after each event but the last. */
export interface NextEvents {
  /** Days until the next event. [event − 1] */
  waitsDays: Float64Array;
  /** Its magnitude above half a step below the smallest. [event − 1] */
  excesses: Float64Array;
}

/** What comes after each event. */
export function nextEvents(
  { timeMs, magnitude, size }: PointEvents,
  { mc, magnitudeStep }: { mc: number; magnitudeStep: number },
): NextEvents {
  const count = Math.max(0, size - 1);
  const column = (value: (next: number) => number) =>
    Float64Array.from({ length: count }, (_, i) => value(i + 1));
  const floor = mc - magnitudeStep / 2;
  return {
    waitsDays: column((next) => (timeMs[next] - timeMs[next - 1]) / DAY_MS),
    excesses: column((next) => Math.max(0, magnitude[next] - floor)),
  };
}

/** Loss of some events, and its slopes by what the network said of each. */
export interface RecurrentLoss {
  /** Minus ln of the density of the next wait and of the next magnitude, nats. [event] */
  loss: Float64Array;
  /** The part of it that is for the wait. [event] */
  timeLoss: Float64Array;
  /** Slope by each number. [event, output] */
  slope: Float32Array;
}

/** The loss of what comes after chosen events, by what the network says of them. */
export function recurrentLoss(
  { waitsDays, excesses }: NextEvents,
  start: Float64Array,
): (outputs: Float32Array, events: Int32Array) => RecurrentLoss {
  const law = new Float64Array(RECURRENT_OUTPUTS);
  const slopes = new Float64Array(WAITING_NUMBERS);
  return (outputs, events) => {
    const loss = new Float64Array(events.length);
    const timeLoss = new Float64Array(events.length);
    const slope = new Float32Array(outputs.length);
    events.forEach((event, i) => {
      const at = i * RECURRENT_OUTPUTS;
      moveLaw(start, { outputs, at }, law);
      timeLoss[i] = -waitingLogDensity(law, waitsDays[event], slopes);
      const logBeta = law[WAITING_NUMBERS];
      const spent = Math.exp(logBeta) * excesses[event];
      loss[i] = timeLoss[i] + spent - logBeta;
      slopes.forEach((value, k) => slope[at + k] = -value);
      slope[at + WAITING_NUMBERS] = spent - 1;
      for (let k = 0; k < RECURRENT_OUTPUTS; k++) {
        if (!isFree(k, outputs[at + k])) slope[at + k] = 0;
      }
    });
    return { loss, timeLoss, slope };
  };
}
