import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { RATE_OUTPUTS, rateAt, rateLoss } from "../../../../engine/models/mod.ts";
import { holdSlopes, randomSaid } from "./central_slopes.ts";

const EVENTS = 5;

function makeComponents() {
  const stream = new RandomStream("rate components");
  const column = () =>
    Float32Array.from({ length: EVENTS * RATE_OUTPUTS }, () => Math.exp(2 * stream.normal()));
  const components = { rate: column(), expected: column() };
  // Groups without events.
  for (const k of [3, 9]) {
    components.rate[k] = 0;
    components.expected[k] = 0;
  }
  return components;
}

Deno.test("Rate head: its slopes are those of the loss", () => {
  const components = makeComponents();
  const events = Int32Array.of(4, 0, 2);
  const said = randomSaid(3 * RATE_OUTPUTS, "said of when");
  const { loss, slope } = rateLoss(components)(said, events);
  events.forEach((event, i) => {
    const at = RATE_OUTPUTS * i;
    const lossOf = (moved: Float64Array) => {
      const { logRate, expected } = rateAt(components, { event, said: moved, at });
      return expected - logRate;
    };
    assertAlmostEquals(loss[i], lossOf(Float64Array.from(said)), 1e-12);
    const others = slope.map((value, k) => k >= at && k < at + RATE_OUTPUTS ? value : 0);
    holdSlopes(others, { said, lossOf });
  });
});

Deno.test("Rate head: nothing said is the sum of the components", () => {
  const components = makeComponents();
  const said = new Float32Array(RATE_OUTPUTS);
  for (let event = 0; event < EVENTS; event++) {
    const sum = (values: Float32Array) =>
      values.subarray(RATE_OUTPUTS * event, RATE_OUTPUTS * (event + 1)).reduce((a, b) => a + b, 0);
    const { logRate, expected } = rateAt(components, { event, said, at: 0 });
    assertAlmostEquals(logRate, Math.log(sum(components.rate)), 1e-6);
    assertAlmostEquals(expected, sum(components.expected), 1e-5 * expected);
  }
});

Deno.test("Rate head: what is said too loud counts as e^8, without a slope", () => {
  const components = makeComponents();
  const [eight, loud] = [8, 1e4].map((value) => {
    const said = new Float32Array(RATE_OUTPUTS);
    said.set([value, -value]);
    return rateLoss(components)(said, Int32Array.of(1));
  });
  assertEquals(loud.loss, eight.loss);
  assertEquals([...loud.slope.subarray(0, 2)], [0, 0]);
  assert(eight.slope[0] !== 0 && loud.slope[2] !== 0);
});
