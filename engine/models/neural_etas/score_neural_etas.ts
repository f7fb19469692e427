import type { PointProcessTerms } from "../../domain/mod.ts";
import { GROUPS } from "./event_groups.ts";
import type { NeuralComponents } from "./lay_components.ts";
import { firstLogDensities, logDensityAt, PLACE_OUTPUTS } from "./place_head.ts";
import { factorOf, RATE_OUTPUTS, rateAt } from "./rate_head.ts";

/** What is scored: what the networks said before each event of a span, and after its last. */
export interface ScoreNeuralEtasOptions {
  /** What the networks move. */
  components: NeuralComponents;
  /** Which of the components' spans. */
  span: number;
  /** Its events. */
  range: { start: number; end: number };
  /** What was said of when. [event + 1, RATE_OUTPUTS] */
  rates: Float32Array;
  /** What was said of where; null for `etas-background`. [event, PLACE_OUTPUTS] */
  places: Float32Array | null;
}

/**
 * What `neural-etas` says of the events of a span, each seen from all before it. The published scores
 * have the triggered part expected from the first event on only, and nothing after the last.
 */
export function scoreNeuralEtas(options: ScoreNeuralEtasOptions): PointProcessTerms {
  const { components, span, range: { start, end }, rates, places } = options;
  const size = end - start;
  const logRate = new Float64Array(size);
  const expected = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const here = rateAt(components, { event: start + i, said: rates, at: RATE_OUTPUTS * i });
    [logRate[i], expected[i]] = [here.logRate, here.expected];
  }
  const logDensity = places === null
    ? firstLogDensities(components, { start, end })
    : Float64Array.from(
      { length: size },
      (_, i) => logDensityAt(components, { event: start + i, said: places, at: PLACE_OUTPUTS * i }),
    );
  const after = components.expectedAfter[span];
  return {
    logRate,
    logDensity,
    expected,
    expectedAfter: after.reduce(
      (sum, value, k) => sum + factorOf(rates[RATE_OUTPUTS * size + k]) * value,
      0,
    ),
    publishedFirst: factorOf(rates[0]) * components.expected[(1 + GROUPS) * start],
    publishedAfter: 0,
  };
}
