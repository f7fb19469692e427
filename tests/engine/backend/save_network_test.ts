import { assert, assertEquals, assertThrows } from "@std/assert";
import * as plain from "@tensorflow/tfjs";
import {
  type layers,
  Network,
  networkToArtifacts,
  readNetwork,
  startBackend,
  type tf,
} from "../../../engine/backend/mod.ts";
import { ModelError } from "../../../engine/domain/mod.ts";
import { assertAllClose } from "./assert_all_close.ts";
import { smallNetwork, wave } from "./small_network.ts";

const outputOf = (network: layers.LayersModel) =>
  (network.predict(wave([4, 8, 3], 9)) as tf.Tensor).dataSync<"float32">();

Deno.test("equal networks are saved as equal bytes, and read they are written the same", async () => {
  await startBackend();
  const first = await networkToArtifacts(smallNetwork());
  const second = await networkToArtifacts(smallNetwork());
  assertEquals(second, first);
  assertEquals(new Network(first).artifacts, first);
  assert((await networkToArtifacts(smallNetwork({ units: 5 }))).modelJson !== first.modelJson);
});

Deno.test("plain tfjs loads the two files over HTTP and gives the same numbers", async () => {
  await startBackend();
  const network = smallNetwork();
  const expected = outputOf(network);
  const { modelJson, weights } = await networkToArtifacts(network);
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const isWeights = request.url.endsWith("/weights.bin");
    return new Response(isWeights ? weights as Uint8Array<ArrayBuffer> : modelJson, {
      headers: { "content-type": isWeights ? "application/octet-stream" : "application/json" },
    });
  });
  try {
    plain.env().set("IS_TEST", true); // no greeting of the plain backend
    await plain.setBackend("cpu");
    const url = `http://127.0.0.1:${server.addr.port}/model.json`;
    const loaded = await plain.loadLayersModel(url);
    assertEquals(
      loaded.getLayer("drop").constructor,
      plain.layers.dropout({ rate: 0 }).constructor,
    );
    assertAllClose(outputOf(loaded as never), expected, { of: "outputs", relative: 1e-4 });
  } finally {
    await plain.setBackend("wasm");
    await server.shutdown();
  }
});

Deno.test("a damaged or foreign network is refused with the reason", async () => {
  await startBackend();
  const { modelJson, weights } = await networkToArtifacts(smallNetwork());
  const withWeight = (value: number) => {
    const bytes = weights.slice();
    new DataView(bytes.buffer).setFloat32(40, value, true);
    return bytes;
  };
  const edited = (edit: (model: ReturnType<typeof JSON.parse>) => void) => {
    const model = JSON.parse(modelJson);
    edit(model);
    return JSON.stringify(model);
  };
  const bytes = weights.length;
  const cases: [string, { modelJson?: string; weights?: Uint8Array }][] = [
    ["is not JSON", { modelJson: "<html>" }],
    ["has no modelTopology", { modelJson: "null" }],
    ["has no modelTopology", { modelJson: "[]" }],
    ["has no list of weights", { modelJson: edited((model) => delete model.weightsManifest) }],
    [`its weights are ${bytes - 4} bytes, need exactly ${bytes}`, { weights: weights.slice(4) }],
    ["its weights are 0 bytes", { weights: new Uint8Array(0) }],
    [`its weights are ${bytes + 1} bytes`, { weights: new Uint8Array(bytes + 1) }],
    ["its weight number 10 is NaN", { weights: withWeight(NaN) }],
    ["its weight number 10 is Infinity", { weights: withWeight(Infinity) }],
    ['its weight "other" belongs to no layer', {
      modelJson: edited((model) => model.weightsManifest[0].weights[0].name = "other"),
    }],
    [`weight "conv/kernel" is not of 32-bit floats`, {
      modelJson: edited((model) => model.weightsManifest[0].weights[0].dtype = "string"),
    }],
    [`weight "conv/kernel" is not of 32-bit floats`, {
      modelJson: edited((model) => model.weightsManifest[0].weights[0].shape = [-1, 3, 5]),
    }],
  ];
  for (const [reason, damage] of cases) {
    assertThrows(
      () => readNetwork({ modelJson, weights, ...damage }, { name: "mine" }),
      ModelError,
      reason,
    );
  }
});
