import { assertAllClose } from "../assert_all_close.ts";
import { compile } from "../../../../engine/backend/mod.ts";
import { layers } from "../../../../engine/backend/tensors.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import type { Flow } from "./layer_cases.ts";
import { openEngine } from "./open_engine.ts";
import { plainOutput, randomNetwork, usePlainTensors } from "./random_network.ts";

Deno.test("an LSTM with hard gates, Keras 2's own, says what plain tfjs says", async () => {
  await usePlainTensors();
  const engine = await openEngine();
  for (const units of [1, 4, 9, 16]) {
    const { network, saved } = await randomNetwork({
      shape: [11, 5],
      lay: (input) => {
        const options = {
          units,
          recurrentActivation: "hardSigmoid",
          returnSequences: true,
          recurrentInitializer: "zeros",
        } as const;
        const cell = layers.layers.lstm({ ...options, name: "cell" }) as layers.RNN;
        const both = { layer: cell, mergeMode: "concat", name: "both" } as const;
        const middle = layers.layers.bidirectional(both).apply(input) as Flow;
        return layers.layers.lstm({ ...options, name: "after" }).apply(middle) as Flow;
      },
    }, units);
    const examples = randomValues(3 * 55, 2).map((value) => 6 * value); // some gates are at an end
    const expected = plainOutput(network, examples).values;
    const actual = compile(saved, { batch: 3, engine }).predict(examples);
    assertAllClose(actual, expected, { of: `${units} units`, relative: 1e-5, nearZero: 1e-5 });
    network.dispose();
  }
});
