import { assertEquals, assertLess, assertThrows } from "@std/assert";
import { ModelError } from "../../../engine/domain/mod.ts";
import { compile, Network, networkToArtifacts, startBackend } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { buildPhasenet } from "../../../engine/models/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import { normalisedWindow, readPackedFloats, readPhasenetWeights } from "./phasenet_fixture.ts";

const SHAPE = [3000, 1, 3] as const;
const SIZE = 9000;
const NCEDC = "data/waveforms/ncedc";

testWithSharedData(
  "phasenet: real windows get the probabilities of the published program",
  async () => {
    await startBackend({ threads: 1 });
    const network = buildPhasenet(readPhasenetWeights());
    assertEquals(network.countParams(), 269_675);
    const traces = readPackedFloats(`${NCEDC}/traces_f32le_103x9001x3.bin.gz`);
    const wanted = readPackedFloats(
      `${NCEDC}/reference_phasenet_probability_first14_f32le_14x3000x3.bin.gz`,
    );
    const inputs = new Float32Array(14 * SIZE);
    for (let i = 0; i < 14; i++) {
      const trace = traces.subarray(i * 9001 * 3, (i + 1) * 9001 * 3);
      inputs.set(normalisedWindow(trace, 2000), i * SIZE);
    }
    const saved = await networkToArtifacts(network);
    const compiled = new Network(saved);
    assertLess(largestDifference(compiled.predict(inputs, 14), wanted), 1e-4);
    const output = network.predict(tf.tensor(inputs, [14, ...SHAPE])) as tf.Tensor;
    assertLess(largestDifference(output.dataSync<"float32">(), wanted), 1e-4);
    const kinds: string[] = JSON.parse(saved.modelJson).modelTopology.config.layers
      .map((layer: { class_name: string }) => layer.class_name);
    assertEquals([...new Set(kinds)].sort(), [
      "BatchNormalization",
      "Concatenate",
      "Conv2D",
      "Conv2DTranspose",
      "Cropping2D",
      "InputLayer",
      "ReLU",
      "Softmax",
    ]);
    network.dispose();
    compiled.dispose();
  },
);

testWithSharedData(
  "phasenet: the likeliest P and S of 103 real windows are the published ones",
  async () => {
    await startBackend({ threads: 1 });
    const network = buildPhasenet(readPhasenetWeights());
    const { predict, dispose } = compile(await networkToArtifacts(network));
    network.dispose();
    const traces = readPackedFloats(`${NCEDC}/traces_f32le_103x9001x3.bin.gz`);
    const path = sharedFile(`${NCEDC}/reference_phasenet_argmax.csv`);
    const rows = Deno.readTextFileSync(path).trim().split("\n").slice(1);
    assertEquals(rows.length, 103);
    for (const row of rows) {
      const [index, , start, , , pPlace, pChance, sPlace, sChance] = row.split(",");
      const trace = traces.subarray(Number(index) * 9001 * 3, (Number(index) + 1) * 9001 * 3);
      const inputs = normalisedWindow(trace, Number(start));
      const got = predict(inputs);
      for (const [phase, place, chance] of [[1, pPlace, pChance], [2, sPlace, sChance]] as const) {
        const curve = Float32Array.from({ length: 3000 }, (_, i) => got[3 * i + phase]);
        const largest = curve.reduce((a, b) => Math.max(a, b));
        assertLess(Math.abs(largest - Number(chance)), 1e-4, row);
        // Where two samples are as good as each other, either is right.
        assertLess(largest - curve[Number(place)], 1e-5, row);
      }
    }
    dispose();
  },
);

testWithSharedData("phasenet: weights that do not fit are refused by name", async () => {
  await startBackend({ threads: 1 });
  const name = "UpConv_3/up_conv0_4/kernel";
  const change = (alter: (weights: ReturnType<typeof readPhasenetWeights>) => void) => {
    const weights = readPhasenetWeights();
    alter(weights);
    return () => buildPhasenet(weights);
  };
  const cases: [ReturnType<typeof change>, string][] = [
    [change((weights) => weights.delete(name)), 'there is no "up_conv0_4/kernel"'],
    [
      change((weights) => weights.set(name, { ...weights.get(name)!, shape: [7, 1, 128, 64] })),
      '"up_conv0_4/kernel" is [7,1,128,64], need [7,1,64,128]',
    ],
    [
      change((weights) => weights.get(name)!.values[5] = NaN),
      '"up_conv0_4/kernel" is not finite',
    ],
    [
      change((weights) => weights.set("a/b/c", weights.get(name)!)),
      'no layer takes "b/c"',
    ],
  ];
  for (const [build, message] of cases) assertThrows(build, ModelError, message);
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  assertEquals(a.length, b.length);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}
