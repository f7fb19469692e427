import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { InputError, type PointProcessTerms } from "../../../engine/domain/mod.ts";
import {
  gainOfPointProcess,
  likelihoodPerEvent,
  scorePointProcess,
} from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

const TERMS: PointProcessTerms = {
  logRate: Float64Array.of(1, 2, 3, 0),
  logDensity: Float64Array.of(-4, -5, -6, -5),
  expected: Float64Array.of(0.5, 0.25, 0.25, 1),
  expectedAfter: 2,
};

Deno.test("point process scores: both boundaries", () => {
  const exact = scorePointProcess(TERMS);
  assertAlmostEquals(exact.tll, (6 - 2 - 2) / 4, 1e-15);
  assertAlmostEquals(exact.tll, exact.tllExact, 1e-15);
  assertAlmostEquals(exact.nll, -(0.5 - 5), 1e-15);
  const published = scorePointProcess({ ...TERMS, publishedFirst: 0.1, publishedAfter: 0 });
  assertAlmostEquals(published.tll, (6 - 1.6) / 4, 1e-15);
  assertAlmostEquals(published.tllExact, exact.tllExact, 1e-15);
  assertAlmostEquals(published.nllExact, -(published.tllExact + published.sll), 1e-15);
});

Deno.test("point process scores: what each event adds sums to the whole", () => {
  const sum = likelihoodPerEvent(TERMS).reduce((total, value) => total + value, 0);
  assertAlmostEquals(-sum / 4, scorePointProcess(TERMS).nllExact, 1e-15);
});

Deno.test("point process scores: the gain is the difference, its interval holds it", () => {
  const stream = new RandomStream(3);
  const noise = () => Float64Array.from({ length: 400 }, () => stream.normal());
  const baseline: PointProcessTerms = {
    logRate: noise(),
    logDensity: noise(),
    expected: noise().map(Math.abs),
    expectedAfter: 1,
  };
  const better = {
    ...baseline,
    logRate: baseline.logRate.map((x) => x + 0.3 + 0.1 * stream.normal()),
  };
  const { time, space, total } = gainOfPointProcess(better, baseline, { random: stream });
  const scores = [better, baseline].map(scorePointProcess);
  assertAlmostEquals(time.nats!, scores[0].tllExact - scores[1].tllExact, 1e-12);
  assertAlmostEquals(total.nats!, scores[1].nllExact - scores[0].nllExact, 1e-12);
  assertAlmostEquals(space.nats!, 0, 1e-15);
  assert(time.low! > 0.25 && time.low! < 0.3 && time.high! > 0.3 && time.high! < 0.35);
});

Deno.test("point process scores: no events, a rate of 0 and NaN are refused", () => {
  const none = new Float64Array(0);
  const empty = { logRate: none, logDensity: none, expected: none, expectedAfter: 0 };
  assertThrows(() => scorePointProcess(empty), InputError);
  for (const value of [-Infinity, NaN]) {
    const logRate = Float64Array.of(1, value, 3, 0);
    assertThrows(() => scorePointProcess({ ...TERMS, logRate }), InputError);
  }
});
