import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError, MAGNITUDE_WINDOW_SIZE } from "../../../engine/domain/mod.ts";
import { explainMagnitude, magnitudeOfRecord } from "../../../engine/explanation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  layMagnitudeNetwork,
  MAGNITUDE_NETWORK_SHAPE,
  type MagnitudeNetwork,
  type MagnitudeRegression,
} from "../../../engine/models/mod.ts";
import { cutMagnitudeWindow } from "../../../engine/preprocessing/mod.ts";
import { predictMagnitudes } from "../../../engine/training/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { syntheticRecords } from "../training/synthetic_records.ts";

const LOG_LEVEL: MagnitudeRegression = {
  ...{ amplitude: "logLevel", usesCentroid: true, constant: -1, perLogCentroid: 1.5, sigma: 0.2 },
};

/** A magnitude network whose every weight is drawn at random, its head too. */
function modelOf(regression: MagnitudeRegression): MagnitudeNetwork {
  const network = layMagnitudeNetwork(MAGNITUDE_NETWORK_SHAPE, new RandomStream(4));
  const random = new RandomStream(5);
  const weights = network.weights.map((weight) => weight + 0.1 * random.normal());
  const seen = { logLevel: [0, 9], logCentroid: [-1, 2], magnitude: [0, 9] } as const;
  const shape = MAGNITUDE_NETWORK_SHAPE;
  return { regression, shape, network: { ...network, weights }, sigmaFactor: 1, seen };
}

/** The largest of a few. */
const [RECORD] = syntheticRecords(6, { seed: 2 }).sort((a, b) => b.magnitude - a.magnitude);
const WINDOW = cutMagnitudeWindow(RECORD.samples, RECORD.pSample).window;

/** `change` by component and second after P. */
function changed(change: (component: number, seconds: number, value: number) => number) {
  return WINDOW.map((value, i) => change(i % 3, (Math.floor(i / 3) - 100) / 100, value));
}

Deno.test("slopes of a magnitude are those of differences, and Euler's theorem holds", async () => {
  const engine = await openEngine();
  for (const amplitude of ["logLevel", "logPeak"] as const) {
    const model = modelOf({ ...LOG_LEVEL, amplitude });
    const magnitude = magnitudeOfRecord(model, { engine });
    const slopes = magnitude.gradient(WINDOW);
    const along = slopes.reduce((sum, slope, i) => sum + slope * WINDOW[i], 0);
    assertAlmostEquals(along, 1 / Math.LN10, 1e-5);
    const [said] = predictMagnitudes(model, { windows: [WINDOW], kernels: engine });
    assertAlmostEquals(magnitude.value(WINDOW)[0], said.magnitude, 1e-5);
    const terms = magnitude.terms(WINDOW);
    assertAlmostEquals(terms.amplitude + terms.centroid + terms.network, said.magnitude, 1e-5);
    // By how much the loudest seconds of a component are turned up.
    for (const component of [0, 1, 2]) {
      const louder = (by: number) =>
        changed((one, seconds, value) =>
          one === component && seconds > 4 && seconds < 6 ? value * (1 + by) : value
        );
      const step = 0.004;
      const [up, down] = [louder(step), louder(-step)];
      const [more, less] = [magnitude.value(up)[0], magnitude.value(down)[0]];
      const expected = slopes.reduce((sum, slope, i) => sum + slope * (up[i] - WINDOW[i]), 0);
      assertAlmostEquals((more - less) / 2, expected, 0.05 * Math.abs(expected) + 2e-6);
    }
    magnitude.dispose();
  }
  await engine.stop();
});

Deno.test("a magnitude's parts add up against the noise before P, and the loud component has them", async () => {
  const engine = await openEngine();
  const model = modelOf(LOG_LEVEL);
  const why = explainMagnitude(model, WINDOW, { engine });
  assert(why.completeness.error <= 0.01, `${why.completeness.error}`);
  assert(why.magnitude.record - why.magnitude.baseline > 1, JSON.stringify(why.magnitude));
  assertAlmostEquals(why.completeness.difference, why.magnitude.record - why.magnitude.baseline);
  assertEquals(why.seconds.length, 30);
  assertEquals(why.seconds[0].share, 0); // the noise is what it is compared with
  assert(why.attributions.subarray(0, 300).every((one) => one === 0));
  for (const parts of [why.components, why.seconds]) {
    assertAlmostEquals(parts.reduce((sum, { share }) => sum + share, 0), 1, 1e-9);
    assertAlmostEquals(parts.reduce((sum, { net }) => sum + net, 0), why.completeness.sum, 1e-6);
  }
  // An earthquake on north alone, over noise.
  const random = new RandomStream(3);
  const north = changed((component, seconds, value) =>
    component === 1 || seconds < 0 ? value : random.normal()
  );
  const [z, n, e] = explainMagnitude(model, north, { engine }).components;
  assert(n.share > 0.8 && n.net > 1, JSON.stringify([z, n, e]));
  assertThrows(
    () => explainMagnitude(model, changed((_, s, value) => s < 0 ? 0 : value), { engine }),
    InputError,
    "a record without noise before P",
  );
  assertThrows(
    () => explainMagnitude(model, new Float32Array(MAGNITUDE_WINDOW_SIZE), { engine }),
    InputError,
  );
  await engine.stop();
});

Deno.test("without network and centroid a magnitude's parts are those of the energy", async () => {
  const engine = await openEngine();
  const quiet = modelOf({ ...LOG_LEVEL, usesCentroid: false, perLogCentroid: 0 });
  quiet.network.weights.fill(0);
  const { components, completeness } = explainMagnitude(quiet, WINDOW, { engine });
  const energies = [2, 1, 0].map((component) =>
    WINDOW.reduce((sum, value, i) => i % 3 === component ? sum + value * value : sum, 0)
  );
  const all = energies.reduce((sum, energy) => sum + energy, 0);
  components.forEach(({ net }, i) =>
    assertAlmostEquals(net / completeness.sum, energies[i] / all, 0.02)
  );
  await engine.stop();
});
