import { assertAlmostEquals, assertEquals } from "@std/assert";
import { logMagnitudeAt, magnitudeLawOf, magnitudeLoss } from "../../../../engine/models/mod.ts";
import { holdSlopes, randomSaid } from "./central_slopes.ts";
import { madeEvents } from "./made_events.ts";

Deno.test("Magnitude head: β is that of Aki and Utsu, of the range alone", () => {
  const events = madeEvents(100);
  const range = { start: 20, end: 70 };
  const law = magnitudeLawOf(events, { mc: 2, magnitudeStep: 0.1, range });
  const mean = events.magnitude.subarray(20, 70).reduce((sum, m) => sum + m, 0) / 50;
  assertAlmostEquals(law.beta, 1 / (mean - (2 - 0.05)), 1e-12);
  events.magnitude.fill(8, 70);
  assertEquals(magnitudeLawOf(events, { mc: 2, magnitudeStep: 0.1, range }).beta, law.beta);
});

Deno.test("Magnitude head: the density integrates to 1 whatever is said", () => {
  for (const said of [-1.5, 0, 0.3, 2]) {
    // Simpson's rule, from half a step below the smallest magnitude on.
    const [end, steps] = [120, 120_000];
    const above = Float64Array.from({ length: steps + 1 }, (_, k) => end * k / steps);
    let integral = 0;
    for (let k = 0; k <= steps; k++) {
      const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
      integral += weight * Math.exp(logMagnitudeAt({ beta: 2.3, above }, k, said));
    }
    assertAlmostEquals(integral * end / steps / 3, 1, 1e-9);
  }
});

Deno.test("Magnitude head: its slopes are those of the loss, and none where too much is said", () => {
  const law = magnitudeLawOf(madeEvents(40), {
    mc: 2,
    magnitudeStep: 0.1,
    range: { start: 0, end: 40 },
  });
  const events = Int32Array.of(7, 3, 30);
  const said = randomSaid(3, "said of how large");
  const { loss, slope } = magnitudeLoss(law)(said, events);
  const lossOf = (moved: Float64Array) =>
    events.reduce((sum, event, i) => sum - logMagnitudeAt(law, event, moved[i]), 0);
  assertAlmostEquals(loss.reduce((a, b) => a + b, 0), lossOf(Float64Array.from(said)), 1e-12);
  holdSlopes(slope, { said, lossOf });
  const loud = Float32Array.of(9, -20, 100);
  holdSlopes(magnitudeLoss(law)(loud, events).slope, { said: loud, lossOf });
});
