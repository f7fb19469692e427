import { assert, assertEquals } from "@std/assert";
import { RATE_STEPS, rateSteps } from "../../../server/page/dashboard/forecasts/rate_steps.ts";

Deno.test("steps are half decades, the top one holds the largest rate", () => {
  const { from, stepOf } = rateSteps([0.2, 0.00005, 0.031]);
  assertEquals(stepOf(0.2), RATE_STEPS - 1);
  const written = from.slice(1).map((rate) => Number(rate.toPrecision(3)));
  assertEquals(written, [0.0001, 0.000316, 0.001, 0.00316, 0.01, 0.0316, 0.1]);
  assertEquals([0.1, 0.0999, 0.0317, 0.0316, 1e-9].map(stepOf), [7, 6, 6, 5, 0]);
  for (const [step, rate] of from.entries()) if (step > 0) assertEquals(stepOf(rate), step);
});

Deno.test("cells without a rate have no colour, and a map without rates has steps all the same", () => {
  const { from, stepOf } = rateSteps([0, 0]);
  assertEquals([0, -1, NaN].map(stepOf), [-1, -1, -1]);
  assert(from.every(Number.isFinite));
});
