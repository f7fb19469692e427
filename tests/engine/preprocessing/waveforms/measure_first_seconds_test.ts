import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InsufficientDataError } from "../../../../engine/domain/mod.ts";
import { measureFirstSeconds } from "../../../../engine/preprocessing/mod.ts";

const RATE = 100;
const P = 20 * RATE;

/** Ground velocity of a displacement of `size` metres at `hertz`, from P on, over very little noise. */
function arrival(hertz: number, size: number, seconds = 60): Float64Array {
  const angular = 2 * Math.PI * hertz;
  return Float64Array.from({ length: seconds * RATE }, (_, i) => {
    const after = (i - P) / RATE;
    const noise = 1e-12 * Math.sin(i * i);
    return noise + (after < 0 ? 0 : size * angular * Math.cos(angular * after));
  });
}

const AT = { samplingRateHz: RATE, pSample: P, sSample: NaN };

Deno.test("the period of a sinusoid is its own, and its displacement that within the band", () => {
  for (const hertz of [0.8, 1, 2]) {
    const first = measureFirstSeconds(arrival(hertz, 1e-4), AT);
    assertAlmostEquals(first.periodSeconds * hertz, 1, 0.06);
    assertEquals(first.seconds, 4);
    assert(first.signalToNoise > 1000);
  }
  // In the middle of the band a steady wave passes whole; its start swings a little beyond.
  const middle = measureFirstSeconds(arrival(1.2, 1e-4), AT);
  assertAlmostEquals(middle.displacementM / 1e-4, 1, 0.25);
  const high = measureFirstSeconds(arrival(12, 1e-4), AT);
  assert(high.displacementM < 0.3e-4, `${high.displacementM}`); // most of it is the start's swing
  const larger = measureFirstSeconds(arrival(1.2, 1e-2), AT);
  assertAlmostEquals(larger.displacementM / middle.displacementM, 100, 1e-3);
});

Deno.test("nothing behind S or behind the seconds that are read has a part in it", () => {
  const velocity = arrival(1.2, 1e-4);
  const s = P + 2 * RATE;
  const louder = velocity.map((value, i) => i < s - RATE / 2 ? value : 1e6 * value);
  const [one, other] = [velocity, louder].map((each) =>
    measureFirstSeconds(each, { ...AT, sSample: s })
  );
  assertEquals(other, one);
  assertEquals([one.seconds, one.periodSeconds], [1.5, NaN]);
  const late = velocity.map((value, i) => i < P + 4 * RATE ? value : 1e6 * value);
  assertEquals(measureFirstSeconds(late, AT), measureFirstSeconds(velocity, AT));
});

Deno.test("too little P is refused, and a record without noise says so", () => {
  const velocity = arrival(1.2, 1e-4);
  for (const sSample of [P + 0.9 * RATE, P]) {
    assertThrows(() => measureFirstSeconds(velocity, { ...AT, sSample }), InsufficientDataError);
  }
  assertThrows(
    () => measureFirstSeconds(velocity.subarray(0, P + 10), AT),
    InsufficientDataError,
  );
  const bare = measureFirstSeconds(velocity.subarray(P), { ...AT, pSample: 0 });
  assertEquals(bare.signalToNoise, NaN);
});
