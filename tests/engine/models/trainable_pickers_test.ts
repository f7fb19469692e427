import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import {
  compileGraph,
  graphToArtifacts,
  type NetworkGraph,
  readNetwork,
} from "../../../engine/backend/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  layOwnPicker,
  layPhasenet,
  LIST_OF_PICKERS,
  withFrozenNorms,
  withoutSoftmax,
  withSoftmax,
} from "../../../engine/models/mod.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { randomValues } from "../kernels/kernel_stage.ts";
import { normalisedWindow, readPackedFloats, readPhasenetWeights } from "./phasenet_fixture.ts";

const SIZE = 9000;
const NCEDC = "data/waveforms/ncedc";

testWithSharedData(
  "PhaseNet as data, with the published weights, has the probabilities of the published program",
  async () => {
    const { graph } = layPhasenet(new RandomStream(1));
    assertEquals(graph.weightCount, 269_675);
    const published = readPhasenetWeights();
    const found = new Map(
      [...published].map(([name, one]) => [name.split("/").slice(-2).join("/"), one.values]),
    );
    const weights = new Float32Array(graph.weightCount);
    for (const layer of graph.layers) {
      const name = layer.name.replace(/_norm$/, "").replace("conv", "bn");
      const published = layer.className === "BatchNormalization" ? name : layer.name;
      for (const [weight, { offset, size }] of layer.weights) {
        const values = found.get(`${published}/${weight}`)!;
        assertEquals(values.length, size);
        weights.set(values, offset);
      }
    }
    const wanted = readPackedFloats(
      `${NCEDC}/reference_phasenet_probability_first14_f32le_14x3000x3.bin.gz`,
    );
    const traces = readPackedFloats(`${NCEDC}/traces_f32le_103x9001x3.bin.gz`);
    const predictor = compileGraph(withSoftmax(graph), {
      ...{ values: weights, batch: 1, engine: await openEngine() },
    });
    let largest = 0;
    for (let i = 0; i < 14; i++) {
      const trace = traces.subarray(i * 9001 * 3, (i + 1) * 9001 * 3);
      predictor.predict(normalisedWindow(trace, 2000)).forEach((value, k) => {
        largest = Math.max(largest, Math.abs(value - wanted[i * SIZE + k]));
      });
    }
    assertLess(largest, 1e-4);
  },
);

for (const { name, training } of LIST_OF_PICKERS.filter(({ training }) => training)) {
  Deno.test(`${name}: the same seed lays the same weights, another others`, async () => {
    const { graph, weights } = training!.lay(new RandomStream(1));
    assertEquals(training!.lay(new RandomStream(1)).weights, weights);
    assert(weights.some((value, i) => value !== training!.lay(new RandomStream(2)).weights[i]));
    assertEquals(graph.inputShape[0], training!.settings.windowSamples);
    const said = await predict(withSoftmax(graph), weights);
    assertEquals(said.length, SIZE);
    for (let i = 0; i < SIZE; i += 3) {
      assertAlmostEquals(said[i] + said[i + 1] + said[i + 2], 1, 1e-6);
    }
  });

  Deno.test(`${name}: kept as two files and read again it answers with the same bits`, async () => {
    const laid = training!.lay(new RandomStream(1));
    const weights = laid.weights.map((value, i) => value === 0 ? 0.01 * Math.sin(i) : value);
    const graph = withSoftmax(laid.graph);
    const read = readNetwork(graphToArtifacts(graph, weights));
    assertEquals(read.weights, weights);
    assertEquals(await predict(read.graph, read.weights), await predict(graph, weights));
    assertEquals(withoutSoftmax(read.graph).output, laid.graph.output);
    assertEquals(withoutSoftmax(laid.graph), laid.graph);
    assertEquals(await predict(withFrozenNorms(graph), weights), await predict(graph, weights));
  });
}

Deno.test("the own picker is smaller than PhaseNet", () => {
  const [own, other] = [layOwnPicker, layPhasenet].map((lay) => lay(new RandomStream(1)).weights);
  assertLess(own.length, other.length);
});

async function predict(graph: NetworkGraph, values: Float32Array): Promise<Float32Array> {
  const engine = await openEngine();
  const predictor = compileGraph(graph, { values, batch: 1, engine });
  const said = predictor.predict(randomValues(SIZE, 5)).slice();
  predictor.dispose();
  return said;
}
