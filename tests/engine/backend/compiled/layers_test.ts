import { assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { compile } from "../../../../engine/backend/mod.ts";
import { LIST_OF_LAYERS } from "../../../../engine/backend/compiled/list_of_layers.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import { LAYER_CASES } from "./layer_cases.ts";
import { openEngine } from "./open_engine.ts";
import { savedLayers } from "./saved_layers.ts";
import { plainOutput, randomNetwork, usePlainTensors } from "./random_network.ts";

const RUNS = 25;
const ERROR = 1e-5; // absolute, and as a share of the expected value

Deno.test("every kind of layer has a case", () => {
  const classes = LIST_OF_LAYERS.flatMap(({ classNames }) => classNames);
  assertEquals(Object.keys(LAYER_CASES).sort(), classes.sort());
});

for (const [className, cases] of Object.entries(LAYER_CASES)) {
  Deno.test(`compiled ${className}: says what plain tfjs says, on both kinds of heap`, async () => {
    await usePlainTensors();
    const engines = [await openEngine(), await openEngine({ shared: true, build: "simd" })];
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(1_000), async (layerCase, seed) => {
        const { network, saved } = await randomNetwork(layerCase, seed);
        const exampleSize = layerCase.shape.reduce((product, length) => product * length, 1);
        for (const batch of [1, 2, 7]) {
          const examples = randomValues(batch * exampleSize, seed);
          const expected = plainOutput(network, examples);
          for (const engine of engines) {
            const predictor = compile(saved, { batch, engine });
            const actual = predictor.predict(examples);
            assertEquals(predictor.outputShape, expected.shape);
            assertEquals(actual.length, expected.values.length);
            expected.values.forEach((value, i) =>
              assertLessOrEqual(
                Math.abs(actual[i] - value),
                ERROR + ERROR * Math.abs(value),
                `output ${i} of a batch of ${batch}: ${actual[i]}, expected ${value}`,
              )
            );
            predictor.dispose();
          }
        }
        network.dispose();
      }),
      { seed: 7, numRuns: RUNS },
    );
  });
}

Deno.test("a recurrent layer's weights may be named after its cell, as Keras does", async () => {
  const engine = await openEngine();
  const config = { units: 2, activation: "tanh", recurrent_activation: "sigmoid" };
  const [plain, ofCell] = ["", "lstm_cell/"].map((prefix) => {
    const weights = {
      [`${prefix}kernel`]: [3, 8],
      [`${prefix}recurrent_kernel`]: [2, 8],
      [`${prefix}bias`]: [8],
    };
    const saved = savedLayers([{ className: "LSTM", config, weights }]);
    return compile(saved, { engine }).predict(randomValues(18, 1));
  });
  assertEquals(ofCell, plain);
});
