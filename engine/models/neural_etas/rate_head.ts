import { GROUPS } from "./event_groups.ts";

/** Numbers that the network says of when: a logarithm for the background and for each group. */
export const RATE_OUTPUTS: number = 1 + GROUPS;

/** Logarithms beyond this would be a fault, not knowledge. */
const LARGEST = 8;

/** What the components of the rate are at the events that are explained. */
export interface RateComponents {
  /** Background and groups, events a day. [event, 1 + group] */
  rate: Float32Array;
  /** The same as expected since the event before. [event, 1 + group] */
  expected: Float32Array;
}

/** Factor of a component by what the network says. */
export function factorOf(said: number): number {
  return Math.exp(Math.max(-LARGEST, Math.min(LARGEST, said)));
}

/** Slope of a component's factor by what the network says: none where that no longer moves it. */
export function factorSlopeOf(said: number): number {
  return Math.abs(said) > LARGEST ? 0 : factorOf(said);
}

/** ln λ* at an event and what was expected since the one before, for factors said. */
export function rateAt(
  { rate, expected }: RateComponents,
  { event, said, at }: { event: number; said: ArrayLike<number>; at: number },
): { logRate: number; expected: number } {
  let [sum, whole] = [0, 0];
  for (let k = 0; k < RATE_OUTPUTS; k++) {
    const factor = factorOf(said[at + k]);
    sum += factor * rate[RATE_OUTPUTS * event + k];
    whole += factor * expected[RATE_OUTPUTS * event + k];
  }
  return { logRate: Math.log(sum), expected: whole };
}

/**
 * Loss in time, nats: −ln λ*(t_i) + ∫ λ* dt since the event before, λ* being the sum of the components
 * times what the network says, which holds from one event to the next: so the integral is exact.
 */
export function rateLoss(
  components: RateComponents,
): (said: Float32Array, events: Int32Array) => { loss: Float64Array; slope: Float32Array } {
  return (said, events) => {
    const loss = new Float64Array(events.length);
    const slope = new Float32Array(said.length);
    events.forEach((event, i) => {
      const at = RATE_OUTPUTS * i;
      const { logRate, expected } = rateAt(components, { event, said, at });
      loss[i] = expected - logRate;
      const whole = Math.exp(logRate);
      for (let k = 0; k < RATE_OUTPUTS; k++) {
        const place = RATE_OUTPUTS * event + k;
        slope[at + k] = factorSlopeOf(said[at + k]) *
          (components.expected[place] - components.rate[place] / whole);
      }
    });
    return { loss, slope };
  };
}
