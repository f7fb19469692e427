import { assertEquals, assertRejects } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { readKerasHdf5 } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const FILE = sharedFile("data/weights/eqtransformer_class/usgs_d_p_s.h5");

testWithSharedData(
  "a model of Keras: layers as its architecture file has them, all weights",
  async () => {
    const { topology, weights } = await readKerasHdf5(await Deno.readFile(FILE), "e.h5");
    const architecture = JSON.parse(
      await Deno.readTextFile(FILE.replace(/\.h5$/, ".architecture.json")),
    );
    const layersOf = ({ config }: { config: { layers: { name: string }[] } }) =>
      config.layers.map(({ name }) => name);
    assertEquals(layersOf(topology as never), layersOf(architecture));
    const shapes = Object.fromEntries([...weights].map(([name, { shape }]) => [name, shape]));
    assertEquals(shapes["conv1d_1/kernel"], [11, 3, 8]);
    assertEquals(shapes["bidirectional_1/backward_lstm_1/recurrent_kernel"], [16, 64]);
    assertEquals(shapes["attentionP/attentionP_Add_Wa"], [32, 1]);
    for (const { shape, values } of weights.values()) {
      assertEquals(values.length, shape.reduce((product, length) => product * length, 1));
    }
  },
);

testWithSharedData("what is no model of Keras is refused with a reason", async () => {
  const bytes = await Deno.readFile(FILE);
  const stead = await Deno.readFile(sharedFile("data/waveforms/stead/waveforms.hdf5"));
  for (
    const [wrong, reason] of [
      [bytes.slice(0, 900_000), "Cannot read e.h5 as HDF5"],
      [new Uint8Array(100), "Cannot read e.h5 as HDF5"],
      [stead, "it has no attribute model_config"],
    ] as const
  ) {
    await assertRejects(() => readKerasHdf5(wrong, "e.h5"), InputError, reason);
  }
});
