import { assertEquals, assertGreaterOrEqual, assertLess, assertThrows } from "@std/assert";
import { startKernels, stopBackend } from "../../../../engine/backend/mod.ts";
import { ModelError } from "../../../../engine/domain/mod.ts";
import {
  EQTRANSFORMER_SETTINGS,
  joinHeads,
  normaliseWindow,
} from "../../../../engine/models/mod.ts";
import { importEqtransformer } from "../../../../engine/monitoring/mod.ts";
import { readKerasHdf5, readLabelledWaveforms } from "../../../../engine/sources/mod.ts";
import { loadPicker } from "../../../../engine/training/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { withFolder } from "../../storage/storage_fixture.ts";
import { applyKerasModel } from "./keras_reference.ts";

const WEIGHTS = sharedFile("data/weights/eqtransformer_class/usgs_d_p_s.h5");
const { windowSamples: SAMPLES, components } = EQTRANSFORMER_SETTINGS;
const SHAPE = { samples: SAMPLES, components: components.length };

testWithSharedData(
  "eqtransformer: an imported model of Keras says what its layers say one by one in plain loops",
  () =>
    withFolder(async (folder) => {
      const bytes = await Deno.readFile(WEIGHTS);
      await importEqtransformer(bytes, { out: `${folder}/e`, source: "e.h5" });
      await stopBackend();
      await startKernels({ threads: 1 });
      const { picker, card } = await loadPicker(`${folder}/e`);
      assertEquals([card.picker, card.weights], ["eqtransformer", 378_311]);
      const saved = await readKerasHdf5(bytes, "e.h5");
      const traces = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
      const window = new Float32Array(SAMPLES * components.length);
      let found = 0;
      for (let index = 0; index < traces.count; index++) {
        const { samples, pSample, sSample } = traces.traceAt(index);
        normaliseWindow(samples, window, SHAPE);
        const said = picker.predict(window, 1).slice();
        if (index % 8 === 0) {
          const expected = applyKerasModel(saved, window);
          const worst = said.reduce(
            (most, value, i) => Math.max(most, Math.abs(value - expected[i])),
            0,
          );
          assertLess(worst, 2e-5);
        }
        const [p, s] = [largestAt(said, 1), largestAt(said, 2)];
        if (Math.abs(p - pSample) <= 50) found++;
        if (Math.abs(s - sSample) <= 50) found++;
      }
      // Arrivals it was never told of: it could not find them with weights in the wrong place.
      assertGreaterOrEqual(found, 40);
      picker.dispose();
      await stopBackend();
    }),
);

testWithSharedData("eqtransformer: a model with other heads is refused", async () => {
  const saved = await readKerasHdf5(await Deno.readFile(WEIGHTS), "e.h5");
  const { config } = saved.topology as { config: { output_layers: unknown[] } };
  const topology = { config: { ...config, output_layers: config.output_layers.slice(1) } };
  assertThrows(() => joinHeads({ ...saved, topology }), ModelError, "it has 2 outputs, need 3");
});

function largestAt(said: Float32Array, phase: number): number {
  let largest = 0;
  for (let sample = 1; sample < SAMPLES; sample++) {
    if (said[sample * 3 + phase] > said[largest * 3 + phase]) largest = sample;
  }
  return largest;
}
