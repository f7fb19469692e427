import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  calibrateSigma,
  locationLoss,
  type LocationScale,
  readLocation,
  scaleLocations,
} from "../../../../engine/models/mod.ts";

const SCALE: LocationScale = {
  mean: [1, -2, 9, 2],
  deviation: [20, 18, 4, 0.5],
  sigmaFactor: [1, 1, 1, 1],
};

Deno.test("the loss of a location is that of normal laws, and its slopes are its slopes", () => {
  const random = new RandomStream(1);
  const targets = Float64Array.from(SCALE.mean, (mean, k) => mean + SCALE.deviation[k] / 3);
  const loss = locationLoss(targets, SCALE);
  const outputs = Float32Array.from({ length: 8 }, () => random.normal());
  const events = Int32Array.of(0);
  const found = loss(outputs, events);
  let expected = 0;
  for (let k = 0; k < 4; k++) {
    const sigma = Math.exp(outputs[4 + k]);
    expected += ((1 / 3 - outputs[k]) / sigma) ** 2 / 2 + Math.log(sigma);
  }
  assertAlmostEquals(found.loss[0], expected, 1e-6);
  for (let i = 0; i < 8; i++) {
    const step = 1e-2;
    const moved = (by: number) => loss(outputs.with(i, outputs[i] + by), events).loss[0];
    const slope = (moved(step) - moved(-step)) / (2 * step);
    assertAlmostEquals(found.slope[i], slope, 2e-3 * Math.max(1, Math.abs(slope)));
  }
});

Deno.test("beyond the bounds of sigma only the way back has a slope", () => {
  const loss = locationLoss(Float64Array.from(SCALE.mean), SCALE);
  const slopeAt = (logSigma: number, mean: number) =>
    loss(Float32Array.of(mean, 0, 0, 0, logSigma, 0, 0, 0), Int32Array.of(0)).slope[4];
  assertEquals(slopeAt(-9, 0), 0); // sure and right: no smaller
  assert(slopeAt(-9, 1) < 0, "sure and wrong: larger");
  assert(slopeAt(9, 0) > 0, "unsure and right: smaller");
});

Deno.test("scales are mean and deviation, and sigmas are set so that 68 % are within one", () => {
  const random = new RandomStream(2);
  const count = 4_000;
  const targets = Float64Array.from(
    { length: 4 * count },
    (_, i) => SCALE.mean[i % 4] + SCALE.deviation[i % 4] * random.normal(),
  );
  const scale = scaleLocations(targets);
  scale.mean.forEach((mean, k) => assertAlmostEquals(mean, SCALE.mean[k], 1));
  scale.deviation.forEach((deviation, k) =>
    assertAlmostEquals(deviation / SCALE.deviation[k], 1, 0.05)
  );
  // A network that knows nothing and says that it is twice as sure as it may be.
  const outputs = new Float32Array(8 * count).map((_, i) => i % 8 < 4 ? 0 : Math.log(0.5));
  const calibrated = calibrateSigma(outputs, { targets, scale });
  calibrated.sigmaFactor.forEach((factor) => assertAlmostEquals(factor, 2, 0.1));
  const { mean, sigma } = readLocation(outputs, { event: 7, scale: calibrated });
  mean.forEach((value, k) => assertAlmostEquals(value, SCALE.mean[k], 1));
  sigma.forEach((value, k) => assertAlmostEquals(value / SCALE.deviation[k], 1, 0.1));
});
